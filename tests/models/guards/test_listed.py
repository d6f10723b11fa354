"""What may change of draws, inspections and publications, and when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import database
from models.clock import held_at
from tasks.archive.ready import archive_ready
from tests import released, walk
from tests.released import (
    ABANDONED,
    CONFIRMED,
    DRAWN,
    by_force,
    is_a_guard,
    passes,
    refusal,
    undone,
)

INSPECTION_MOVES = {
    ("dispatched", "returned"),
    ("dispatched", "replaced"),
    ("returned", "published"),
    ("published", "archived"),
    ("archived", "published"),
}
PACKAGE_MOVES = {
    ("built", "laid_ready"),
    ("built", "delivered"),
    ("built", "withdrawn"),
    ("laid_ready", "delivered"),
    ("laid_ready", "withdrawn"),
    ("delivered", "withdrawn"),
}


@pytest.mark.parametrize(
    ("table", "row", "states", "moves"),
    [
        (
            "inspection",
            "current_return_id IS NOT NULL",
            ("dispatched", "returned", "published", "archived", "replaced"),
            INSPECTION_MOVES,
        ),
        (
            "disclosure",
            "id = 1",
            ("built", "laid_ready", "delivered", "withdrawn"),
            PACKAGE_MOVES,
        ),
    ],
)
def test_a_state_moves_only_along_its_moves(
    filled: Path, table: str, row: str, states: tuple[str, ...], moves: set[tuple[str, str]]
) -> None:
    moved = set()
    for before in states:
        by_force(f"UPDATE {table} SET state = '{before}' WHERE {row}")
        for after in states:
            if after != before:
                said = refusal(f"UPDATE {table} SET state = '{after}' WHERE {row}")
                if said is None:
                    moved.add((before, after))
                else:
                    assert "不得这样变更" in said
    assert moved == moves


@pytest.mark.duty("18.2")
def test_a_draw_goes_from_announced_to_drawn_to_confirmed(filled_and_kept: Path) -> None:
    passes(DRAWN.format(day="2026-11-02"), CONFIRMED.format(day="2026-11-02"))
    passes(ABANDONED.format(state="announced"))
    passes(DRAWN.format(day="2026-11-02"), ABANDONED.format(state="drawn"))
    assert refusal(ABANDONED.format(state="confirmed")) is not None
    for skipped in (
        "UPDATE draw SET state = 'confirmed', seed = 'f', confirmed_by = 'x', "
        "confirmed_on = '2026-11-02' WHERE state = 'announced'",
        "UPDATE draw SET seed = 'f' WHERE state = 'announced'",
        "UPDATE draw SET drawn_on = '2026-11-02' WHERE state = 'announced'",
        "UPDATE draw SET commitment = 'x' WHERE state = 'announced'",
        "UPDATE draw SET inspector_codes = '{}' WHERE state = 'announced'",
        "UPDATE draw SET subject_version_id = 1 WHERE state = 'announced'",
        "UPDATE draw SET state = 'announced', seed = NULL, confirmed_by = NULL "
        "WHERE state = 'confirmed'",
        DRAWN.format(day="2026-11-02").replace("drawn_on = '2026-11-02'", "drawn_on = NULL"),
    ):
        said = refusal(skipped)
        assert said is not None, skipped
        assert is_a_guard(said), said


@pytest.mark.parametrize(
    "late",
    [
        "INSERT INTO draw_entry (draw_pk, stratum, rank, role, credit_code, subject_entry_id, ticket) "
        "VALUES (1, 'general', 999, 'drawn', 'X', 1, 'f')",
        "INSERT INTO assignment (draw_pk, draw_entry_id, seat, code, inspector_entry_id) "
        "VALUES (1, 1, 9, 'J09', 8)",
        "INSERT INTO inspection_officer (inspection_id, seat, inspector_entry_id) VALUES (2, 9, 8)",
        "DELETE FROM inspection_officer WHERE inspection_id = 2",
        "UPDATE inspection_officer SET inspector_entry_id = 8 WHERE inspection_id = 2 AND seat = 1",
        "INSERT INTO finding (return_id, check_point, observed) VALUES (1, 'Z9', 'x')",
        "INSERT INTO period (plan_id, number, starts_on, ends_on, draw_on) "
        "VALUES (1, 7, '2026-11-01', '2026-12-31', '2026-11-02')",
        "INSERT INTO replacement (application_id, replaced_entry_id, inspectors) VALUES (2, 1, '[]')",
        "UPDATE inspection SET due_on = '2031-01-01' WHERE id = 2",
        "UPDATE change_application SET decision = 'refused' WHERE id = 1",
        "UPDATE publication SET released_by = 'x' WHERE id = 1",
        "INSERT INTO audit_event (number, key, action, actor, region, as_of, recorded_at, payload, "
        "previous_hash, hash) VALUES (999, 'x', 'x', 'x', 'x', '2026-11-02', 'x', '{}', 'x', 'x')",
    ],
)
def test_nothing_is_added_to_what_is_settled(filled_and_kept: Path, late: str) -> None:
    said = refusal(late)
    assert said is not None
    assert is_a_guard(said), said


APPLICATION = (
    "INSERT INTO change_application (number, draw_pk, draw_entry_id, reason, applicant, attachments, "
    "applied_on, decision, decided_by) VALUES ('C9', {draw}, 1, 'x', 'x', '[]', '2026-11-02', "
    "{decided})"
)
RETURN = (
    "INSERT INTO record_return (inspection_id, version, visited_on, received_on, author, outcome, "
    "signature, refusal_reason, non_cooperation, payload, digest, written_record, reason) "
    "VALUES ({of}, {version}, "
    "'2026-11-02', '2026-11-02', 'x', 'conform', 'signed', '', '', 'x', 'x', 'x', 'x')"
)
PUBLICATION = (
    "INSERT INTO publication (id, matter, kind, region, title, page, state, tells, built_on, released_on, "
    "released_by) VALUES (99, 'm', 'item_list', '350105', 'x', 'x', '{state}', '', '2026-11-02', {released})"
)
BUILT = PUBLICATION.format(state="built", released="NULL, NULL")
PACKAGE = (
    "INSERT INTO disclosure (id, publication_id, channel, file, package_digest, state) "
    "VALUES (99, 99, 'x', 'x', 'x', '{state}')"
)
RECEIPT = (
    "INSERT INTO receipt (disclosure_id, reference, digest, received_on) "
    "VALUES (99, 'x', 'x', '2026-11-02')"
)
INSPECTION = (
    "INSERT INTO inspection (number, region, item_id, year, draw_entry_id, subject_entry_id, state, "
    "dispatched_on, due_on) SELECT 'N9', region, item_id, year, (SELECT min(id) FROM draw_entry "
    "WHERE id NOT IN (SELECT draw_entry_id FROM inspection WHERE draw_entry_id IS NOT NULL)), "
    "subject_entry_id, '{state}', '2026-11-02', '2026-11-30' FROM inspection WHERE id = 7"
)
ITEM_LIST = (
    "INSERT INTO item_list (region, kind, number, revised_on, effective_from, digest) "
    "VALUES ('350105', 'single', {number}, '2026-11-02', '2026-11-02', 'x')"
)
SECRET = "INSERT INTO draw_secret (draw_pk, secret, codes_key) VALUES (2, 'A256GCM:x', 'A256GCM:x')"


@pytest.mark.parametrize(
    ("before", "early", "in_turn"),
    [
        ([], APPLICATION.format(draw=2, decided="NULL, NULL"),
         APPLICATION.format(draw=1, decided="NULL, NULL")),
        ([], APPLICATION.format(draw=1, decided="'approved', 'y'"),
         APPLICATION.format(draw=1, decided="NULL, NULL")),
        ([], RETURN.format(of=2, version=2), RETURN.format(of=7, version=1)),
        ([], RETURN.format(of=7, version=2), RETURN.format(of=7, version=1)),
        ([], PUBLICATION.format(state="released", released="'2026-11-02', 'x'"), BUILT),
        ([], PUBLICATION.format(state="overtaken", released="NULL, NULL"), BUILT),
        ([BUILT], PACKAGE.format(state="delivered"),
         PACKAGE.format(state="built")),
        ([], INSPECTION.format(state="archived"), INSPECTION.format(state="dispatched")),
        ([], ITEM_LIST.format(number=9), ITEM_LIST.format(number=2)),
    ],
)  # fmt: skip
def test_a_row_begins_where_its_matter_begins(
    filled_and_kept: Path, before: list[str], early: str, in_turn: str
) -> None:
    with undone() as connection:
        for statement in before:
            connection.execute(statement)
        with pytest.raises(Exception, match=r"须|不再|方可"):
            connection.execute(early)
    passes(*before, in_turn)


def test_nothing_is_delivered_that_is_not_released(filled_and_kept: Path) -> None:
    built = [BUILT, PACKAGE.format(state="built")]
    with undone() as connection:
        for statement in built:
            connection.execute(statement)
        with pytest.raises(Exception, match="公示未经批准，不得送达"):
            connection.execute(RECEIPT)
    release = (
        "UPDATE publication SET state = 'released', released_on = '2026-11-02', released_by = 'x' "
        "WHERE id = 99"
    )
    passes(*built, release, RECEIPT)


def test_a_secret_is_sealed_when_the_draw_is_announced(filled: Path) -> None:
    by_force("DELETE FROM draw_secret")
    passes(SECRET)
    said = refusal(SECRET.replace("(2,", "(1,"))
    assert "抽取密文须在公告时封存" in (said or "")


def test_officers_of_an_inspection_that_is_out_may_change(filled_and_kept: Path) -> None:
    out = "inspection_id = 7 AND seat = 2"  # the special inspection
    passes(
        f"UPDATE inspection_officer SET inspector_entry_id = 8 WHERE {out}",
        f"DELETE FROM inspection_officer WHERE {out}",
        "INSERT INTO inspection_officer (inspection_id, seat, inspector_entry_id) VALUES (7, 2, 8)",
    )
    assert refusal(f"UPDATE inspection_officer SET seat = 5 WHERE {out}") is not None


def test_what_is_filled_in_once_is_filled_in_together(filled_and_kept: Path) -> None:
    exit_ = (
        "UPDATE list_entry SET state = 'expired', exited_on = '2026-10-12', exit_reason = 'x' "
        "WHERE state = 'listed'"
    )
    passes(exit_)
    with undone() as connection:
        connection.execute(exit_)
        with pytest.raises(Exception, match="名单条目已移出"):
            connection.execute("UPDATE list_entry SET exit_reason = 'y'")
    sent = "UPDATE message SET sent_on = '2026-10-12', receipt = 'x' WHERE sent_on IS NULL"
    passes(sent)
    assert "消息不得修改" in (refusal("UPDATE message SET body = 'x' WHERE sent_on IS NULL") or "")


def test_a_whole_cycle_passes_under_the_guards(house: Path) -> None:
    walk.made_public(house, date(2026, 9, 20), date(2026, 9, 24))
    with held_at(date(2026, 9, 28)):
        archived = archive_ready(walk.REGION, date(2026, 9, 28))
    assert archived["archived"] == 4  # five, of which one awaits its disposition
    with database.engine().connect() as connection:
        assert released.trigger_problems(connection) == []

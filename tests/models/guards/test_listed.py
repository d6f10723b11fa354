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
}
PACKAGE_MOVES = {("built", "delivered"), ("built", "withdrawn"), ("delivered", "withdrawn")}


@pytest.mark.parametrize(
    ("table", "row", "states", "moves"),
    [
        (
            "inspection",
            "current_return_id IS NOT NULL",
            ("dispatched", "returned", "published", "archived", "replaced"),
            INSPECTION_MOVES,
        ),
        ("disclosure", "id = 1", ("built", "delivered", "withdrawn"), PACKAGE_MOVES),
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
def test_a_draw_goes_from_announced_to_drawn_to_confirmed(filled: Path) -> None:
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
def test_nothing_is_added_to_what_is_settled(filled: Path, late: str) -> None:
    said = refusal(late)
    assert said is not None
    assert is_a_guard(said), said


def test_officers_of_an_inspection_that_is_out_may_change(filled: Path) -> None:
    out = "inspection_id = 7 AND seat = 2"  # the special inspection
    passes(
        f"UPDATE inspection_officer SET inspector_entry_id = 8 WHERE {out}",
        f"DELETE FROM inspection_officer WHERE {out}",
        "INSERT INTO inspection_officer (inspection_id, seat, inspector_entry_id) VALUES (7, 2, 8)",
    )
    assert refusal(f"UPDATE inspection_officer SET seat = 5 WHERE {out}") is not None


def test_what_is_filled_in_once_is_filled_in_together(filled: Path) -> None:
    exit_ = "UPDATE list_membership SET exited_on = '2026-10-12', exit_reason = 'x'"
    passes(exit_)
    with undone() as connection:
        connection.execute(exit_)
        with pytest.raises(Exception, match="名单记录已移出"):
            connection.execute("UPDATE list_membership SET exit_reason = 'y'")
    sent = "UPDATE message SET sent_on = '2026-10-12', receipt = 'x' WHERE sent_on IS NULL"
    passes(sent)
    assert "消息不得修改" in (refusal("UPDATE message SET body = 'x' WHERE sent_on IS NULL") or "")


def test_a_whole_cycle_passes_under_the_guards(house: Path) -> None:
    walk.dispatched(house)
    walk.all_in(house, date(2026, 9, 20))
    walk.published(date(2026, 9, 24))
    with held_at(date(2026, 9, 28)):
        archived = archive_ready(walk.REGION, date(2026, 9, 28))
    assert archived["archived"] == 4  # five, of which one awaits its disposition
    with database.engine().connect() as connection:
        assert released.trigger_problems(connection) == []

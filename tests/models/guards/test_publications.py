"""What was told stays told, in the database too (第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from tasks.publish.amend import correct, withdraw
from tests import released, walk
from tests.released import by_force, passes, refusal

STATES = ("built", "released", "published", "overtaken", "withdrawn")
MOVES = {
    ("built", "overtaken"),
    ("released", "published"),
    ("released", "withdrawn"),
    ("published", "withdrawn"),
}
"""What a state alone may do; a release says who and when with it."""

VERSION = (
    "INSERT INTO result_version (inspection_id, version, kind, return_id, told, note, publication_id) "
    "SELECT inspection_id, {version}, 'handling', return_id, '{{}}', '', {publication} "
    "FROM result_version WHERE id = 1"
)
PUBLICATION = (
    "INSERT INTO publication (id, matter, kind, region, title, page, state, tells, built_on) "
    "VALUES (99, 'm', 'results', '350105', 'x', 'x', 'built', '', '2026-10-12')"
)
AMENDMENT = (
    "INSERT INTO amendment (inspection_id, kind, reason, note, asked_by, decided_by, decided_on, "
    "return_id, facts) SELECT inspection_id, '{kind}', 'x', 'x', '{asked_by}', '乙', '{day}', "
    "{return_id}, '{{}}' FROM result_version WHERE id = 1"
)
FORM = (
    "INSERT INTO record_return (inspection_id, version, visited_on, received_on, author, outcome, "
    "signature, refusal_reason, non_cooperation, payload, digest, written_record, reason) "
    "SELECT inspection_id, 2, "
    "'2026-09-08', '2026-09-29', 'x', 'conform', 'signed', '', '', 'x', 'x', 'x', 'x' "
    "FROM result_version WHERE id = 1"
)
DAY = date(2026, 9, 28)


@pytest.fixture
def told(house: Path) -> Path:
    """Results that are public."""
    walk.dispatched(house)
    walk.all_in(house, date(2026, 9, 11))
    walk.published(DAY)
    return house


@pytest.mark.duty("23.1")
def test_a_publication_moves_only_along_its_moves(told: Path) -> None:
    moved = set()
    row = "matter = '350105/WB-01/2026-5/results/1'"
    for before in STATES:
        named = "NULL" if before in ("built", "overtaken") else "'2026-09-28'"
        by_force(f"UPDATE publication SET state = '{before}', released_on = {named} WHERE {row}")
        for after in STATES:
            if after != before and not _is_release(before, after):
                said = refusal(f"UPDATE publication SET state = '{after}' WHERE {row}")
                moved |= {(before, after)} if said is None else set()
                assert said is None or "不得这样变更" in said, (before, after, said)
    assert moved == MOVES
    by_force(f"UPDATE publication SET state = 'built', released_on = NULL WHERE {row}")
    assert refusal(f"UPDATE publication SET state = 'released' WHERE {row}") is not None
    named = "state = 'released', released_on = '2026-09-28', released_by = '乙'"
    passes(f"UPDATE publication SET {named} WHERE {row}")


def _is_release(before: str, after: str) -> bool:
    return (before, after) == ("built", "released")


@pytest.mark.duty("23.1")
def test_a_version_comes_with_a_package_that_waits_in_turn_and_never_changes(told: Path) -> None:
    passes(PUBLICATION, VERSION.format(version=2, publication=99))
    said = refusal(VERSION.format(version=2, publication=1))
    assert "公示件已经批准，内容不得增补" in str(said)
    for change in ("told = 'x'", "note = 'x'", "version = 9", "return_id = 2"):
        said = refusal(f"UPDATE result_version SET {change} WHERE id = 1")
        assert "公示的检查结果不得修改" in str(said)
    with released.undone() as connection:
        connection.execute(PUBLICATION)
        with pytest.raises(Exception, match="检查结果的版本须依次编号"):
            connection.execute(VERSION.format(version=3, publication=99))
    another = PUBLICATION.replace("99", "98").replace("'m'", "'n'")
    with released.undone() as connection:
        for statement in (PUBLICATION, another, VERSION.format(version=2, publication=99)):
            connection.execute(statement)
        with pytest.raises(Exception, match="另有公示件待批准"):
            connection.execute(VERSION.format(version=3, publication=98))
    overtaken = "UPDATE publication SET state = 'overtaken' WHERE id = 99"
    second = VERSION.format(version=2, publication=98)
    passes(PUBLICATION, another, VERSION.format(version=2, publication=99), overtaken, second)


@pytest.mark.duty("23.1", "23.2")
def test_what_is_told_is_amended_by_another_on_no_earlier_day_and_from_the_form_in_force(
    told: Path,
) -> None:
    given = {"kind": "correction", "asked_by": "甲", "day": "2026-09-28", "return_id": "return_id"}
    passes(AMENDMENT.format(**given))
    for otherwise, why in (
        ({"day": "2026-09-27"}, "不得早于批准公示之日"),
        ({"asked_by": "乙 "}, "不得由提出的人自己决定"),
        ({"return_id": "return_id + 1"}, "不是现行的一份"),
    ):
        assert why in str(refusal(AMENDMENT.format(**{**given, **otherwise})))
    by_force("UPDATE publication SET state = 'built', released_on = NULL WHERE kind = 'results'")
    assert "尚未批准公示" in str(refusal(AMENDMENT.format(**given)))


@pytest.mark.duty("20.1", "23.2")
def test_a_form_is_taken_after_the_release_only_where_a_correction_was_decided(told: Path) -> None:
    assert "不再收登记表" in str(refusal(FORM))
    # Released, and not every channel has it: it is told all the same.
    by_force("UPDATE inspection SET state = 'returned'")
    assert "不再收登记表" in str(refusal(FORM))
    by_force("UPDATE inspection SET state = 'published'")
    number = released.rows(
        "inspection WHERE id = (SELECT inspection_id FROM result_version WHERE id = 1)", "number"
    )[0][0]
    with held_at(DAY):
        correct(number, "笔误", "更正", DAY, walk.LEADER)
    passes(FORM)
    with held_at(DAY):
        withdraw(number, "查错了", "撤回", DAY, walk.LEADER)
    assert "不再收登记表" in str(refusal(FORM))


REPLY = (
    "INSERT INTO firm_reply (inspection_id, version, text, document, digest, given_on, entered_by, "
    "released_by) VALUES (1, {version}, 'x', 'x', 'x', '{day}', 'x', 'x')"
)


@pytest.mark.duty("23.1", "10.3")
def test_a_firms_words_come_in_turn_after_the_release_and_stay_as_they_were_kept(
    told: Path,
) -> None:
    first = REPLY.format(version=1, day="2026-09-28")
    passes(first, REPLY.format(version=2, day="2026-09-29"))
    assert "须依次编号" in str(refusal(REPLY.format(version=2, day="2026-09-28")))
    assert "不得早于批准公示之日" in str(refusal(REPLY.format(version=1, day="2026-09-27")))
    with released.undone() as connection:
        connection.execute(REPLY.format(version=1, day="2026-09-29"))
        with pytest.raises(Exception, match="不得早于上一次说明之日"):
            connection.execute(REPLY.format(version=2, day="2026-09-28"))
    by_force(first)
    assert "企业的说明" in str(refusal("UPDATE firm_reply SET text = 'y'"))
    assert refusal("DELETE FROM firm_reply") is not None
    by_force("DELETE FROM firm_reply")
    by_force("UPDATE publication SET state = 'built', released_on = NULL WHERE kind = 'results'")
    assert "尚未公布" in str(refusal(first))

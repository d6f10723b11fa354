"""A change is applied for, decided, and made, in that order and by different people: the database
holds it against any connection (第十八条第二款)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.released import is_a_guard, passes, undone

NINE, TEN, ELEVEN = (f"2026-09-03T{hour}:00:00+08:00" for hour in ("09", "10", "11"))
APPLICATION = (
    "INSERT INTO change_application (number, draw_pk, draw_entry_id, reason, reason_class, applicant, "
    "attachments, applied_on, applied_at) SELECT '{number}', draw_pk, id, '停业', {reason}, '内勤甲', "
    "'{evidence}', '2026-09-03', {at} FROM draw_entry WHERE role = 'drawn' "
    "ORDER BY id LIMIT 1 OFFSET {place}"
)
FILE = '[{"name": "x", "digest": "x"}]'


def _applied(
    number: str = "C1",
    place: int = 0,
    reason: str = "'suspended'",
    at: str = f"'{NINE}'",
    evidence: str = FILE,
) -> str:
    return APPLICATION.format(number=number, place=place, reason=reason, at=at, evidence=evidence)


def _first(by: str = "丙", role: str = "leader-in-charge", at: str = TEN) -> str:
    return (
        f"UPDATE change_application SET first_decided_by = '{by}', first_decider_role = '{role}', "
        f"first_decided_on = '2026-09-03', first_decided_at = '{at}' WHERE number = 'C1'"
    )


def _decided(
    by: str = "乙",
    role: str = "head",
    at: str = f"'{TEN}'",
    number: str = "C1",
    what: str = "approved",
) -> str:
    return (
        f"UPDATE change_application SET decision = '{what}', decided_by = '{by}', decider_role = "
        f"'{role}', decided_on = '2026-09-03', decided_at = {at} WHERE number = '{number}'"
    )


def _made(number: str = "C1", place: int = 0) -> str:
    return (
        "INSERT INTO replacement (application_id, replaced_entry_id, inspectors) SELECT a.id, e.id, "
        f"'[]' FROM change_application a, draw_entry e WHERE a.number = '{number}' AND e.id = (SELECT "
        f"id FROM draw_entry WHERE role = 'drawn' ORDER BY id LIMIT 1 OFFSET {place})"
    )


@pytest.mark.duty("18.3")
@pytest.mark.parametrize(
    ("before", "act", "said"),
    [
        ([], _applied(reason="NULL"), "须写明原因的类别"),
        ([], _applied(at="NULL"), "须写明原因的类别和时间"),
        ([], _applied(evidence="[]"), "须附相关证明材料"),
        ([], _applied(at="'2026-08-31T09:00:00+08:00'"), "不得早于确认抽取"),
        ([_applied()], _decided(by="内勤甲"), "不得由申请人本人决定"),
        ([_applied()], _decided(by="内 勤　甲"), "不得由申请人本人决定"),
        ([_applied()], _first(by="内勤 甲"), "不得由申请人本人决定"),
        ([_applied()], _decided(at="NULL"), "已经决定，不得修改"),
        ([_applied()], _decided(at="'2026-09-03T08:59:59+08:00'"), "不得早于变更申请"),
        ([_applied()], _first(at="2026-09-03T08:59:59+08:00"), "不得早于变更申请"),
        ([_applied(), _first(at=ELEVEN)], _decided(at=f"'{TEN}'"), "不得早于变更申请"),
        ([_applied(), _first()], _decided(by="丙"), "须由另一人"),
        ([_applied(), _first()], _decided(by=" 丙"), "须由另一人"),
        ([_applied(), _first()], _decided(role="leader-in-charge"), "须由另一职务"),
        ([_applied(), _first()], _first(by="丁"), "第一次决定不得修改"),
        ([_applied(), _decided()], _first(), "第一次决定不得修改"),
        ([_applied(), _decided()], _decided(by="丁"), "已经决定，不得修改"),
        ([_applied()], _made(), "获批准后方可变更"),
        ([_applied(), _first()], _made(), "获批准后方可变更"),
        ([_applied(), _decided(what="refused")], _made(), "获批准后方可变更"),
        ([_applied(), _decided()], _made(place=1), "只能变更所申请的位置"),
        (
            [
                _applied(),
                _decided(at=f"'{TEN}'"),
                _applied("C2", 1),
                _decided(at=f"'{ELEVEN}'", number="C2"),
                _made("C2", 1),
            ],
            _made(),
            "须按决定的先后登记",
        ),
    ],
)
def test_no_change_out_of_turn(
    dispatched_and_kept: Path, before: list[str], act: str, said: str
) -> None:
    with undone() as connection:
        for statement in before:
            connection.execute(statement)
        with pytest.raises(Exception, match=said) as refused:
            connection.execute(act)
    assert is_a_guard(str(refused.value))


SPARE = (
    "(SELECT id FROM draw_entry WHERE role = 'substitute' AND stratum = 'general' AND rank = {})"
)


def _of_spare(statement: str, rank: int) -> str:
    """``statement``, made of the first drawn place, said of who moved up to it from ``rank``."""
    drawn = "WHERE role = 'drawn' ORDER BY id LIMIT 1 OFFSET 0"
    assert drawn in statement
    return statement.replace(drawn, f"WHERE id = {SPARE.format(rank)}")


def _moved_up(number: str, rank: int) -> str:
    """Who stands at ``rank`` of the general class comes in for what was applied for."""
    return (
        "INSERT INTO replacement (application_id, replaced_entry_id, substitute_entry_id, inspectors) "
        f"SELECT id, draw_entry_id, {SPARE.format(rank)}, '[]' FROM change_application "
        f"WHERE number = '{number}'"
    )


TWICE = [  # the first general place: rank 3 moved up, then rank 4
    *(_applied("C1"), _decided(number="C1"), _moved_up("C1", 3)),
    *(_of_spare(_applied("C2"), 3), _decided(number="C2"), _moved_up("C2", 4)),
    _of_spare(_applied("C3"), 4),
]


@pytest.mark.duty("18.3")
def test_from_the_announced_number_of_changes_of_one_place_on_one_alone_decides_nothing(
    dispatched_and_kept: Path,
) -> None:
    said = "同一位置多次变更的，须由不同职务的两人先后决定"
    with undone() as connection:
        for statement in TWICE:
            connection.execute(statement)
        with pytest.raises(Exception, match=said):
            connection.execute(_decided(number="C3"))
    # Approved all at once, before any of them was made: the third can't be made.
    at_once = [_applied(f"C{n}") for n in (1, 2, 3)]
    at_once += [_decided(number=f"C{n}") for n in (1, 2, 3)]
    with undone() as connection:
        for statement in [*at_once, _made("C1"), _made("C2")]:
            connection.execute(statement)
        with pytest.raises(Exception, match=said):
            connection.execute(_made("C3"))
    by_two = [_first().replace("'C1'", "'C3'"), _decided(number="C3", at=f"'{ELEVEN}'")]
    passes(*TWICE, *by_two, _moved_up("C3", 5))
    passes(*TWICE, _decided(number="C3", what="refused"))
    # Other places have seen no change.
    passes(*TWICE, _applied("C4", 1), _decided(number="C4"), _made("C4", 1))


@pytest.mark.duty("18.3")
def test_a_change_in_its_turn_is_taken(dispatched_and_kept: Path) -> None:
    passes(_applied(), _decided(), _made())
    passes(_applied(), _first(), _decided(at=f"'{ELEVEN}'"), _made())
    passes(_applied(), _first(), _decided(at=f"'{ELEVEN}'", what="refused"))
    passes(
        _applied(), _decided(), _applied("C2", 1), _decided(number="C2"), _made("C2", 1), _made()
    )


@pytest.mark.duty("18.3")
def test_a_change_without_an_application_is_refused(dispatched_and_kept: Path) -> None:
    invented = "INSERT INTO replacement (application_id, replaced_entry_id, inspectors) VALUES (9, 1, '[]')"
    with undone() as connection, pytest.raises(Exception, match="获批准后方可变更"):
        connection.execute(invented)

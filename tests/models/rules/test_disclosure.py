"""When results and a draw's record are made public, and in which words (第二十二条、第二十三条)."""

from __future__ import annotations

from datetime import date

import pytest

from calendars import WorkingCalendar
from models.rules.disclosure import (
    Waiting,
    batch_due,
    disposition_in_words,
    draw_record_may_be_public,
    result_in_words,
)
from models.rules.dispositions import DispositionKind

CALENDAR = WorkingCalendar.of_china()
LATE, EARLY = date(2026, 10, 12), date(2026, 9, 30)


def _batch(cycle: list[Waiting], as_of: date, lead: int = 6) -> list[int]:
    return batch_due(cycle, as_of, lead, CALENDAR.working_days_between)


@pytest.mark.duty("23.1")
def test_a_batch_waits_for_the_cycle_but_not_past_the_lead() -> None:
    cycle = [Waiting(1, True, LATE), Waiting(2, False, None)]
    # Up to 12 October from 25 September: 28, 29, 30 September, 8, 9, 10 (Saturday, worked), 12.
    assert CALENDAR.working_days_between(date(2026, 9, 24), LATE) == 7
    assert _batch(cycle, date(2026, 9, 24)) == []
    assert _batch(cycle, date(2026, 9, 28)) == [1]
    assert _batch(cycle, date(2026, 9, 24), lead=7) == [1]


@pytest.mark.duty("23.1")
def test_all_that_is_in_goes_with_the_earliest_due() -> None:
    cycle = [Waiting(1, True, LATE), Waiting(2, True, EARLY), Waiting(3, False, None)]
    # Up to 30 September: 28, 29, 30.
    assert _batch(cycle, date(2026, 9, 24), lead=3) == [1, 2]
    assert _batch(cycle, date(2026, 9, 24), lead=2) == []
    undated = [Waiting(1, True, None), Waiting(2, True, EARLY), Waiting(3, False, None)]
    assert _batch(undated, date(2026, 9, 24), lead=3) == [1, 2]


@pytest.mark.duty("23.1")
def test_what_is_not_in_hurries_nobody() -> None:
    assert _batch([Waiting(1, True, LATE), Waiting(2, False, EARLY)], date(2026, 9, 24), 3) == []


@pytest.mark.duty("23.1")
def test_a_whole_cycle_goes_at_once_and_nothing_goes_from_nothing() -> None:
    assert _batch([Waiting(1, True, LATE), Waiting(2, True, None)], date(2026, 9, 8)) == [1, 2]
    # Counted from the end of the whole inspection nothing is due before all are in.
    assert _batch([Waiting(1, True, None), Waiting(2, False, None)], date(2026, 9, 28)) == []
    assert _batch([Waiting(1, False, EARLY)], date(2026, 9, 28)) == []
    assert _batch([], date(2026, 9, 28)) == []


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("released", "confirmed", "inspections", "public"),
    [
        ("at-draw", True, [], True),
        ("at-draw", True, ["dispatched"], True),
        ("at-draw", False, ["returned"], False),
        ("with-results", True, [], False),
        ("with-results", True, ["returned", "dispatched"], False),
        ("with-results", True, ["returned", "published"], True),
        ("with-results", False, ["returned"], False),
    ],
)
def test_a_secret_is_not_public_while_somebody_is_still_to_come(
    released: str, confirmed: bool, inspections: list[str], public: bool
) -> None:
    assert draw_record_may_be_public(released, confirmed, inspections) is public


@pytest.mark.duty("22.1", "23.1")
@pytest.mark.parametrize(
    ("outcome", "findings", "non_cooperation", "refused", "words"),
    [
        ("conform", [], [], False, "未发现问题"),
        ("conform", [], [], True, "未发现问题。被检查对象拒绝签字"),
        ("non_conform", ["甲", "乙"], [], False, "发现问题：甲；乙"),
        ("not_cooperating", [], ["拒绝进入", "其他"], False, "不予配合检查：拒绝进入；其他"),
        ("not_cooperating", ["甲"], ["其他"], True, "不予配合检查：其他。发现问题：甲。被检查对象拒绝签字"),
    ],
)  # fmt: skip
def test_a_result_in_the_words_the_public_reads(
    outcome: str, findings: list[str], non_cooperation: list[str], refused: bool, words: str
) -> None:
    assert result_in_words(outcome, findings, non_cooperation, refused) == words


@pytest.mark.duty("21.1", "23.1")
@pytest.mark.parametrize(
    ("kind", "department", "words"),
    [
        (None, "", "正在处理"),
        ("handle", "", "依法查处（文1号）"),
        ("handle", "文旅局", "依法查处（文1号）"),
        ("transfer", "文旅局", "移交文旅局（文1号）"),
        ("criminal", "", "涉嫌犯罪，依法追究刑事责任（文1号）"),
    ],
)
def test_what_is_done_about_a_finding_in_the_words_the_public_reads(
    kind: str | None, department: str, words: str
) -> None:
    decided = None if kind is None else DispositionKind(kind)
    assert disposition_in_words(decided, department, "文1号") == words

"""When a period is drawn: two months each, late only for itself, never twice (第九条)."""

from __future__ import annotations

from datetime import date

import pytest

from models.faults import Refused
from models.rules.order import Basis
from models.rules.plans import (
    PeriodState,
    PlannedPeriod,
    check_draw_day,
    draws_left,
    period_state,
    periods_of_year,
    terms_day,
)

SIXTH = PlannedPeriod(6, date(2026, 11, 1), date(2026, 12, 31), date(2026, 11, 2))
JANUARY = date(2027, 1, 8)


@pytest.mark.duty("9.2")
def test_six_periods_of_two_months() -> None:
    periods = periods_of_year(2026, 6, lambda day: day)
    assert [(p.starts_on.month, p.ends_on.month) for p in periods] == [
        (1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12),
    ]  # fmt: skip
    assert periods[0].ends_on.day == 28


@pytest.mark.duty("9.2")
@pytest.mark.parametrize("count", [0, 5, 7, 24])
def test_periods_are_of_equal_whole_months(count: int) -> None:
    with pytest.raises(Refused, match="不能把十二个月平分为整月的期"):
        periods_of_year(2026, count, lambda day: day)


@pytest.mark.duty("9.2")
def test_a_period_is_not_drawn_before_its_draw_day() -> None:
    with pytest.raises(Refused, match="应自首个工作日 2026-11-02 起抽取，2026-11-01 尚早"):
        check_draw_day(SIXTH, date(2026, 11, 1), None)
    check_draw_day(SIXTH, date(2026, 11, 2), None)


@pytest.mark.duty("9.2")
def test_a_late_draw_counts_for_its_own_period_until_a_later_one_was_drawn() -> None:
    check_draw_day(SIXTH, JANUARY, None)
    assert period_state(SIXTH, JANUARY, JANUARY) == PeriodState.LATE
    with pytest.raises(Refused, match="其后的2027 年第 1 期已于 2027-01-05 抽取"):
        check_draw_day(SIXTH, JANUARY, Basis("2027 年第 1 期", date(2027, 1, 5)))


@pytest.mark.duty("9.2")
@pytest.mark.parametrize(
    ("drawn_on", "as_of", "state"),
    [
        (None, date(2026, 11, 1), PeriodState.AHEAD),
        (None, date(2026, 11, 2), PeriodState.DUE),
        (None, date(2026, 12, 31), PeriodState.DUE),
        (None, date(2027, 1, 1), PeriodState.SKIPPED),
        (date(2026, 12, 31), date(2027, 1, 1), PeriodState.DRAWN),
        (date(2027, 1, 1), date(2027, 1, 1), PeriodState.LATE),
        (JANUARY, date(2027, 1, 7), PeriodState.SKIPPED),
    ],
)
def test_a_period_stands_as_its_draw_does(
    drawn_on: date | None, as_of: date, state: PeriodState
) -> None:
    assert period_state(SIXTH, drawn_on, as_of) == state


@pytest.mark.duty("9.2", "25.1")
@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        (date(2026, 10, 1), date(2026, 11, 1)),
        (date(2026, 11, 20), date(2026, 11, 20)),
        (JANUARY, date(2026, 12, 31)),
    ],
)
def test_the_period_decides_which_numbers_hold_not_the_day(as_of: date, day: date) -> None:
    assert terms_day(SIXTH.starts_on, SIXTH.ends_on, as_of) == day


@pytest.mark.duty("9.3")
def test_a_deduction_needs_reason_and_document_and_leaves_the_rest() -> None:
    assert draws_left(6, 1, 1, "突发事件停业", "文1号") == 4
    with pytest.raises(Refused) as refusal:
        draws_left(6, 1, 6, "", "")
    assert len(refusal.value.reasons) == 3

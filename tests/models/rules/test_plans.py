"""When a period is drawn: two months each, late only for itself, never twice (第九条)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from models.rules.order import Basis
from models.rules.plans import (
    PeriodState,
    PlannedPeriod,
    check_draw_day,
    draws_left,
    draws_to_come,
    period_state,
    periods_of_year,
    terms_day,
)
from tests.refusal import reasons, refusal

SIXTH = PlannedPeriod(6, date(2026, 11, 1), date(2026, 12, 31), date(2026, 11, 2))
JANUARY = date(2027, 1, 8)


@pytest.mark.duty("9.2")
def test_six_periods_of_two_months() -> None:
    periods = periods_of_year(2026, 6, lambda day: day)
    assert [(p.starts_on.month, p.ends_on.month) for p in periods] == [
        (1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12),
    ]  # fmt: skip
    assert [p.number for p in periods] == [1, 2, 3, 4, 5, 6]
    assert {p.starts_on.day for p in periods} == {1}
    assert [p.ends_on.day for p in periods] == [28, 30, 30, 31, 31, 31]
    assert [p.draw_on for p in periods] == [p.starts_on for p in periods]
    assert periods_of_year(2028, 6, lambda day: day)[0].ends_on == date(2028, 2, 29)


@pytest.mark.duty("9.2")
@pytest.mark.parametrize("count", [1, 2, 3, 4, 12])
def test_a_year_is_cut_into_periods_without_gap_or_overlap(count: int) -> None:
    periods = periods_of_year(2026, count, lambda day: day + timedelta(days=1))
    assert len(periods) == count
    assert periods[0].starts_on == date(2026, 1, 1)
    assert periods[-1].ends_on == date(2026, 12, 31)
    assert all(p.draw_on == p.starts_on + timedelta(days=1) for p in periods)
    for earlier, later in pairwise(periods):
        assert later.starts_on == earlier.ends_on + timedelta(days=1)


@pytest.mark.duty("9.2")
@pytest.mark.parametrize("count", [0, 5, 7, 24])
def test_periods_are_of_equal_whole_months(count: int) -> None:
    refused = refusal(periods_of_year, 2026, count, lambda day: day)
    assert refused.reasons == (
        f"每年 {count} 次不能把十二个月平分为整月的期，应为 1、2、3、4、6 或 12",
    )
    assert refused.code == "uneven-periods"


@pytest.mark.duty("9.2")
def test_a_period_is_not_drawn_before_its_draw_day() -> None:
    refused = refusal(check_draw_day, SIXTH, date(2026, 11, 1), None)
    assert refused.reasons == (
        "第 6 期自 2026-11-01 起，应自首个工作日 2026-11-02 起抽取，2026-11-01 尚早（第九条）",
    )
    assert refused.code == "out-of-turn"
    check_draw_day(SIXTH, date(2026, 11, 2), None)


@pytest.mark.duty("9.2")
def test_a_late_draw_counts_for_its_own_period_until_a_later_one_was_drawn() -> None:
    check_draw_day(SIXTH, JANUARY, None)
    assert period_state(SIXTH, JANUARY, JANUARY) == PeriodState.LATE
    refused = refusal(check_draw_day, SIXTH, JANUARY, Basis("2027 年第 1 期", date(2027, 1, 5)))
    assert refused.reasons == (
        "其后的2027 年第 1 期已于 2027-01-05 抽取，第 6 期（至 2026-12-31）不得再补抽（第九条）",
    )
    assert refused.code == "out-of-turn"


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
def test_a_deduction_leaves_the_rest_down_to_none() -> None:
    assert draws_left(6, 1, 1, "突发事件停业", "文1号") == 4
    assert draws_left(6, 0, 1, "突发事件停业", "文1号") == 5
    assert draws_left(6, 2, 4, "突发事件停业", "文1号") == 0


NO_REASON = "扣减抽查次数须写明原因（第九条）"
NO_DOCUMENT = "扣减抽查次数须写明依据文号（第九条）"


@pytest.mark.duty("9.3")
@pytest.mark.parametrize(
    ("more", "reason", "document", "told"),
    [
        (1, " ", "文1号", [NO_REASON]),
        (1, "停业", "\t", [NO_DOCUMENT]),
        (0, "停业", "文1号", ["扣减次数应为正整数"]),
        (-1, "停业", "文1号", ["扣减次数应为正整数"]),
        (5, "停业", "文1号", ["全年应抽 6 次，已扣减 2 次，不能再扣减 5 次"]),
        (5, "", "", [NO_REASON, NO_DOCUMENT, "全年应抽 6 次，已扣减 2 次，不能再扣减 5 次"]),
    ],
)
def test_a_deduction_needs_reason_and_document_and_something_to_deduct_from(
    more: int, reason: str, document: str, told: list[str]
) -> None:
    assert reasons(draws_left, 6, 2, more, reason, document) == told
    assert refusal(draws_left, 6, 2, more, reason, document).code == "wrong-deduction"


@pytest.mark.duty("9.2", "9.3")
def test_draws_to_come_are_those_of_periods_that_are_open_less_what_was_deducted() -> None:
    skipped, drawn, due, ahead = (
        PeriodState.SKIPPED, PeriodState.DRAWN, PeriodState.DUE, PeriodState.AHEAD,
    )  # fmt: skip
    year = [skipped, drawn, PeriodState.LATE, due, ahead, ahead]
    assert draws_to_come(year, 0) == 3
    assert draws_to_come(year, 1) == 3  # taken up by the period that was skipped
    assert draws_to_come(year, 2) == 2
    assert draws_to_come([drawn], 1) == 0

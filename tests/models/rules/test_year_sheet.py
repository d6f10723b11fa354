"""The year's schedule: working days, last safe days, and what each day is (第九条、第二十三条)."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from calendars import WorkingCalendar
from models.rules.deadlines import Within
from models.rules.plans import PlannedPeriod, periods_of_year
from models.rules.publisher import Publisher
from models.rules.year_sheet import Day, PeriodDays, YearSheet, days_of_year, period_days

CALENDAR = WorkingCalendar.of_china()
# Sixteen days from Monday 28 December 2026, worked where there is a 1; the year 2026 is announced,
# so what comes after 28 December is not certain.
SIXTEEN = WorkingCalendar(
    date(2026, 12, 28), np.array([1, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1], dtype=bool), 2026
)


def _period(first: int, last: int) -> PlannedPeriod:
    start = date(2027, 1, first)
    return PlannedPeriod(1, start, date(2027, 1, last), start)


@pytest.mark.duty("9.2", "23.1")
def test_the_year_has_six_periods_with_their_last_safe_days() -> None:
    periods = periods_of_year(2026, 6, CALENDAR.next_working_day)
    rows = period_days(periods, Within("第二十条", 15), Within("第二十三条", 20), CALENDAR)
    # Sunday 4 January is worked; 1 May to 5 May are off; 1 November is a Sunday.
    assert [row.period.draw_on for row in rows] == [
        date(2026, 1, 4), date(2026, 3, 2), date(2026, 5, 6),
        date(2026, 7, 1), date(2026, 9, 1), date(2026, 11, 2),
    ]  # fmt: skip
    # Back from Saturday 28 February (worked): 24–27 (4), 14 (Saturday, worked), 9–13, 3–6: fifteen;
    # five more of 27–30 January and 2 February.
    assert rows[0].last_draw_on == date(2026, 2, 2)
    assert rows[0].last_visit_on == date(2026, 1, 26)
    assert rows[0].last_working_day == date(2026, 2, 28)
    assert [row.provisional for row in rows] == [False] * 5 + [True]
    assert rows[3].working_days == 44  # July 23, August 21


@pytest.mark.duty("9.2", "23.1")
def test_the_days_of_a_period_on_a_calendar_made_by_hand() -> None:
    period = _period(2, 8)  # worked: 3, 4, 5 and 8 January
    [row] = period_days([period], Within("甲", 1), Within("乙", 3), SIXTEEN)
    assert row == PeriodDays(
        period=period,
        working_days=4,
        last_draw_on=date(2027, 1, 5),
        last_visit_on=date(2027, 1, 3),
        last_working_day=date(2027, 1, 8),
        provisional=True,
    )


@pytest.mark.duty("9.2", "23.1")
def test_a_period_too_short_has_no_safe_day() -> None:
    [row] = period_days([_period(3, 5)], Within("甲", 3), Within("乙", 2), SIXTEEN)
    assert (row.working_days, row.last_draw_on) == (3, None)
    assert row.last_visit_on == date(2027, 1, 3)
    assert row.last_working_day == date(2027, 1, 5)


def test_a_period_is_provisional_when_its_last_day_can_still_be_changed() -> None:
    def provisional(last: int) -> bool:
        start = date(2026, 12, 28)
        period = PlannedPeriod(1, start, date(2026, 12, last), start)
        [row] = period_days([period], Within("甲", 1), Within("乙", 1), CALENDAR)
        return row.provisional

    assert [provisional(28), provisional(29)] == [False, True]


def test_every_day_of_a_year_is_worked_made_up_for_off_or_a_weekend() -> None:
    days = days_of_year(2026, CALENDAR)
    kinds = {each.day: each.kind for each in days}
    assert len(days) == len(kinds) == 365
    assert (days[0].day, days[-1].day) == (date(2026, 1, 1), date(2026, 12, 31))
    assert kinds[date(2026, 9, 18)] == "work"
    assert kinds[date(2026, 9, 20)] == "make_up"  # a Sunday
    assert kinds[date(2026, 10, 1)] == "day_off"  # a Thursday
    assert kinds[date(2026, 9, 12)] == kinds[date(2026, 9, 13)] == "weekend"
    # The notice for 2026 names six make-up days.
    assert sum(kind == "make_up" for kind in kinds.values()) == 6
    assert days[-4] == Day(date(2026, 12, 28), "work", False)
    assert days[-3] == Day(date(2026, 12, 29), "work", True)


def test_a_sheet_is_headed_by_its_year() -> None:
    publisher = Publisher("样例大队", "样例区", "样例办法")
    sheet = YearSheet(publisher, 2026, [], [], "15 个工作日", "20 个工作日", "推算")
    assert sheet.title == "2026 年工作日与各期安排"

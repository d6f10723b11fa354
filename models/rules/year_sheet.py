"""The schedule of a year (年度安排): in each period the days by which things must have begun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from calendars import WorkingCalendar
from models.rules.deadlines import Deadline, Within
from models.rules.plans import PlannedPeriod
from models.rules.publisher import Publisher
from models.rules.states import Worded


class DayKind(Worded):
    """What a day of the year is."""

    WORK = "work", "工作日"
    MAKE_UP = "make_up", "调休上班"
    WEEKEND = "weekend", "周末"
    DAY_OFF = "day_off", "放假"


@dataclass(frozen=True, slots=True)
class PeriodDays:
    """A period with its first working day and the last safe ones.

    ``last_draw_on`` is the last working day on which a draw still gets its forms back within the
    period, ``last_visit_on`` the last whose result can still be due within it; None if there is none.
    """

    period: PlannedPeriod
    working_days: int
    last_draw_on: date | None
    last_visit_on: date | None
    last_working_day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the year as a calendar shows it."""

    day: date
    kind: DayKind
    provisional: bool


@dataclass(frozen=True, slots=True)
class YearSheet:
    """What the sheet shows; terms are written as a person says them (15 个工作日)."""

    publisher: Publisher
    year: int
    periods: Sequence[PeriodDays]
    days: Sequence[Day]
    return_within: str
    results_within: str
    basis: str

    @property
    def title(self) -> str:
        """The heading."""
        return f"{self.year} 年工作日与各期安排"


def period_days(
    periods: Sequence[PlannedPeriod],
    return_within: Within,
    results_within: Within,
    calendar: WorkingCalendar,
) -> list[PeriodDays]:
    """The days that matter in each period.

    Duty: 9.2, 23.1 (第九条、第二十三条).
    """
    rows = []
    for period in periods:
        eve = period.starts_on - timedelta(days=1)
        rows.append(
            PeriodDays(
                period=period,
                working_days=calendar.working_days_between(eve, period.ends_on),
                last_draw_on=_last_safe(period, return_within, calendar),
                last_visit_on=_last_safe(period, results_within, calendar),
                last_working_day=next(_backwards(period, calendar)),
                provisional=period.ends_on > calendar.certain_until,
            )
        )
    return rows


def days_of_year(year: int, calendar: WorkingCalendar) -> list[Day]:
    """Every day of ``year``: worked, worked to make up for a day off, weekend, or day off."""
    days = []
    day = date(year, 1, 1)
    while day.year == year:
        working, weekend = calendar.is_working_day(day), day.weekday() >= 5
        kind = DayKind.WORK if working else DayKind.DAY_OFF
        if weekend:
            kind = DayKind.MAKE_UP if working else DayKind.WEEKEND
        days.append(Day(day, kind, day > calendar.certain_until))
        day += timedelta(days=1)
    return days


def _backwards(period: PlannedPeriod, calendar: WorkingCalendar) -> Iterator[date]:
    day = period.ends_on
    while day >= period.starts_on:
        if calendar.is_working_day(day):
            yield day
        day -= timedelta(days=1)


def _last_safe(period: PlannedPeriod, within: Within, calendar: WorkingCalendar) -> date | None:
    for day in _backwards(period, calendar):
        if Deadline.starting(day, within, calendar).due_on <= period.ends_on:
            return day
    return None

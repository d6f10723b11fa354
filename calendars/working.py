"""A rank table over all days: every working-day question is one or two look-ups.

Counting starts the day after the event: a period counted in days does not count the day it begins
(民法典第二百零一条第一款). That periods of an administrative authority are counted in working days
follows 行政许可法第八十二条 and 行政处罚法第八十五条 where those laws apply; for the periods of the
rule itself it is by analogy. A period that ends on a day off does not arise: the n-th working day
is a working day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal, TypeVar, overload

import numpy as np

from calendars.columns import CalendarError, Column, one_day
from calendars.notices import Notice
from calendars.source import FIRST_YEAR, YEARS_BEYOND, last_announced_year, working_mask

Status = Literal["official", "provisional"]
Many = TypeVar("Many")
"""An array or a Series: the answer has the shape of the question."""

_UNSETTLED = 3
"""The last days of an announced year which the next year's notice can still change (29–31 Dec)."""


@dataclass(frozen=True, slots=True)
class Due:
    """The day a period ends, and whether the days it was counted over are announced."""

    due_on: date
    status: Status
    basis: str


@dataclass(frozen=True, slots=True)
class Dues:
    """The same for many: two arrays or Series, as the events came."""

    due_on: Any
    provisional: Any


class WorkingCalendar:
    """The working days of China from 2007 on, with notices laid over them."""

    def __init__(
        self,
        first: date,
        mask: np.ndarray[Any, np.dtype[np.bool_]],
        last_official_year: int,
        numbers: tuple[str, ...] = (),
    ) -> None:
        self.first = first
        self.last = first + timedelta(days=len(mask) - 1)
        self.last_official_year = last_official_year
        self.certain_until = date(last_official_year, 12, 31 - _UNSETTLED)
        self.numbers = numbers
        self._mask = mask
        self._rank = np.cumsum(mask, dtype=np.int64)
        self._positions = np.flatnonzero(mask)

    @classmethod
    def of_china(cls, notices: Iterable[Notice] = (), region: str | None = None) -> WorkingCalendar:
        """The calendar as ``holidays`` knows it, under the notices for the country and region."""
        return _of_china(tuple(notices), region)

    @overload
    def is_working_day(self, day: date) -> bool: ...
    @overload
    def is_working_day(self, day: Any) -> Any: ...
    def is_working_day(self, day: Any) -> Any:
        """Whether ``day`` is worked, make-up days included; for a column, a column of booleans."""
        if isinstance(day, date):
            return bool(self._mask[self._index(day)])
        return self._look_up(Column.of(day), self._mask)

    @overload
    def next_working_day(self, day: date) -> date: ...
    @overload
    def next_working_day(self, day: Many) -> Many: ...
    def next_working_day(self, day: Any) -> Any:
        """The first working day on or after ``day``, or each of a column."""
        if isinstance(day, date):
            return self._day(self._position(self._before(self._index(day))))
        return self._nth_days(Column.of(day), self._rank - self._mask)

    @overload
    def add_working_days(self, event: date, n: int) -> date: ...
    @overload
    def add_working_days(self, event: Many, n: int) -> Many: ...
    def add_working_days(self, event: Any, n: int) -> Any:
        """The ``n``-th working day after ``event``; the event day never counts.

        ``event`` is a date, an array of ``datetime64``, or a Series of such, and so is the answer.
        ``n`` = 0 gives the event day itself.

        Raises:
            CalendarError: ``n`` < 0, a value that is no date, or a day outside the calendar.
        """
        if n < 0:
            raise CalendarError(f"工作日数不得为负：{n}")
        if isinstance(event, date):
            worked_before = int(self._rank[self._index(event)])
            return event if n == 0 else self._day(self._position(worked_before + n - 1))
        return self._nth_days(Column.of(event), self._rank + (n - 1)) if n else event

    @overload
    def working_days_between(self, start: date, end: date) -> int: ...
    @overload
    def working_days_between(self, start: Any, end: Any) -> Any: ...
    def working_days_between(self, start: Any, end: Any) -> Any:
        """Working days after ``start`` up to and including ``end``; negative if end is earlier.

        Either may be a column; the answer then is one as well.
        """
        if isinstance(start, date) and isinstance(end, date):
            return int(self._rank[self._index(end)] - self._rank[self._index(start)])
        first, last = (self._look_up(Column.of(days), self._rank) for days in (start, end))
        return last - first

    def deadline(self, event: date, n: int, certain: bool = False) -> Due:
        """The day ``n`` working days after ``event``, official or provisional.

        Raises:
            CalendarError: ``certain`` was asked for and a day counted over is not announced.
        """
        due_on = self.add_working_days(event, n)
        if due_on <= self.certain_until:
            return Due(due_on, "official", self._basis(event.year, due_on.year))
        if certain:
            raise CalendarError(
                f"{self.certain_until} 之后的放假安排尚未公布，不能确定 {event} 起第 {n} 个工作日"
            )
        return Due(due_on, "provisional", f"{self.certain_until} 之后的放假安排尚未公布，暂按推算")

    def deadlines(self, events: Any, n: int) -> Dues:
        """``deadline`` for an array or Series."""
        due_on = self.add_working_days(events, n)
        return Dues(due_on, due_on > np.datetime64(self.certain_until))

    def _basis(self, first_year: int, last_year: int) -> str:
        years = "、".join(str(year) for year in range(first_year, last_year + 1))
        extra = f"，并按 {'、'.join(self.numbers)}" if self.numbers else ""
        return f"国务院办公厅 {years} 年节假日安排{extra}"

    def _index(self, day: date) -> int:
        index = (one_day(day) - self.first).days
        if not 0 <= index < len(self._mask):
            raise CalendarError(self._outside())
        return index

    def _before(self, index: int) -> int:
        return int(self._rank[index]) - int(self._mask[index])

    def _position(self, n: int) -> int:
        if n >= len(self._positions):
            raise CalendarError(self._outside())
        return int(self._positions[n])

    def _nth_days(self, column: Column, nth: np.ndarray[Any, Any]) -> Any:
        """For each day of the calendar ``nth`` says which working day answers, where one does."""
        answered = nth[: np.searchsorted(nth, len(self._positions))]
        return self._look_up(column, column.dates(self.first, self._positions[answered]))

    def _look_up(self, column: Column, table: np.ndarray[Any, Any]) -> Any:
        answers = column.look_up(self.first, table)
        if answers is None:
            raise CalendarError(self._outside())
        return column.like(answers)

    def _day(self, index: int) -> date:
        return self.first + timedelta(days=index)

    def _outside(self) -> str:
        return f"日期超出日历范围（{self.first} 至 {self.last}）"


@lru_cache(maxsize=32)
def _of_china(notices: tuple[Notice, ...], region: str | None) -> WorkingCalendar:
    announced = last_announced_year()
    heeded = [n for n in notices if n.region in (None, region)]
    official = max([announced, *(n.year for n in heeded if n.whole_year)])
    first, last = date(FIRST_YEAR, 1, 1), date(official + YEARS_BEYOND, 12, 31)
    mask = working_mask(first, last)
    for notice in heeded:
        for days, working in ((notice.days_off, False), (notice.days_on, True)):
            for day in days:
                mask[(day - first).days] = working
    return WorkingCalendar(first, mask, official, tuple(n.number for n in heeded))

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
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from calendars.notices import Notice
from calendars.source import FIRST_YEAR, YEARS_BEYOND, last_announced_year, working_mask

if TYPE_CHECKING:
    import pandas as pd

Status = Literal["official", "provisional"]
Days = np.ndarray[Any, np.dtype[np.datetime64]]

_UNSETTLED = 3
"""The last days of an announced year which the next year's notice can still change (29–31 Dec)."""


class CalendarError(ValueError):
    """A question the calendar can't answer; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Due:
    """The day a period ends, and whether the days it was counted over are announced."""

    due_on: date
    status: Status
    basis: str


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

    def is_working_day(self, day: date) -> bool:
        """Whether ``day`` is worked, make-up days included."""
        return bool(self._mask[self._index(day)])

    def next_working_day(self, day: date) -> date:
        """The first working day on or after ``day``."""
        index = self._index(day)
        before = int(self._rank[index]) - int(self._mask[index])
        return self._day(self._nth(before))

    @overload
    def add_working_days(self, event: date, n: int) -> date: ...
    @overload
    def add_working_days(self, event: Days, n: int) -> Days: ...
    @overload
    def add_working_days(self, event: pd.Series[Any], n: int) -> pd.Series[Any]: ...
    def add_working_days(self, event: Any, n: int) -> Any:
        """The ``n``-th working day after ``event``; the event day never counts.

        ``event`` is a date, an array of ``datetime64``, or a Series of such. ``n`` = 0 gives the
        event day itself.

        Raises:
            CalendarError: ``n`` < 0, or a day outside the calendar.
        """
        if n < 0:
            raise CalendarError(f"工作日数不得为负：{n}")
        if isinstance(event, np.ndarray):
            return self._add_many(event, n)
        if not isinstance(event, date):  # a Series; pandas itself is not imported for it
            moved = self._add_many(event.to_numpy(dtype="datetime64[D]"), n)
            return type(event)(moved, index=event.index, name=event.name)
        if n == 0:
            return event
        return self._day(self._nth(int(self._rank[self._index(event)]) + n - 1))

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; negative if end is earlier."""
        return int(self._rank[self._index(end)] - self._rank[self._index(start)])

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

    def _basis(self, first_year: int, last_year: int) -> str:
        years = "、".join(str(year) for year in range(first_year, last_year + 1))
        extra = f"，并按 {'、'.join(self.numbers)}" if self.numbers else ""
        return f"国务院办公厅 {years} 年节假日安排{extra}"

    def _add_many(self, event: Days, n: int) -> Days:
        start = np.datetime64(self.first, "D")
        index = (event.astype("datetime64[D]") - start).astype(np.int64)
        if index.size and (index.min() < 0 or index.max() >= len(self._mask)):
            raise CalendarError(self._outside())
        if n == 0:
            return event.astype("datetime64[D]")
        # One gather does it: the n-th working day after each day, for the days of the calendar.
        after = self._rank + (n - 1)
        table = self._positions[np.minimum(after, len(self._positions) - 1)]
        if index.size and after[index.max()] >= len(self._positions):
            raise CalendarError(self._outside())
        return start + table[index]

    def _index(self, day: date) -> int:
        index = (day - self.first).days
        if not 0 <= index < len(self._mask):
            raise CalendarError(self._outside())
        return index

    def _nth(self, n: int) -> int:
        if n >= len(self._positions):
            raise CalendarError(self._outside())
        return int(self._positions[n])

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

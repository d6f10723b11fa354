"""Columns of days: arrays of ``datetime64`` and pandas Series, read and written without a loop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np

Days = np.ndarray[Any, np.dtype[np.datetime64]]
Numbers = np.ndarray[Any, np.dtype[np.int64]]

_PER_DAY = {
    "D": 1, "h": 24, "m": 1440, "s": 86_400,
    "ms": 86_400 * 10**3, "us": 86_400 * 10**6, "ns": 86_400 * 10**9,
}  # fmt: skip
_BLOCK = 1 << 16


class CalendarError(ValueError):
    """A question the calendar can't answer; the message is Chinese."""


def one_day(day: date) -> date:
    """``day`` itself.

    Raises:
        CalendarError: it has a time of day: a legal day is a date.
    """
    if isinstance(day, datetime):
        raise CalendarError(f"应为日期，不带时刻：{day}")
    return day


@dataclass(frozen=True, slots=True)
class Column:
    """Days as an array, and what they came as (a Series, or None for an array)."""

    values: Days
    series: Any

    @classmethod
    def of(cls, days: Any) -> Column:
        """Take a Series, an array or a list of dates, or one date.

        A Series with a time zone is read as the days it means in Shanghai.

        Raises:
            CalendarError: a value that is no date.
        """
        series = days if hasattr(days, "index") and hasattr(days, "to_numpy") else None
        if series is not None and getattr(series.dtype, "tz", None) is not None:
            days = series.dt.tz_convert("Asia/Shanghai").dt.tz_localize(None)
        values = days.to_numpy() if series is not None else np.asarray(days)
        if values.dtype.kind != "M":
            try:
                values = values.astype("datetime64[D]")
            except (TypeError, ValueError) as error:
                raise CalendarError(f"有不是日期的值：{error}") from error
        if np.datetime_data(values.dtype)[0] not in _PER_DAY:
            values = values.astype("datetime64[D]")
        return cls(values, series)

    @property
    def _per_day(self) -> int:
        return _PER_DAY[np.datetime_data(self.values.dtype)[0]]

    def look_up(self, first: date, table: np.ndarray[Any, Any]) -> np.ndarray[Any, Any] | None:
        """What ``table``, one entry a day from ``first`` on, says of each day; None if not all are in it.

        Unsigned: a day before 1970, before ``first``, or missing (NaT) becomes huge, so that one
        comparison finds everything that is out of range. In blocks, so that what lies between
        stays in the processor's cache.
        """
        ticks = self.values.view(np.uint64).ravel()
        answers = np.empty(ticks.shape, dtype=table.dtype)
        offset = np.datetime64(first, "D").astype(np.uint64)
        for start in range(0, ticks.size, _BLOCK):
            index = ticks[start : start + _BLOCK] // np.uint64(self._per_day)
            index -= offset
            if index.max() >= len(table):
                return None
            answers[start : start + _BLOCK] = table[index.view(np.int64)]
        return answers.reshape(self.values.shape)

    def dates(self, first: date, offsets: Numbers) -> Days:
        """Days so many days after ``first``, in the unit of this column."""
        days = (offsets + np.datetime64(first, "D").astype(np.int64)) * self._per_day
        return days.view(self.values.dtype)

    def like(self, answer: np.ndarray[Any, Any]) -> Any:
        """The answer as a Series when the question was one, else as it is."""
        if self.series is None:
            return answer
        return type(self.series)(answer, index=self.series.index, name=self.series.name, copy=False)

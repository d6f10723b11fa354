"""Days off and make-up days as ``holidays`` knows them."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from holidays.countries.china import China

FIRST_YEAR = 2007
"""``holidays`` agrees with the State Council's notices on every day from here."""

YEARS_BEYOND = 3
"""Years past the last announced one in which a deadline may still fall, provisionally."""


def last_announced_year() -> int:
    """The newest year whose notice ``holidays`` has: every notice moves days, named by year."""
    moved: dict[int, Any] = _china(FIRST_YEAR, FIRST_YEAR).special_public_holidays
    return max(moved)


def _china(first: int, last: int) -> Any:
    return China(years=range(first, last + 1))  # type: ignore[no-untyped-call]


def working_mask(first: date, last: date) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """For every day from ``first`` to ``last``: is it a working day?"""
    known = _china(first.year, last.year)
    days = (last - first).days + 1
    weekday = (np.arange(days) + first.weekday()) % 7
    mask = weekday < 5
    for day in known:
        if first <= day <= last:
            mask[(day - first).days] = False
    for day in known.weekend_workdays:
        if first <= day <= last:
            mask[(day - first).days] = True
    return mask

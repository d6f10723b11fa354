"""What ``holidays`` knows, against chinesecalendar and the notices."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar

from calendars.source import FIRST_YEAR, YEARS_BEYOND, last_announced_year, working_mask


def test_every_day_from_2007_to_2026_equals_chinesecalendar() -> None:
    first, last = date(2007, 1, 1), date(2026, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    mask = working_mask(first, last)
    assert len(mask) == len(days) == 7305
    assert [d for d, w in zip(days, mask, strict=True) if w != chinese_calendar.is_workday(d)] == []


def test_a_stretch_may_begin_and_end_on_days_that_were_moved() -> None:
    # National Day of 2025 lasted to Wednesday 8 October; Saturday the 11th was worked for it.
    def worked(first: date, last: date) -> list[bool]:
        return [bool(day) for day in working_mask(first, last)]

    assert worked(date(2025, 10, 8), date(2025, 10, 11)) == [False, True, True, True]
    assert worked(date(2025, 10, 1), date(2025, 10, 1)) == [False]
    assert worked(date(2025, 9, 28), date(2025, 9, 28)) == [True]
    # New Year 2026 began on Thursday 1 January; Sunday the 4th was worked.
    turn = [True, False, False, False, True]
    assert worked(date(2025, 12, 31), date(2026, 1, 4)) == turn


def test_the_last_announced_year_is_that_of_the_newest_notice() -> None:
    assert last_announced_year() == 2026
    assert (FIRST_YEAR, YEARS_BEYOND) == (2007, 3)

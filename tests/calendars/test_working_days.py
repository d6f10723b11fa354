"""Working days counted by hand against the State Council's notices, and against chinesecalendar."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import CalendarError, Notice, WorkingCalendar

CALENDAR = WorkingCalendar.of_china()
DAYS = st.dates(date(2007, 1, 1), date(2026, 11, 1))


@pytest.mark.duty("23.1")
@pytest.mark.parametrize(
    ("event", "n", "due"),
    [
        (date(2026, 9, 18), 20, date(2026, 10, 22)),  # make-up Sunday, Mid-Autumn, National Day
        (date(2026, 1, 5), 10, date(2026, 1, 19)),
        (date(2026, 9, 8), 20, date(2026, 10, 12)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # the Saturday before Spring Festival is worked
        (date(2026, 2, 14), 1, date(2026, 2, 24)),  # Spring Festival, 15 to 23 February
        (date(2020, 1, 23), 1, date(2020, 2, 3)),  # the 2020 extension, to 2 February
    ],
)
def test_deadlines_counted_by_hand(event: date, n: int, due: date) -> None:
    assert CALENDAR.add_working_days(event, n) == due


def test_every_day_from_2007_to_2026_equals_chinesecalendar() -> None:
    day, wrong = date(2007, 1, 1), []
    while day <= date(2026, 12, 31):
        if CALENDAR.is_working_day(day) != chinese_calendar.is_workday(day):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


def test_past_the_announced_years_an_answer_says_so() -> None:
    assert CALENDAR.deadline(date(2026, 11, 2), 20).status == "official"
    assert CALENDAR.deadline(date(2026, 12, 18), 20).status == "provisional"
    assert CALENDAR.deadline(date(2026, 12, 28), 1).status == "provisional"  # 29 December
    with pytest.raises(CalendarError, match="尚未公布"):
        CALENDAR.deadline(date(2026, 12, 18), 20, certain=True)


def test_a_notice_changes_days_in_both_directions() -> None:
    off, on = date(2027, 1, 4), date(2027, 1, 9)
    notice = Notice(2027, "虚构〔2026〕1号", None, frozenset({off}), frozenset({on}))
    laid = WorkingCalendar.of_china([notice])
    assert not laid.is_working_day(off)
    assert laid.is_working_day(on)
    assert laid.deadline(date(2026, 12, 18), 20).status == "official"


def test_wrong_questions_are_refused_in_chinese() -> None:
    with pytest.raises(CalendarError, match="不得为负"):
        CALENDAR.add_working_days(date(2026, 1, 5), -1)
    with pytest.raises(CalendarError, match="超出日历范围"):
        CALENDAR.is_working_day(date(1999, 1, 1))


@given(DAYS, st.integers(1, 40))
def test_adding_and_counting_are_inverse_and_the_event_day_never_counts(
    event: date, n: int
) -> None:
    due = CALENDAR.add_working_days(event, n)
    assert due > event
    assert CALENDAR.is_working_day(due)
    assert CALENDAR.working_days_between(event, due) == n
    assert CALENDAR.add_working_days(event + timedelta(days=1), n) >= due


@given(st.lists(DAYS, min_size=1, max_size=20), st.integers(0, 40))
def test_arrays_and_series_agree_with_single_days(events: list[date], n: int) -> None:
    single = [CALENDAR.add_working_days(event, n) for event in events]
    array = CALENDAR.add_working_days(np.array(events, dtype="datetime64[D]"), n)
    assert array.astype(object).tolist() == single
    series = CALENDAR.add_working_days(pd.Series(pd.to_datetime(events), name="d"), n)
    assert series.dt.date.tolist() == single

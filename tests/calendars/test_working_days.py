"""Working days counted by hand against the State Council's notices, and against chinesecalendar."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import CalendarError, Notice, NoticeError, WorkingCalendar, read_notice

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


@pytest.mark.duty("23.1")
@pytest.mark.parametrize(
    ("event", "n", "due"),
    [
        # 2025, the year the law gave two days more: New Year's Eve (28 January) and 2 May.
        (date(2025, 1, 24), 1, date(2025, 1, 26)),  # a Sunday, worked
        (date(2025, 1, 24), 3, date(2025, 2, 5)),
        (date(2025, 2, 7), 1, date(2025, 2, 8)),  # a Saturday, worked
        (date(2025, 4, 25), 5, date(2025, 5, 6)),  # Sunday 27 April worked, 1 to 5 May off
        (date(2025, 9, 26), 6, date(2025, 10, 11)),  # Sunday 28 September, Saturday 11 October
        (date(2025, 9, 26), 7, date(2025, 10, 13)),
        # The turn of the year: only 1 January off in 2025; in 2026 1 to 3, Sunday the 4th worked.
        (date(2024, 12, 31), 1, date(2025, 1, 2)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),
        # 2020: the make-up Saturday 1 February was called off when the holiday was extended.
        (date(2020, 1, 20), 20, date(2020, 2, 25)),
    ],
)
def test_more_deadlines_counted_by_hand_on_the_notices(event: date, n: int, due: date) -> None:
    assert CALENDAR.add_working_days(event, n) == due


@given(st.lists(DAYS, min_size=1, max_size=20))
def test_every_question_over_columns_agrees_with_single_days(days: list[date]) -> None:
    array = np.array(days, dtype="datetime64[D]")
    series = pd.Series(pd.to_datetime(days), index=range(5, 5 + len(days)), name="d")
    working = [CALENDAR.is_working_day(day) for day in days]
    following = [CALENDAR.next_working_day(day) for day in days]
    since = [CALENDAR.working_days_between(date(2007, 1, 1), day) for day in days]
    assert CALENDAR.is_working_day(array).tolist() == working
    assert CALENDAR.is_working_day(series).tolist() == working
    assert CALENDAR.next_working_day(array).astype(object).tolist() == following
    assert CALENDAR.next_working_day(series).dt.date.tolist() == following
    assert CALENDAR.working_days_between(date(2007, 1, 1), array).tolist() == since
    assert CALENDAR.working_days_between(date(2007, 1, 1), series).tolist() == since
    assert CALENDAR.next_working_day(series).index.tolist() == series.index.tolist()
    assert [day >= asked for asked, day in zip(days, following, strict=True)] == [True] * len(days)


def test_a_column_says_which_deadlines_are_provisional() -> None:
    events = pd.Series(pd.to_datetime(["2026-11-02", "2026-12-18"]))
    dues = CALENDAR.deadlines(events, 20)
    assert dues.provisional.tolist() == [False, True]
    assert dues.due_on.dt.date.tolist() == [CALENDAR.deadline(e.date(), 20).due_on for e in events]


def test_a_day_is_a_date_in_shanghai() -> None:
    # 16:30 in London on the 17th is already the 18th in Shanghai.
    late = pd.Series(pd.to_datetime(["2026-09-17 16:30"])).dt.tz_localize("UTC")
    assert CALENDAR.add_working_days(late, 20).dt.date.tolist() == [date(2026, 10, 22)]
    with pytest.raises(CalendarError, match="不带时刻"):
        CALENDAR.is_working_day(pd.Timestamp("2026-09-18 10:00"))


@pytest.mark.parametrize("wrong", [["2026-09-18", None], ["1999-01-01"], ["2035-01-01"]])
def test_missing_and_unknown_days_in_a_column_are_refused(wrong: list[str | None]) -> None:
    with pytest.raises(CalendarError, match="超出日历范围"):
        CALENDAR.add_working_days(pd.Series(pd.to_datetime(wrong)), 20)
    with pytest.raises(CalendarError, match="不是日期"):
        CALENDAR.add_working_days(pd.Series(["九月"]), 20)


def test_a_region_of_its_own_and_a_notice_against_itself(tmp_path: Path) -> None:
    day = date(2026, 9, 10)
    notice = Notice(2026, "虚构", None, frozenset({day}), frozenset(), "350105", False)
    assert not WorkingCalendar.of_china([notice], "350105").is_working_day(day)
    assert WorkingCalendar.of_china([notice], "350102").is_working_day(day)
    path = tmp_path / "n.json"
    path.write_text(
        '{"year": 2027, "papers": ["虚构"], "days": [{"name": "元旦", "date": "2027-01-01",'
        ' "isOffDay": true}, {"name": "元旦", "date": "2027-01-01", "isOffDay": false},'
        ' {"name": "元旦", "date": "2027-13-01", "isOffDay": true}]}'
    )
    with pytest.raises(NoticeError) as refused:
        read_notice(path)
    assert refused.value.problems == [
        "days_off 里的「2027-13-01」不是日期，应写作 2027-01-01 的形式",
        "2027-01-01 既列为放假又列为上班",
    ]
    path.write_text(
        '{"year": 2027, "papers": ["虚构"], "days": [{"name": "元旦", "date": "2027-01-01",'
        ' "isOffDay": true}, {"name": "元旦", "date": "2027-01-09", "isOffDay": false}]}'
    )
    assert read_notice(path).days_on == frozenset({date(2027, 1, 9)})

"""Working days counted by hand against the State Council's notices, and on calendars made by hand."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import CalendarError, Due, Notice, WorkingCalendar

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


@pytest.mark.duty("23.1")
def test_past_the_announced_years_an_answer_says_so() -> None:
    china = WorkingCalendar.of_china()
    assert china.deadline(date(2026, 11, 2), 20).status == "official"
    # Monday 28 December is settled; the next notice can still change 29 to 31 December.
    assert china.deadline(date(2026, 12, 25), 1) == Due(
        date(2026, 12, 28), "official", "国务院办公厅 2026 年节假日安排"
    )
    assert china.deadline(date(2026, 12, 28), 1) == Due(
        date(2026, 12, 29), "provisional", "2026-12-28 之后的放假安排尚未公布，暂按推算"
    )
    with pytest.raises(CalendarError) as refused:
        china.deadline(date(2026, 12, 18), 20, certain=True)
    assert (
        str(refused.value)
        == "2026-12-28 之后的放假安排尚未公布，不能确定 2026-12-18 起第 20 个工作日"
    )
    assert china.deadline(date(2026, 11, 2), 20, certain=True).status == "official"


def test_a_deadline_names_the_years_and_notices_it_was_counted_on() -> None:
    numbered = Notice(2026, "虚构1号", None, frozenset({date(2026, 9, 10)}), frozenset())
    local = Notice(
        2026, "虚构2号", None, frozenset({date(2026, 9, 11)}), frozenset(), "350105", False
    )
    china = WorkingCalendar.of_china([numbered, local], "350105")
    assert china.deadline(date(2025, 12, 31), 1).basis == (
        "国务院办公厅 2025、2026 年节假日安排，并按 虚构1号、虚构2号"
    )
    assert china.numbers == ("虚构1号", "虚构2号")


def test_a_notice_changes_days_in_both_directions() -> None:
    off, on = date(2027, 1, 4), date(2027, 1, 9)
    notice = Notice(2027, "虚构〔2026〕1号", None, frozenset({off}), frozenset({on}))
    laid = WorkingCalendar.of_china([notice])
    assert not laid.is_working_day(off)
    assert laid.is_working_day(on)
    assert laid.deadline(date(2026, 12, 18), 20).status == "official"
    assert (laid.last_official_year, laid.certain_until) == (2027, date(2027, 12, 28))
    assert (laid.first, laid.last) == (date(2007, 1, 1), date(2030, 12, 31))


def test_a_later_notice_lies_over_an_earlier_one() -> None:
    day = date(2026, 9, 10)
    off = Notice(2026, "虚构1号", None, frozenset({day}), frozenset())
    on = Notice(2026, "虚构2号", None, frozenset(), frozenset({day}))
    assert WorkingCalendar.of_china([off, on]).is_working_day(day)
    assert not WorkingCalendar.of_china([on, off]).is_working_day(day)


def test_a_local_notice_holds_in_its_region_and_announces_no_year() -> None:
    day = date(2027, 3, 10)
    local = Notice(2027, "虚构", None, frozenset({day}), frozenset(), "350105", whole_year=False)
    here = WorkingCalendar.of_china([local], "350105")
    assert not here.is_working_day(day)
    assert here.last_official_year == 2026
    elsewhere = WorkingCalendar.of_china([local], "350102")
    assert elsewhere.is_working_day(day)
    assert elsewhere.numbers == WorkingCalendar.of_china([local]).numbers == ()


def test_a_year_announced_elsewhere_is_not_announced_here() -> None:
    whole = Notice(2027, "虚构", None, frozenset({date(2027, 1, 1)}), frozenset(), "350102")
    assert WorkingCalendar.of_china([whole], "350105").last_official_year == 2026
    assert WorkingCalendar.of_china([whole], "350102").last_official_year == 2027


def test_wrong_questions_are_refused_in_chinese() -> None:
    with pytest.raises(CalendarError, match=r"^工作日数不得为负：-1$"):
        CALENDAR.add_working_days(date(2026, 1, 5), -1)
    outside = "日期超出日历范围（2007-01-01 至 2029-12-31）"
    for ask in (
        lambda: CALENDAR.is_working_day(date(2006, 12, 31)),
        lambda: CALENDAR.is_working_day(date(2030, 1, 1)),
        lambda: CALENDAR.add_working_days(date(2029, 12, 31), 1),
        lambda: CALENDAR.add_working_days(np.array(["2029-12-31"], "datetime64[D]"), 1),
        lambda: CALENDAR.working_days_between(date(2026, 1, 5), np.array(["2030-01-01"], "M8[D]")),
    ):
        with pytest.raises(CalendarError) as refused:
            ask()
        assert str(refused.value) == outside
    # 29 December 2029 is a Saturday, and the last Monday worked.
    assert CALENDAR.next_working_day(date(2029, 12, 29)) == date(2029, 12, 31)
    assert not CALENDAR.is_working_day(date(2007, 1, 1))


# A calendar made by hand: ten days from Monday 5 January 2026, worked where there is a 1.
TEN = WorkingCalendar(date(2026, 1, 5), np.array([1, 1, 0, 0, 1, 0, 0, 0, 1, 0], dtype=bool), 2026)


@pytest.mark.parametrize(
    ("day", "n", "due"),
    [(5, 0, 5), (5, 1, 6), (5, 2, 9), (5, 3, 13), (6, 1, 9), (8, 1, 9), (9, 1, 13), (10, 1, 13)],
)
def test_days_counted_on_a_calendar_made_by_hand(day: int, n: int, due: int) -> None:
    event, expected = date(2026, 1, day), date(2026, 1, due)
    assert TEN.add_working_days(event, n) == expected
    column = TEN.add_working_days(np.array([event], "datetime64[D]"), n)
    assert column.astype(object).tolist() == [expected]
    assert TEN.working_days_between(event, expected) == n
    assert TEN.working_days_between(expected, event) == -n


def test_the_next_working_day_on_a_calendar_made_by_hand() -> None:
    days = [5, 6, 7, 8, 9, 10, 13]
    following = [5, 6, 9, 9, 9, 13, 13]
    assert [TEN.next_working_day(date(2026, 1, day)).day for day in days] == following
    column = np.array([date(2026, 1, day) for day in days], "datetime64[D]")
    assert [day.day for day in TEN.next_working_day(column).astype(object)] == following
    for after_the_last in (date(2026, 1, 14), np.array(["2026-01-14"], "datetime64[D]")):
        with pytest.raises(CalendarError, match="（2026-01-05 至 2026-01-14）"):
            TEN.next_working_day(after_the_last)


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.data())
def test_a_deadline_is_the_nth_worked_day_after_the_event(
    worked: list[bool], data: st.DataObject
) -> None:
    first = date(2026, 1, 1)
    made = WorkingCalendar(first, np.array(worked), 2026)
    event = data.draw(st.integers(0, len(worked) - 1))
    n = data.draw(st.integers(1, 10))
    after = [day for day in range(event + 1, len(worked)) if worked[day]]
    if len(after) < n:
        with pytest.raises(CalendarError):
            made.add_working_days(first + timedelta(days=event), n)
    else:
        due = made.add_working_days(first + timedelta(days=event), n)
        assert due == first + timedelta(days=after[n - 1])


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
    settled = CALENDAR.deadlines(pd.Series(pd.to_datetime(["2026-12-25", "2026-12-28"])), 1)
    assert settled.provisional.tolist() == [False, True]
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

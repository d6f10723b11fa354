"""Deadlines: from an event to met or missed. Days counted by hand on the notices for 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import Notice, WorkingCalendar
from models.rules.deadlines import Deadline, DeadlineStatus, Unit, Within, result_events

CALENDAR = WorkingCalendar.of_china()
TWENTY = Within("第二十三条", 20)


@pytest.mark.duty("23.1")
def test_a_deadline_is_open_warned_met_or_missed() -> None:
    deadline = Deadline.starting(date(2026, 9, 18), TWENTY, CALENDAR)
    assert (deadline.due_on, deadline.status) == (date(2026, 10, 22), "official")
    assert deadline.days_left(date(2026, 9, 18), CALENDAR) == 20
    assert deadline.days_left(date(2026, 10, 22), CALENDAR) == 0
    assert deadline.days_left(date(2026, 10, 23), CALENDAR) == -1
    assert deadline.standing(date(2026, 10, 22)) == "open"
    assert deadline.standing(date(2026, 10, 23)) == "missed"
    warned = Deadline(date(2026, 9, 18), TWENTY, date(2026, 10, 22), "official", date(2026, 10, 19))
    assert warned.standing(date(2026, 10, 18)) == "open"
    assert warned.standing(date(2026, 10, 19)) == "warned"


@pytest.mark.duty("23.1")
@pytest.mark.parametrize(
    ("met_on", "standing"),
    [
        (date(2026, 10, 21), "met"),
        (date(2026, 10, 22), "met"),
        (date(2026, 10, 23), "missed"),
        (date(2027, 1, 4), "missed"),
        (date(2027, 1, 5), "missed"),
    ],
)
def test_what_is_done_late_is_missed_and_stays_so(met_on: date, standing: str) -> None:
    due_on = date(2026, 10, 22)
    deadline = Deadline(date(2026, 9, 18), TWENTY, due_on, "official", None, met_on)
    assert deadline.standing(date(2027, 1, 4)) == standing


@pytest.mark.duty("23.1")
def test_what_was_done_in_time_is_open_or_warned_until_it_was_done() -> None:
    due_on = date(2026, 10, 22)
    warned_on, met_on = date(2026, 10, 19), date(2026, 10, 21)
    deadline = Deadline(date(2026, 9, 18), TWENTY, due_on, "official", warned_on, met_on)
    days = {18: "open", 19: "warned", 20: "warned", 21: "met", 22: "met", 23: "met"}
    assert {d: deadline.standing(date(2026, 10, d)) for d in days} == days


def test_recounting_keeps_when_it_was_warned_of_and_met() -> None:
    warned_on, met_on = date(2026, 10, 19), date(2026, 10, 21)
    wrong = Deadline(date(2026, 9, 18), TWENTY, date(2026, 1, 1), "provisional", warned_on, met_on)
    assert wrong.recounted(CALENDAR) == Deadline(
        date(2026, 9, 18), TWENTY, date(2026, 10, 22), "official", warned_on, met_on
    )


def test_plain_days_end_on_the_next_working_day() -> None:
    # Thirty days after 2026-09-01 is 1 October; the holiday lasts to the 7th.
    thirty = Within("某条", 30, "day")
    assert Deadline.starting(date(2026, 9, 1), thirty, CALENDAR) == Deadline(
        date(2026, 9, 1), thirty, date(2026, 10, 8), "official"
    )


@pytest.mark.duty("23.1")
def test_plain_days_past_the_announced_ones_are_provisional_too() -> None:
    # Monday 28 December 2026 is settled, 29 to 31 December are not.
    ten = Within("某条", 10, Unit.DAY)
    for event, due, status in ((18, 28, "official"), (19, 29, "provisional")):
        deadline = Deadline.starting(date(2026, 12, event), ten, CALENDAR)
        assert (deadline.due_on, deadline.status) == (date(2026, 12, due), status)
        assert deadline.recounted(CALENDAR) == deadline
    assert Within("某条", 10) == Within("某条", 10, Unit.WORKING_DAY)


@pytest.mark.duty("8.1", "23.1")
def test_a_provisional_deadline_is_recounted_when_the_notice_comes() -> None:
    guessed = Deadline.starting(date(2026, 12, 21), TWENTY, CALENDAR)
    assert guessed.status == "provisional"
    # An invented notice: 1 to 3 January off, Sunday the 10th worked instead of Monday the 4th.
    off = frozenset({date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3), date(2027, 1, 4)})
    notice = Notice(2027, "虚构〔2026〕1号", None, off, frozenset({date(2027, 1, 10)}))
    sure = guessed.recounted(WorkingCalendar.of_china([notice]))
    # 22–25 (4), 28–31 December (8), 5–8 (12), Sunday 10 (13), 11–15 (18), 18, 19 January (20).
    assert (sure.due_on, sure.status) == (date(2027, 1, 19), "official")
    assert (sure.event_on, sure.within) == (guessed.event_on, guessed.within)


@pytest.mark.duty("23.1")
def test_results_count_from_each_visit_or_from_the_end_of_the_whole_inspection() -> None:
    visits = {"1": date(2026, 9, 8), "2": date(2026, 9, 15)}
    assert result_events(visits, False, "visit") == visits
    assert result_events(visits, False, "end") == {}
    assert result_events(visits, True, "end") == dict.fromkeys(visits, date(2026, 9, 15))
    assert result_events(visits, True, "visit") == visits
    assert result_events({}, True, "end") == {}


@given(st.dates(date(2007, 1, 1), date(2026, 11, 1)), st.integers(1, 60))
def test_a_deadline_never_ends_on_a_day_off_nor_on_its_event(event_on: date, n: int) -> None:
    for unit in ("working_day", "day"):
        due_on = Deadline.starting(event_on, Within("某条", n, unit), CALENDAR).due_on
        assert due_on > event_on
        assert CALENDAR.is_working_day(due_on)


@pytest.mark.duty("10.3", "23.1")
@pytest.mark.parametrize(
    ("met_on", "entered_on", "standing"),
    [
        (date(2026, 9, 28), date(2026, 9, 28), "met"),
        (date(2026, 9, 28), date(2026, 10, 22), "met"),  # late, but before it was due
        (date(2026, 9, 28), date(2026, 10, 23), "met_on_paper"),
        (date(2026, 10, 22), date(2026, 11, 25), "met_on_paper"),
        (date(2026, 10, 23), date(2026, 11, 25), "missed"),
        (date(2026, 9, 28), None, "met"),
    ],
)
def test_what_is_entered_after_the_due_day_does_not_read_as_plainly_met(
    met_on: date, entered_on: date | None, standing: str
) -> None:
    due_on = date(2026, 10, 22)
    deadline = Deadline(
        date(2026, 9, 18), TWENTY, due_on, DeadlineStatus.OFFICIAL, None, met_on, entered_on
    )
    assert deadline.standing(date(2026, 12, 1)) == standing

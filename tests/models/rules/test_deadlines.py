"""Deadlines: from an event to met or missed. Days counted by hand on the notices for 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import Notice, WorkingCalendar
from models.rules.deadlines import Deadline, Within, result_events
from models.rules.disclosure import Waiting, batch_due
from models.rules.plans import periods_of_year
from models.rules.year_sheet import days_of_year, period_days

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
    [(date(2026, 10, 22), "met"), (date(2026, 10, 23), "missed")],
)
def test_what_is_done_late_is_missed_and_stays_so(met_on: date, standing: str) -> None:
    due_on = date(2026, 10, 22)
    deadline = Deadline(date(2026, 9, 18), TWENTY, due_on, "official", None, met_on)
    assert deadline.standing(date(2027, 1, 4)) == standing


def test_plain_days_end_on_the_next_working_day() -> None:
    # Thirty days after 2026-09-01 is 1 October; the holiday lasts to the 7th.
    thirty = Within("某条", 30, "day")
    assert Deadline.starting(date(2026, 9, 1), thirty, CALENDAR).due_on == date(2026, 10, 8)


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


@given(st.dates(date(2007, 1, 1), date(2026, 11, 1)), st.integers(1, 60))
def test_a_deadline_never_ends_on_a_day_off_nor_on_its_event(event_on: date, n: int) -> None:
    for unit in ("working_day", "day"):
        due_on = Deadline.starting(event_on, Within("某条", n, unit), CALENDAR).due_on
        assert due_on > event_on
        assert CALENDAR.is_working_day(due_on)


@pytest.mark.duty("23.1")
def test_a_batch_waits_for_the_cycle_but_not_past_the_lead() -> None:
    cycle = [Waiting(1, True, date(2026, 10, 12)), Waiting(2, False, None)]
    between = CALENDAR.working_days_between
    # Up to 12 October from 25 September: 28, 29, 30 September, 8, 9, 10 (Saturday, worked), 12.
    assert between(date(2026, 9, 24), date(2026, 10, 12)) == 7
    assert batch_due(cycle, date(2026, 9, 24), 6, between) == []
    assert batch_due(cycle, date(2026, 9, 28), 6, between) == [1]
    # Counted from the end of the whole inspection nothing is due before all are in.
    assert batch_due([Waiting(1, True, None), Waiting(2, False, None)], date(2026, 9, 28), 6, between) == []  # fmt: skip
    assert batch_due([Waiting(1, True, None)], date(2026, 9, 28), 6, between) == [1]


@pytest.mark.duty("9.2")
def test_the_year_has_six_periods_with_their_last_safe_days() -> None:
    periods = periods_of_year(2026, 6, CALENDAR.next_working_day)
    rows = period_days(periods, Within("第二十条", 15), TWENTY, CALENDAR)
    # Sunday 4 January is worked; 1 May to 5 May are off; 1 November is a Sunday.
    assert [row.period.draw_on for row in rows] == [
        date(2026, 1, 4), date(2026, 3, 2), date(2026, 5, 6),
        date(2026, 7, 1), date(2026, 9, 1), date(2026, 11, 2),
    ]  # fmt: skip
    # Back from Saturday 28 February (worked): 24–27 (4), 14 (Saturday, worked), 9–13, 3–6: fifteen.
    assert rows[0].last_draw_on == date(2026, 2, 2)
    assert rows[0].last_working_day == date(2026, 2, 28)
    assert [row.provisional for row in rows] == [False] * 5 + [True]
    assert rows[3].working_days == 44  # July 23, August 21
    kinds = {each.day: each.kind for each in days_of_year(2026, CALENDAR)}
    assert len(kinds) == 365
    assert kinds[date(2026, 9, 20)] == "make_up"
    assert kinds[date(2026, 10, 1)] == "day_off"
    assert kinds[date(2026, 9, 12)] == "weekend"
    # The notice for 2026 names 33 days off in all, weekends among them, and six make-up days.
    assert sum(kind == "make_up" for kind in kinds.values()) == 6

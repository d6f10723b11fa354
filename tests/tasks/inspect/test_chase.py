"""Returns are chased, and deadlines warned of, on working days (第二十条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.tables import (
    MessageInspection,
)
from tasks.inspect import chase
from tests import walk

RECEIVED = date(2026, 9, 11)
LATER = date(2026, 9, 28)


@pytest.mark.duty("20.1")
def test_returns_are_chased_before_and_after_the_due_date_on_working_days(house: Path) -> None:
    walk.dispatched(house)
    # Dispatched on Tuesday 2026-09-01, 15 working days: Monday 21 September (the 20th, a Sunday,
    # is worked). Reminders 5 and 1 working days before: 14 (five left counting 15-18, 20, 21: six
    # from the 14th, five from the 15th) and the 20th; overdue from the 22nd.
    kinds = {}
    for day in (14, 15, 16, 19, 20, 21, 22, 23):
        kinds[day] = chase.chase(walk.REGION, date(2026, 9, day))["reminders"] > 0
    assert kinds == {
        14: False,
        15: True,
        16: False,
        19: False,
        20: True,
        21: False,
        22: True,
        23: False,
    }
    again = chase.chase(walk.REGION, date(2026, 9, 22))
    assert (again["act"], again["reminders"]) == ("unchanged", 0)
    with database.reading() as session:
        occasions = {m.occasion for m in session.exec(select(MessageInspection))}
    assert occasions == {"dispatch", "before-5", "before-1", "overdue-1"}

"""Returns are chased, and deadlines warned of, on working days (第二十条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.tables import (
    Message,
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


@pytest.mark.duty("20.1")
def test_nobody_is_chased_on_a_day_off_nor_called_overdue_on_the_due_day(house: Path) -> None:
    walk.dispatched(house)
    # The 19th is a Saturday, the 21st the due day, the 22nd the first day after it.
    off = chase.chase(walk.REGION, date(2026, 9, 19))
    assert (off["working_day"], off["reminders"], off["act"]) == (False, 0, "unchanged")
    on_the_day = chase.chase(walk.REGION, date(2026, 9, 21))
    assert on_the_day["overdue"] == 0
    assert chase.chase(walk.REGION, date(2026, 9, 22))["overdue"] == 5
    with database.reading() as session:
        told = {
            m.written_on: m.body for m in session.exec(select(Message)) if m.kind == "supervisor"
        }
    # The item lists were due on 19 January: the supervisor is told of them on each day.
    assert "已经逾期" not in told[date(2026, 9, 21)]
    assert told[date(2026, 9, 22)].count("的登记表应于 2026-09-21 回传，已经逾期") == 5
    assert date(2026, 9, 19) not in told


@pytest.mark.duty("20.1")
def test_nothing_is_chased_as_of_a_day_before_it_was_dispatched(house: Path) -> None:
    walk.dispatched(house)
    assert chase.chase(walk.REGION, date(2026, 8, 31))["reminders"] == 0


@pytest.mark.duty("8.1", "23.1")
def test_the_supervisor_is_told_once_a_day(house: Path) -> None:
    walk.prepared(house)
    day = date(2026, 1, 14)  # three working days before the 19th
    assert chase.chase(walk.REGION, day)["act"] == "done"
    assert chase.chase(walk.REGION, day)["act"] == "unchanged"
    assert chase.chase(walk.REGION, date(2026, 1, 15))["act"] == "done"
    with database.reading() as session:
        told = [m for m in session.exec(select(Message)) if m.kind == "supervisor"]
    assert [m.written_on for m in told] == [day, date(2026, 1, 15)]
    assert (
        "350105/items/single/1 应于 2026-01-19 前公布事项清单（第八条），还有 3 个工作日"
        in told[0].body
    )
    walk.published(date(2026, 1, 16))
    assert chase.chase(walk.REGION, date(2026, 1, 20))["act"] == "unchanged"

"""When a return is chased: before its day, and again after it (第二十条)."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.messages import MessageKind
from models.rules.reminders import is_overdue, kind_of, occasion


@pytest.mark.duty("20.1")
@pytest.mark.parametrize(
    ("left", "now"),
    [
        (6, None), (5, "before-5"), (2, "before-5"), (1, "before-1"), (0, "before-1"),
        (-1, "overdue-1"), (-3, "overdue-1"), (-4, "overdue-2"), (-6, "overdue-2"), (-7, "overdue-3"),
    ],
)  # fmt: skip
def test_reminders_come_before_and_after_the_due_date(left: int, now: str | None) -> None:
    assert occasion(left, [5, 1], 3) == now
    assert occasion(left, [1, 5], 3) == now


@pytest.mark.duty("20.1")
def test_who_is_reminded_every_day_is_reminded_every_day() -> None:
    assert [occasion(-n, [], 1) for n in (1, 2, 3)] == ["overdue-1", "overdue-2", "overdue-3"]
    assert occasion(0, [], 1) is None


@pytest.mark.duty("20.1")
def test_the_due_day_itself_is_not_overdue() -> None:
    due_on = date(2026, 9, 21)
    assert not is_overdue(due_on, date(2026, 9, 20))
    assert not is_overdue(due_on, due_on)
    assert is_overdue(due_on, date(2026, 9, 22))


@pytest.mark.duty("20.1")
def test_an_occasion_calls_for_its_kind_of_message() -> None:
    assert kind_of("before-5") is MessageKind.REMINDER
    assert kind_of("overdue-2") is MessageKind.OVERDUE

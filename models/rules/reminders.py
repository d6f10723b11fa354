"""When a return is chased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.rules.messages import MessageKind

OVERDUE_OCCASION, REMINDER_OCCASION = "overdue-", "before-"


def occasion(days_left: int, before: Sequence[int], overdue_every: int) -> str | None:
    """Which reminder is due with ``days_left`` working days left (negative: overdue), if any.

    Before the due date the nearest of ``before`` that has been reached; after it one every
    ``overdue_every`` working days, from the first day on. Each occasion is used once.

    Duty: 20.1 (第二十条).
    """
    if days_left < 0:
        return f"{OVERDUE_OCCASION}{(-days_left - 1) // overdue_every + 1}"
    reached = [n for n in before if days_left <= n]
    return f"{REMINDER_OCCASION}{min(reached)}" if reached else None


def kind_of(reminder: str) -> MessageKind:
    """The kind of message an occasion calls for."""
    return MessageKind.OVERDUE if reminder.startswith(OVERDUE_OCCASION) else MessageKind.REMINDER


def is_overdue(due_on: date, as_of: date) -> bool:
    """Whether a return is overdue: the due day itself still counts.

    Duty: 20.1 (第二十条).
    """
    return as_of > due_on

"""When a return is chased."""

from __future__ import annotations

from collections.abc import Sequence


def occasion(days_left: int, before: Sequence[int], overdue_every: int) -> str | None:
    """Which reminder is due with ``days_left`` working days left (negative: overdue), if any.

    Before the due date the nearest of ``before`` that has been reached; after it one every
    ``overdue_every`` working days, from the first day on. Each occasion is used once.

    Duty: 20.1 (第二十条).
    """
    if days_left < 0:
        return f"overdue-{(-days_left - 1) // overdue_every + 1}"
    reached = [n for n in before if days_left <= n]
    return f"before-{min(reached)}" if reached else None

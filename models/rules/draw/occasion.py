"""When a period's draw is held, and by whose terms: the period decides, not the day (第九条)."""

from __future__ import annotations

from datetime import date


def terms_day(held_on: date, period_ends_on: date) -> date:
    """The day whose district file and item list bind a draw: its own, or, when it is held late, the
    last day of its period.

    Duty: 7.2, 9.2 (第七条、第九条).
    """
    return min(held_on, period_ends_on)


def held_late(held_on: date, period_ends_on: date) -> bool:
    """Whether a draw comes only after its period.

    Duty: 9.2 (第九条).
    """
    return held_on > period_ends_on

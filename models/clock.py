"""The one place that reads the clock. Legal days are days in Asia/Shanghai.

``held_at`` stops the clock for a rehearsal (the sample cycle, tests): in this process only, so that
no command line and no setting can turn it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_held: date | None = None


def now() -> datetime:
    """This moment in Shanghai; noon of the day at which the clock is held."""
    if _held is not None:
        return datetime.combine(_held, time(12), SHANGHAI)
    return datetime.now(SHANGHAI)


def today() -> date:
    """Today's legal day."""
    return now().date()


def day_of(recorded_at: str) -> date:
    """The day in Shanghai of a moment kept as UTC, ISO 8601."""
    return datetime.fromisoformat(recorded_at).replace(tzinfo=UTC).astimezone(SHANGHAI).date()


@contextmanager
def held_at(day: date) -> Iterator[None]:
    """Let the clock stand at ``day`` for the length of the block."""
    global _held
    before, _held = _held, day
    try:
        yield
    finally:
        _held = before

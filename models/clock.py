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

NOON = time(12)

_held: datetime | None = None


def now() -> datetime:
    """This moment in Shanghai; where the clock is held, that moment."""
    return _held or datetime.now(SHANGHAI)


def moment() -> str:
    """Now, ``YYYY-MM-DDThh:mm:ss+08:00``: always this offset and no fractions, so that moments
    compare as text."""
    return now().isoformat(timespec="seconds")


def today() -> date:
    """Today's legal day."""
    return now().date()


def day_of(recorded_at: str) -> date:
    """The day in Shanghai of a moment kept as UTC, ISO 8601."""
    return datetime.fromisoformat(recorded_at).replace(tzinfo=UTC).astimezone(SHANGHAI).date()


@contextmanager
def held_at(day: date, at: time = NOON) -> Iterator[None]:
    """Let the clock stand at ``day``, at noon or ``at`` another time, for the length of the
    block."""
    global _held
    before, _held = _held, datetime.combine(day, at, SHANGHAI)
    try:
        yield
    finally:
        _held = before

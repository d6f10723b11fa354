"""The only place in flows that reads the clock: a scheduled run's own day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo


def today() -> date:
    """Today's legal date in Asia/Shanghai."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()

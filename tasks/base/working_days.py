"""The working-day calendar with every notice in ``SSJ_HOME/notices`` laid over it."""

from __future__ import annotations

from calendars import Notice, WorkingCalendar, read_notice
from models.home import home


def notices() -> list[Notice]:
    """The notices added on this machine, in the order of their file names."""
    folder = home() / "notices"
    return [read_notice(path) for path in sorted(folder.glob("*.*"))] if folder.is_dir() else []


def working_days(region: str | None = None) -> WorkingCalendar:
    """The calendar that holds in ``region``."""
    return WorkingCalendar.of_china(notices(), region)

"""The working-day calendar with every notice in ``SSJ_HOME/notices`` laid over it.

A notice takes the place of the one it corrects: of the year's notice for the country or a region,
or, where it tells single days only, of the one with its own number. Of each the last loaded holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from calendars import Notice, WorkingCalendar, read_notice
from models.home import home

_NAMED = re.compile(r"(\d{4,})-\d{4}-[0-9a-f]{12}")
"""The running number under which a notice was loaded; earlier releases gave none."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A notice as it was loaded, the ``order``-th on this machine."""

    order: int
    path: Path
    notice: Notice


def loaded_notices() -> list[Loaded]:
    """Every notice that was ever loaded, in that order."""
    folder = home() / "notices"
    if not folder.is_dir():
        return []
    loaded = [Loaded(_order(path), path, read_notice(path)) for path in folder.glob("[!.]*.*")]
    return sorted(loaded, key=lambda each: (each.order, each.path.name))


def notices() -> list[Notice]:
    """The notices in force."""
    return in_force(each.notice for each in loaded_notices())


def in_force(loaded: Iterable[Notice]) -> list[Notice]:
    """Of notices in the order of their loading, those that none after them takes the place of.

    Duty: 23.1 (第二十三条).
    """
    return list({place(notice): notice for notice in loaded}.values())


def place(notice: Notice) -> str:
    """What a notice speaks for: ``CN/2027``, ``350105/2026/文号``; a later one there corrects it."""
    of_the_year = f"{notice.region or 'CN'}/{notice.year}"
    return of_the_year if notice.whole_year else f"{of_the_year}/{notice.number}"


def working_days(region: str | None = None) -> WorkingCalendar:
    """The calendar that holds in ``region``."""
    return WorkingCalendar.of_china(notices(), region)


def _order(path: Path) -> int:
    named = _NAMED.match(path.name)
    return int(named.group(1)) if named else 0

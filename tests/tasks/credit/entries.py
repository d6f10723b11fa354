"""The sample cycle with one proposal for the blacklist, taken further day by day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import ListEntry
from tasks.credit.decide import decide
from tasks.credit.notice import serve_notice
from tasks.credit.refresh import refresh
from tests import walk
from tests.remembered import remembered
from tests.tasks.inspect.checked_terms import confirm_terms

RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 28)
NOTICE = date(2026, 9, 29)
LAST_DAY = date(2026, 10, 12)
"""Five working days after 29 September 2026, by hand: 30 September; the holiday is 1 to 7 October; 8, 9,
10 (a Saturday that is worked) and 12 October."""
DECIDED = date(2026, 10, 13)
NUMBER = "350105-XY-2026-00001"


@remembered
def proposed(house: Path) -> None:
    """Every result is public; one that kept the inspectors out is proposed."""
    walk.made_public(house, RECEIVED, LATER)
    with held_at(LATER):
        refresh(walk.REGION, LATER)


@remembered
def told(house: Path) -> None:
    """… and its prior notice, of which a jurist confirmed everything, served by the clerk."""
    proposed(house)
    confirm_terms(house, LATER)
    with held_at(NOTICE):
        serve_notice(NUMBER, NOTICE, walk.CLERK, taken_by="店长（虚构）")


@remembered
def listed(house: Path) -> None:
    """… and it is on the list."""
    told(house)
    on(DECIDED, decide, NUMBER, True, DECIDED, walk.LEADER)


def on(day: date, step: Any, *given: Any, **named: Any) -> Any:
    """A step taken on a day by the clock."""
    with held_at(day):
        return step(*given, **named)


def entry(number: str = NUMBER) -> ListEntry:
    """An entry as it stands."""
    with database.reading() as session:
        return session.exec(select(ListEntry).where(ListEntry.number == number)).one()


def paper(house: Path, name: str = "异议书.txt") -> Path:
    """A paper somebody hands in."""
    path = house / name
    path.write_text("虚构的材料", "utf-8")
    return path

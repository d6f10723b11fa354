"""Findings that are ordered to be rectified, rechecked, transferred: what tests of their handling share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlmodel import col, select

from flows.sample.answers import SHORT_LOGS
from models import database
from models.clock import held_at
from models.tables import DeadlineRecord
from tasks.inspect.inspections import Assigned
from tasks.inspect.recheck import open_recheck
from tasks.inspect.rectify import order
from tasks.inspect.returns import import_returns
from tasks.overview.handling import handling
from tests import walk
from tests.tasks.publish import stories

RECEIVED, ORDERED, UNTIL = date(2026, 9, 11), date(2026, 9, 14), date(2026, 9, 21)
BROUGHT, AGAIN = date(2026, 9, 18), date(2026, 9, 22)
LATER, NEXT = stories.LATER, stories.NEXT
ORDER = "马公（网安）责改字〔2026〕1号"
RECHECK = "350105-FC-2026-00001"


def found(house: Path) -> Assigned:
    """An inspection that found one thing, D3, and nothing is decided about it."""
    walk.dispatched(house)
    each = walk.open_ones()[0]
    walk.hand_in(house, each, RECEIVED, SHORT_LOGS)
    return each


def photo(house: Path, content: bytes = b"jpeg") -> Path:
    """What a firm hands in."""
    path = house / "整改照片.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + content + b"\xff\xd9")
    return path


def ordered(number: str, until: date = UNTIL) -> None:
    """The firm is ordered to rectify."""
    with held_at(ORDERED):
        order(number, "D3", ORDER, ORDERED, walk.LEADER, until=until)


def rechecked(house: Path, number: str, story: str, on: date = AGAIN) -> dict[str, object]:
    """A recheck is opened and comes back, all on a day."""
    with held_at(on):
        opened = open_recheck(number, [], on, walk.CLERK)
        return back(house, str(opened["recheck"]), story, on)


def back(house: Path, recheck: str, story: str, on: date) -> dict[str, object]:
    """The form of a recheck comes back."""
    [each] = [one for one in walk.every_one() if one.task.number == recheck]
    with held_at(on):
        path = walk.fill(house, each, visited_on=on, story=story)
        return import_returns(path, walk.REGION, on, walk.CLERK, reason=walk.CHANGED)


def stages(as_of: date = NEXT) -> list[str]:
    """Where every finding stands."""
    return [each["stage_name"] for each in handling(walk.REGION, as_of, every=True)]


def deadlines() -> list[tuple[str, str, date, date | None]]:
    """What is due of handling: kind, matter, when, when it was met."""
    kinds = ("rectify", "recheck", "transfer_answer", "criminal_answer")
    with database.reading() as session:
        return [
            (each.kind, each.matter.partition("/")[2], each.due_on, each.met_on)
            for each in session.exec(
                select(DeadlineRecord)
                .where(col(DeadlineRecord.kind).in_(kinds))
                .order_by(col(DeadlineRecord.id))
            )
        ]

"""The draw of a period, announced."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Draw
from tasks.draw.announce import announce
from tasks.rosters.refresh import refresh_roster
from tests import walk

LATER = date(2026, 9, 3)
WITNESS, OTHER = "witness-dice/notary", "witness-digits/notary"


def announced(as_of: date = walk.DRAW_DAY, actor: str = walk.CLERK, **more: Any) -> dict[str, Any]:
    """Announce the fifth period of 2026."""
    with held_at(max(as_of, LATER)):
        return announce(walk.REGION, 2026, 5, as_of, actor, **more)


def the_draw() -> Draw:
    """The only draw."""
    with database.reading() as session:
        return session.exec(select(Draw)).one()


def with_inspectors(home: Path, *changes: tuple[str, str]) -> None:
    """A new version of the inspectors' roster."""
    rows = walk.INSPECTORS.read_text(encoding="gb18030")
    for old, new in changes:
        assert old in rows
        rows = rows.replace(old, new)
    path = home / "执法检查人员名录库.csv"
    path.write_text(rows, encoding="gb18030")
    with held_at(walk.DRAW_DAY):
        refresh_roster("inspectors", path, walk.REGION, walk.DRAW_DAY, walk.CLERK)

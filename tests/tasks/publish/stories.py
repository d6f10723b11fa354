"""Results that were told, and what is done about them afterwards."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import AnnualPlan, Deduction, Inspection, Publication, ResultVersion, pk
from tasks.inspect.dispositions import dispose, undisposed
from tasks.inspect.inspections import Assigned
from tasks.inspect.returns import import_returns
from tests import walk
from tests.pages import without_spans

RECEIVED, LATER, NEXT = date(2026, 9, 11), date(2026, 9, 28), date(2026, 9, 29)
SCOPE = "350105/WB-01/2026-5"
PAGE = "results-350105-WB-01-2026-5"


def matter(n: int) -> str:
    """The ``n``-th package of the draw's results."""
    return f"{SCOPE}/results/{n}"


def told(house: Path) -> None:
    """Every form is in, one with a finding nobody decided about, and all results are public."""
    walk.dispatched(house)
    walk.all_in(house, RECEIVED)
    walk.published(LATER)


def handled(on: date = NEXT) -> str:
    """The open finding is decided about; the number of its inspection."""
    [(number, point)] = undisposed(walk.REGION)
    with held_at(on):
        dispose(number, point, "handle", "罚字1号", on, walk.LEADER)
    return number


def each_one(nth: int) -> Assigned:
    """The ``nth`` inspection of the draw."""
    return walk.every_one()[nth]


def form_again(house: Path, each: Assigned, on: date, story: str) -> dict[str, Any]:
    """Another form of an inspection is handed in on a day."""
    with held_at(on):
        path = walk.fill(house, each, story=story)
        return import_returns(path, walk.REGION, on, walk.CLERK, reason=walk.CHANGED)


def state(name: str) -> str:
    """Where a publication stands."""
    with database.reading() as session:
        return session.exec(select(Publication.state).where(Publication.matter == name)).one()


def standing(number: str) -> str:
    """Where an inspection stands."""
    with database.reading() as session:
        return session.exec(select(Inspection.state).where(Inspection.number == number)).one()


def kept(number: str) -> list[tuple[int, str, str]]:
    """Version, kind and publication of everything that was built of an inspection."""
    with database.reading() as session:
        rows = session.exec(
            select(ResultVersion.version, ResultVersion.kind, Publication.matter)
            .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
            .join(Inspection, col(Inspection.id) == col(ResultVersion.inspection_id))
            .where(Inspection.number == number)
            .order_by(col(ResultVersion.id))
        )
        return [(version, kind, matter) for version, kind, matter in rows]


def on_site(house: Path, name: str = PAGE) -> tuple[str, dict[str, dict[str, Any]]]:
    """The results page on the site, its sentences in one piece, and the rows of its file by inspection."""
    folder = house / "site" / walk.REGION
    content = json.loads((folder / f"{name}.json").read_bytes())
    rows = content["results"] if isinstance(content, dict) else content
    return without_spans((folder / f"{name}.html").read_text("utf-8")), {
        row["number"]: row for row in rows
    }


def deducted(reason: str, on: date) -> None:
    """A deduction as an earlier release would have taken it, past the door."""
    with database.writing() as session:
        plan = session.exec(select(AnnualPlan)).one()
        session.add(
            Deduction(
                plan_id=pk(plan),
                count=1,
                reason=reason,
                document="马公网〔2026〕1号",
                recorded_on=on,
            )
        )

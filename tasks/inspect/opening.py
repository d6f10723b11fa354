"""Open inspections: numbered, with their officers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from models.rules import names
from models.rules.inspection import InspectionState
from models.tables import Inspection, InspectionOfficer, pk
from tasks.base.queries import chunks
from tasks.inspect.inspections import Assigned, assigned


@dataclass(frozen=True, slots=True)
class Opening:
    """An inspection to open; ``officers`` are inspector entry ids, the first leads."""

    subject_entry_id: int
    officers: Sequence[int]
    draw_entry_id: int | None = None
    special_id: int | None = None
    recheck_of_id: int | None = None


def open_inspections(
    session: Session,
    prefix: str,
    openings: Sequence[Opening],
    *,
    region: str,
    item_id: int,
    year: int,
    period: int | None,
    as_of: date,
    due_on: date,
) -> list[Assigned]:
    """Open inspections numbered on from those that already carry ``prefix``."""
    if not openings:
        return []
    mine = col(Inspection.number).startswith(f"{prefix}-", autoescape=True)
    before = session.exec(select(func.count()).select_from(Inspection).where(mine)).one()
    numbers = [
        names.inspection_number(prefix, n) for n in range(before + 1, before + 1 + len(openings))
    ]
    session.execute(
        insert(Inspection),
        [
            {
                "number": number,
                "region": region,
                "item_id": item_id,
                "year": year,
                "period": period,
                "draw_entry_id": opening.draw_entry_id,
                "special_id": opening.special_id,
                "recheck_of_id": opening.recheck_of_id,
                "subject_entry_id": opening.subject_entry_id,
                "state": InspectionState.DISPATCHED,
                "dispatched_on": as_of,
                "due_on": due_on,
            }
            for number, opening in zip(numbers, openings, strict=True)
        ],
    )
    by_number = {
        inspection.number: inspection
        for some in chunks(numbers)
        for inspection in session.exec(select(Inspection).where(col(Inspection.number).in_(some)))
    }
    opened = [by_number[number] for number in numbers]
    session.execute(
        insert(InspectionOfficer),
        [
            {"inspection_id": pk(inspection), "seat": seat, "inspector_entry_id": officer}
            for inspection, opening in zip(opened, openings, strict=True)
            for seat, officer in enumerate(opening.officers, start=1)
        ],
    )
    return assigned(session, opened)

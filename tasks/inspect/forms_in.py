"""The inspections that forms are of, and the forms that are in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from models.tables import Inspection, RecordReturn, pk
from tasks.base.queries import chunks
from tasks.inspect.inspections import Assigned, assigned


def inspections_of(
    session: Session, region: str, numbers: Sequence[str]
) -> dict[str, tuple[Inspection, Assigned]]:
    """Number -> inspection, as it stands and as its officers know it; of those there are."""
    found = [
        inspection
        for some in chunks(sorted(set(numbers)))
        for inspection in session.exec(
            select(Inspection).where(Inspection.region == region, col(Inspection.number).in_(some))
        )
    ]
    return {i.number: (i, a) for i, a in zip(found, assigned(session, found), strict=True)}


def forms_in_force(session: Session, inspections: Iterable[Inspection]) -> dict[int, RecordReturn]:
    """Inspection id -> the return in force."""
    ids = [i.current_return_id for i in inspections if i.current_return_id is not None]
    return {
        record.inspection_id: record
        for some in chunks(ids)
        for record in session.exec(select(RecordReturn).where(col(RecordReturn.id).in_(some)))
    }


def newest_forms(session: Session, inspections: Sequence[Inspection]) -> dict[int, int]:
    """Inspection id -> id of its newest return."""
    newest = select(RecordReturn.inspection_id, col(RecordReturn.id)).order_by(col(RecordReturn.id))
    return {
        inspection_id: return_id
        for some in chunks([pk(inspection) for inspection in inspections])
        for inspection_id, return_id in session.exec(
            newest.where(col(RecordReturn.inspection_id).in_(some))
        )
        if return_id is not None
    }

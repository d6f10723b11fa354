"""Results are due from the visit, or from the end of the whole inspection, as the district says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.district import District
from models.rules.deadlines import CountedFrom, DeadlineKind, result_events
from models.rules.inspection import InspectionState
from models.tables import DrawEntry, Inspection, RecordReturn
from tasks.base.deadlines import track
from tasks.base.queries import chunks


def follow(
    session: Session, terms: District, returned: Sequence[Inspection], visits: Mapping[str, date]
) -> None:
    """Start or move the deadlines that these returns (number -> visit) bear on; a recheck has no result
    of its own.

    Duty: 23.1 (第二十三条).
    """
    returned = [each for each in returned if each.recheck_of_id is None]
    visits = {each.number: visits[each.number] for each in returned}
    counted_from = terms.publication.results_counted_from.value
    events: dict[str, date] = {}
    if counted_from == CountedFrom.VISIT:
        events = result_events(visits, True, counted_from)
    else:
        session.flush()
        for inspection in returned:
            if inspection.draw_entry_id is None:
                events[inspection.number] = visits[inspection.number]
        for draw_pk in _draws(session, returned):
            known, all_in = _visits(session, draw_pk)
            events |= result_events(known, all_in, counted_from)
    track(
        session,
        region=terms.region,
        kind=DeadlineKind.RESULTS,
        within=terms.publication.results_within,
        events=events,
    )


def _draws(session: Session, returned: Sequence[Inspection]) -> set[int]:
    entries = [i.draw_entry_id for i in returned if i.draw_entry_id is not None]
    return {
        draw_pk
        for some in chunks(entries)
        for draw_pk in session.exec(
            select(DrawEntry.draw_pk).where(col(DrawEntry.id).in_(some)).distinct()
        )
    }


def _visits(session: Session, draw_pk: int) -> tuple[dict[str, date], bool]:
    """Every visit of a draw that is not published yet, and whether all its returns are in."""
    rows = session.exec(
        select(Inspection, col(RecordReturn.visited_on))
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id), isouter=True)
        .where(DrawEntry.draw_pk == draw_pk, Inspection.state != InspectionState.REPLACED)
    ).all()
    visits = {inspection.number: visit for inspection, visit in rows if visit is not None}
    return visits, all(inspection.state != InspectionState.DISPATCHED for inspection, _ in rows)

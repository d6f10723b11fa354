"""Archiving (归档): the sixth step, when nothing is left to do about an inspection."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select, update

from models.rules.archiving import ready_for_archive
from models.rules.inspection import InspectionState
from models.tables import DrawEntry, DrawPhoto, Inspection, pk
from tasks.base.queries import chunks
from tasks.base.step import Result, step
from tasks.inspect.handling import handling_of
from tasks.inspect.recheck_outcomes import found_besides
from tasks.publish.published import published_later, unfinished


def archive_ready(region: str, as_of: date, *, request: str | None = None) -> Result:
    """Archive what is ready for it.

    Duty: 10.3, 18.1, 21.1 (第十条、第十八条、第二十一条).
    """
    with step(f"archive:{region}", action="归档", as_of=as_of, region=region, request=request) as s:
        if s.known:
            return s.answer
        ready = _ready(s.session, region, as_of)
        ready |= _rechecks_over(s.session, region, ready)
        if not ready:
            return s.unchanged(archived=0, numbers=[])
        for ids in chunks(list(ready)):
            s.session.execute(
                update(Inspection)
                .where(col(Inspection.id).in_(ids))
                .values(state=InspectionState.ARCHIVED)
                .execution_options(synchronize_session=False)
            )
        return s.record(archived=len(ready), numbers=list(ready.values()))


def _rechecks_over(session: Session, region: str, archived: Collection[int]) -> dict[int, str]:
    """Id -> number of the rechecks that are back, of what is archived now or was before; one
    that found something else waits until that is inspected."""
    besides = found_besides(session, region)
    return {
        pk(recheck): recheck.number
        for recheck, original in session.exec(
            select(Inspection, _ORIGINAL.state)
            .join(_ORIGINAL, col(_ORIGINAL.id) == col(Inspection.recheck_of_id))
            .where(
                Inspection.region == region,
                Inspection.state == InspectionState.RETURNED,
            )
            .order_by(col(Inspection.id))
        )
        if (recheck.recheck_of_id in archived or original == InspectionState.ARCHIVED)
        and recheck.number not in besides
    }


_ORIGINAL = aliased(Inspection)


def _ready(session: Session, region: str, as_of: date) -> dict[int, str]:
    """Id -> number of the inspections that are ready."""
    published = session.execute(
        select_columns(
            col(Inspection.id),
            col(Inspection.number),
            col(Inspection.state),
            col(Inspection.current_return_id),
            col(DrawEntry.draw_pk),
        )
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id), isouter=True)
        .where(
            col(Inspection.region) == region,
            col(Inspection.state) == InspectionState.PUBLISHED,
            col(Inspection.id).not_in(published_later(as_of)),
        )
        .order_by(col(Inspection.id))
    ).all()
    unfinished_ids = unfinished(session, [row.id for row in published])
    handled = handling_of(session, [row.current_return_id for row in published], as_of)
    photographed = set(
        session.exec(select(DrawPhoto.draw_pk).where(DrawPhoto.attached_on <= as_of))
    )
    return {
        id_: number
        for id_, number, state, return_id, draw_pk in published
        if ready_for_archive(
            InspectionState(state),
            sum(not each.ended for each in handled.get(return_id, {}).values()),
            told=id_ not in unfinished_ids,
            drawn=draw_pk is not None,
            photographed=draw_pk in photographed,
        )
    }

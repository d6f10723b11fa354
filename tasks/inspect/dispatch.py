"""Dispatch: an inspection for every drawn subject, and a message for every inspector."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.district import District
from models.faults import Refused
from models.rules import file_names, names
from models.rules.draw.state import DrawState
from models.rules.messages import MessageKind
from models.rules.order import Basis
from models.tables import Draw, DrawEntry, Inspection, pk
from tasks.base.deadlines import starting
from tasks.base.step import Result, step
from tasks.base.terms import in_force
from tasks.draw.find import draw_of
from tasks.draw.standing import standing_places
from tasks.inspect import messages
from tasks.inspect.inspections import Assigned, by_inspector
from tasks.inspect.opening import Opening, open_inspections
from tasks.inspect.task_sheets import file_name

DISPATCHED = str(MessageKind.DISPATCH)
"""The occasion of the first dispatch of an inspection."""


def dispatch(draw_id: str, as_of: date, actor: str, *, request: str | None = None) -> Result:
    """Open an inspection for each standing place of a confirmed draw and write to its inspectors;
    once: what a change moves later is dispatched with the change.

    Raises:
        Refused: the draw is not confirmed.

    Duty: 7.2, 17.3, 19.1, 20.1 (第七条、第十七条、第十九条、第二十条).
    """
    region = names.read_draw_id(draw_id).region
    with step(
        f"dispatch:{draw_id}",
        action="派发检查任务",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        draw = draw_of(s.session, draw_id)
        if draw.state != DrawState.CONFIRMED:
            raise Refused(f"「{draw_id}」的抽取结果尚未确认，不能派发", code="not-confirmed")
        before = _dispatched(s.session, draw)
        if before:
            return s.unchanged(
                draw_id=draw_id,
                inspections=len(before),
                dispatched_on=str(min(dispatched_on for dispatched_on, _ in before)),
                due_on=str(min(due_on for _, due_on in before)),
            )
        s.rests_on(Basis("确认抽取结果", draw.confirmed_on))
        terms = in_force(s.session, region, as_of)
        due_on = starting(region, terms.inspection.return_within, as_of).due_on
        entry_of = json.loads(draw.inspector_codes)
        opened = open_inspections(
            s.session,
            names.drawn_inspections(draw_id),
            [
                Opening(
                    subject_entry_id=place.entry.subject_entry_id,
                    officers=[entry_of[code] for code in place.codes],
                    draw_entry_id=pk(place.entry),
                )
                for place in standing_places(s.session, draw)
            ],
            region=region,
            item_id=draw.item_id,
            year=draw.year,
            period=draw.period,
            as_of=as_of,
            due_on=due_on,
        )
        written = write_dispatch(s.session, terms, draw_id, opened, as_of)
        return s.record(
            draw_id=draw_id,
            inspections=len(opened),
            dispatched_on=str(as_of),
            due_on=str(due_on),
            by_hand=written.by_hand,
        )


def _dispatched(session: Session, draw: Draw) -> Sequence[tuple[date, date]]:
    """The days on which the draw's inspections were dispatched and are due."""
    return session.exec(
        select(col(Inspection.dispatched_on), col(Inspection.due_on))
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .where(DrawEntry.draw_pk == draw.id)
    ).all()


def write_dispatch(
    session: Session,
    terms: District,
    scope: str,
    opened: Sequence[Assigned],
    as_of: date,
    occasion: str = DISPATCHED,
) -> messages.Written:
    """Write the dispatch message of each inspector of ``opened``, naming the task sheet it carries.

    An inspection dispatched a second time, to other inspectors, is an ``occasion`` of its own.
    """
    grouped = by_inspector(opened)
    folder = f"task_sheets/{file_names.file_stem(scope)}"
    sheets = {
        inspector_id: f"{folder}/{file_name(_badge(theirs[0], inspector_id))}"
        for inspector_id, theirs in grouped.items()
    }
    return messages.write(
        session, terms, MessageKind.DISPATCH, occasion, scope, grouped, as_of, sheets
    )


def _badge(one: Assigned, inspector_id: int) -> str:
    return one.task.officers[one.officer_ids.index(inspector_id)][0]

"""What a change does to inspections already dispatched: withdrawn, and dispatched anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.faults import Refused
from models.rules import names
from models.rules.inspection import MOVES, InspectionState
from models.rules.messages import MessageKind
from models.rules.states import check_move
from models.tables import Draw, DrawEntry, Inspection, InspectionOfficer, pk
from tasks.base.deadlines import starting
from tasks.base.terms import in_force
from tasks.inspect import messages
from tasks.inspect.dispatch import DISPATCHED, write_dispatch
from tasks.inspect.inspections import assigned, by_inspector
from tasks.inspect.opening import Opening, open_inspections
from tasks.inspect.substitutes import substitute_asked


def subject(
    session: Session,
    draw: Draw,
    replaced: DrawEntry,
    substitute: DrawEntry | None,
    codes: Sequence[str],
    number: str,
    as_of: date,
) -> None:
    """Withdraw the replaced inspection, if it was dispatched, and open the substitute's, if there
    is one.

    Raises:
        Refused: the record form is already back.
    """
    old = _still_out(session, replaced, subject_leaves=True)
    if old is None:
        return
    terms = in_force(session, draw.region, as_of)
    check_move(MOVES, f"任务 {old.number} ", InspectionState(old.state), InspectionState.REPLACED)
    old.state = InspectionState.REPLACED
    session.add(old)
    withdrawn = by_inspector(assigned(session, [old]))
    messages.write(
        session, terms, MessageKind.REPLACED, MessageKind.REPLACED, number, withdrawn, as_of
    )
    if substitute is None:
        return
    entry_of = json.loads(draw.inspector_codes)
    opened = open_inspections(
        session,
        names.drawn_inspections(draw.draw_id),
        [
            Opening(
                subject_entry_id=substitute.subject_entry_id,
                officers=[entry_of[code] for code in codes],
                draw_entry_id=substitute.id,
            )
        ],
        region=draw.region,
        item_id=draw.item_id,
        year=draw.year,
        period=draw.period,
        as_of=as_of,
        due_on=starting(draw.region, terms.inspection.return_within, as_of).due_on,
    )
    write_dispatch(session, terms, number, opened, as_of)


def officers(
    session: Session,
    draw: Draw,
    entry: DrawEntry,
    codes: Sequence[str],
    number: str,
    as_of: date,
) -> None:
    """Tell the inspector who left, seat the new one, and dispatch the inspection to both anew.

    Raises:
        Refused: the record form is already back.
    """
    inspection = _still_out(session, entry)
    if inspection is None:
        return
    terms = in_force(session, draw.region, as_of)
    entry_of = json.loads(draw.inspector_codes)
    staying = {entry_of[code] for code in codes}
    before = by_inspector(assigned(session, [inspection]))
    left = {officer: theirs for officer, theirs in before.items() if officer not in staying}
    _, n = names.read_application_number(number)
    messages.write(
        session, terms, MessageKind.REPLACED, f"{MessageKind.REPLACED}-C{n}", number, left, as_of
    )
    _seat(session, inspection, [entry_of[code] for code in codes])
    reseated = assigned(session, [inspection])
    write_dispatch(session, terms, number, reseated, as_of, f"{DISPATCHED}-C{n}")


def check_still_out(session: Session, entry: DrawEntry, *, subject_leaves: bool) -> None:
    """The place's inspection, if it was dispatched, has no return yet; or, where the subject leaves,
    one that says it could not be inspected and asks for a substitute.

    Raises:
        Refused: it has another.

    Duty: 18.3 (第十八条).
    """
    _still_out(session, entry, subject_leaves)


def inspection_of(session: Session, entry: DrawEntry) -> str | None:
    """The number of the place's inspection, once it was dispatched."""
    return session.exec(
        select(Inspection.number).where(Inspection.draw_entry_id == entry.id)
    ).first()


def _still_out(
    session: Session, entry: DrawEntry, subject_leaves: bool = False
) -> Inspection | None:
    inspection = session.exec(
        select(Inspection).where(Inspection.draw_entry_id == entry.id)
    ).first()
    if inspection is None or inspection.state == InspectionState.DISPATCHED:
        return inspection
    if not (subject_leaves and substitute_asked(session, inspection)):
        raise Refused(
            f"任务 {inspection.number} 的登记表已经回传，不能再变更", code="already-returned"
        )
    return inspection


def _seat(session: Session, inspection: Inspection, officers: Sequence[int]) -> None:
    """Give the seats that changed to the officers who now have them."""
    for seated in session.exec(
        select(InspectionOfficer)
        .where(InspectionOfficer.inspection_id == inspection.id)
        .order_by(col(InspectionOfficer.seat))
    ).all():
        officer = officers[seated.seat - 1]
        if seated.inspector_entry_id != officer:
            session.delete(seated)
            session.flush()
            session.add(
                InspectionOfficer(
                    inspection_id=pk(inspection), seat=seated.seat, inspector_entry_id=officer
                )
            )
    session.flush()

"""What a change does to inspections already dispatched: withdrawn, and dispatched anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.faults import Refused
from models.tables import Draw, DrawEntry, Inspection, InspectionOfficer
from tasks.base.deadlines import starting
from tasks.base.terms import in_force
from tasks.draw.standing import StandingPlace
from tasks.inspect import messages
from tasks.inspect.dispatch import write_dispatch
from tasks.inspect.inspections import assigned, by_inspector
from tasks.inspect.opening import Opening, open_inspections


def subject(
    session: Session,
    draw: Draw,
    replaced: DrawEntry,
    substitute: DrawEntry,
    codes: Sequence[str],
    number: str,
    as_of: date,
) -> str | None:
    """Withdraw the replaced inspection, if it was dispatched, and open the substitute's.

    Raises:
        Refused: the record form is already back.
    """
    old = _dispatched(session, replaced)
    if old is None:
        return None
    terms = in_force(session, draw.region, as_of)
    old.state = "replaced"
    session.add(old)
    withdrawn = by_inspector(assigned(session, [old]))
    messages.write(session, terms, "replaced", "replaced", number, withdrawn, as_of)
    entry_of = json.loads(draw.inspector_codes)
    opened = open_inspections(
        session,
        draw.draw_id.replace("/", "-"),
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
    return opened[0].task.number


def officers(
    session: Session,
    draw: Draw,
    place: StandingPlace,
    codes: Sequence[str],
    number: str,
    as_of: date,
) -> str | None:
    """Tell the inspector who left, seat the new one, and dispatch the inspection to both anew.

    Raises:
        Refused: the record form is already back.
    """
    inspection = _dispatched(session, place.entry)
    if inspection is None:
        return None
    terms = in_force(session, draw.region, as_of)
    entry_of = json.loads(draw.inspector_codes)
    staying = {entry_of[code] for code in codes}
    before = by_inspector(assigned(session, [inspection]))
    left = {officer: tasks for officer, tasks in before.items() if officer not in staying}
    again = number.rpartition("/")[2]
    messages.write(session, terms, "replaced", f"replaced-{again}", number, left, as_of)
    for seated in session.exec(
        select(InspectionOfficer)
        .where(InspectionOfficer.inspection_id == inspection.id)
        .order_by(col(InspectionOfficer.seat))
    ):
        code = codes[seated.seat - 1]
        if seated.inspector_entry_id != entry_of[code]:
            session.delete(seated)
            session.flush()
            session.add(
                InspectionOfficer(
                    inspection_id=inspection.id or 0,
                    seat=seated.seat,
                    inspector_entry_id=entry_of[code],
                )
            )
    session.flush()
    found = assigned(session, [inspection])
    write_dispatch(session, terms, number, found, as_of, f"dispatch-{again}")
    return inspection.number


def _dispatched(session: Session, entry: DrawEntry) -> Inspection | None:
    found = session.exec(select(Inspection).where(Inspection.draw_entry_id == entry.id)).first()
    if found is not None and found.state != "dispatched":
        raise Refused(f"任务 {found.number} 的登记表已经回传，不能再变更")
    return found

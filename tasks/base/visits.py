"""Which visits were made to which firms, and which are still to come: of every item of a region, drawn
or special, each visit once. Who counts visits reads them here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from models.rules.firm_visits import (
    Made,
    Visit,
    VisitKind,
    VisitSource,
    source_of,
    visits,
)
from models.rules.inspection import InspectionState, Outcome
from models.rules.visit_cap import FirmYear, VisitRules
from models.tables import (
    Inspection,
    InspectionOfficer,
    InspectorEntry,
    RecordReturn,
    SpecialInspection,
    SubjectEntry,
    pk,
)
from tasks.base.queries import chunks

_Row = tuple[int, str, str, date, VisitKind, VisitSource | None]
"""Id, number, credit code, day, kind, source of an inspection."""


def visits_made(session: Session, region: str, since: date, until: date) -> list[Visit]:
    """The visits made from one day to another, each once, by day; where nobody could be inspected
    there was none, and a cancelled inspection is none.

    Duty: 4.1, 17.1 (第四条、第十七条).
    """
    rows = session.exec(
        select(Inspection, RecordReturn, SubjectEntry.credit_code, SpecialInspection)
        .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id))
        .join(SubjectEntry, col(SubjectEntry.id) == col(Inspection.subject_entry_id))
        .join(
            SpecialInspection,
            col(SpecialInspection.id) == col(Inspection.special_id),
            isouter=True,
        )
        .where(
            Inspection.region == region,
            RecordReturn.visited_on >= since,
            RecordReturn.visited_on <= until,
            RecordReturn.outcome != Outcome.NO_VISIT,
        )
    )
    return visits(
        _with_officers(
            session,
            [
                _row(inspection, record.visited_on, code, special)
                for inspection, record, code, special in rows
            ],
        )
    )


def visits_coming(session: Session, region: str, as_of: date) -> list[Visit]:
    """What is dispatched by ``as_of`` and has no form yet, as if it were made on that day: what the
    same officers have to see at a firm, they see in one visit."""
    rows = _at_firms(
        session,
        col(Inspection.region) == region,
        col(Inspection.state) == InspectionState.DISPATCHED,
        col(Inspection.dispatched_on) <= as_of,
    )
    known = [_row(inspection, as_of, code, special) for inspection, code, special in rows]
    return visits(_with_officers(session, known))


def firm_years(
    session: Session, region: str, rules: VisitRules, as_of: date
) -> dict[str, FirmYear]:
    """Credit code -> its visits as they bear on ``as_of``; who was not visited and has none to come
    is left out.

    Duty: 17.1 (第十七条).
    """
    since = min(date(as_of.year, 1, 1), as_of - timedelta(days=rules.back))
    made = _by_firm(visits_made(session, region, since, as_of))
    coming = _by_firm(visits_coming(session, region, as_of))
    return {
        code: FirmYear(tuple(made.get(code, ())), tuple(coming.get(code, ())))
        for code in {**made, **coming}
    }


def visits_of(session: Session, days: Mapping[str, date]) -> dict[str, str]:
    """Number of an inspection -> the first number of those made in one visit with it; ``days`` says of
    each on which day it was made.

    Duty: 4.1, 23.1 (第四条、第二十三条).
    """
    rows = [
        _row(inspection, days[inspection.number], code, special)
        for some in chunks(sorted(days))
        for inspection, code, special in _at_firms(session, col(Inspection.number).in_(some))
    ]
    made = visits(_with_officers(session, rows))
    return {number: visit.numbers[0] for visit in made for number in visit.numbers}


def as_if_made(session: Session, inspections: Iterable[Inspection], as_of: date) -> list[Made]:
    """Inspections as they would be if they were made on ``as_of``; without their officers."""
    ids = [pk(each) for each in inspections]
    rows = [
        _row(inspection, as_of, code, special)
        for some in chunks(ids)
        for inspection, code, special in _at_firms(session, col(Inspection.id).in_(some))
    ]
    return [
        Made(number, code, day, frozenset(), kind, of) for _, number, code, day, kind, of in rows
    ]


def _at_firms(
    session: Session, *which: ColumnElement[bool]
) -> Iterable[tuple[Inspection, str, SpecialInspection | None]]:
    """These inspections, each with its firm's code, and what opened it where it was not drawn."""
    return session.exec(
        select(Inspection, SubjectEntry.credit_code, SpecialInspection)
        .join(SubjectEntry, col(SubjectEntry.id) == col(Inspection.subject_entry_id))
        .join(
            SpecialInspection,
            col(SpecialInspection.id) == col(Inspection.special_id),
            isouter=True,
        )
        .where(*which)
    )


def _row(
    inspection: Inspection, day: date, credit_code: str, special: SpecialInspection | None
) -> _Row:
    if special is not None:
        kind = VisitKind.JOINT if special.joint_with else VisitKind.SPECIAL
        source = source_of(special.ground, special.source)
    elif inspection.draw_entry_id is not None:
        kind, source = VisitKind.DRAWN, None
    else:
        kind, source = VisitKind.RECHECK, VisitSource.RECHECK
    return pk(inspection), inspection.number, credit_code, day, kind, source


def _with_officers(session: Session, rows: Collection[_Row]) -> list[Made]:
    """The inspections; who made each is looked up where a firm had several on one day."""
    together = Counter((code, day) for _, _, code, day, _, _ in rows)
    shared = [id_ for id_, _, code, day, _, _ in rows if together[code, day] > 1]
    officers: dict[int, set[str]] = {}
    for some in chunks(shared):
        for id_, badge in session.exec(
            select(InspectionOfficer.inspection_id, InspectorEntry.badge_number)
            .join(
                InspectorEntry, col(InspectorEntry.id) == col(InspectionOfficer.inspector_entry_id)
            )
            .where(col(InspectionOfficer.inspection_id).in_(some))
        ):
            officers.setdefault(id_, set()).add(badge)
    return [
        Made(number, code, day, frozenset(officers.get(id_, ())), kind, source)
        for id_, number, code, day, kind, source in rows
    ]


def _by_firm(found: Iterable[Visit]) -> dict[str, list[Visit]]:
    by_firm: dict[str, list[Visit]] = {}
    for visit in found:
        by_firm.setdefault(visit.credit_code, []).append(visit)
    return by_firm

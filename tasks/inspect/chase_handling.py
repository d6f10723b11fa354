"""Whoever led an inspection is reminded of what is due of its findings: the firm's evidence, and the
recheck. Others' answers are the supervisor's to ask for."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from calendars import WorkingCalendar
from models.district import District
from models.rules.deadlines import DeadlineKind
from models.rules.messages import MessageKind
from models.rules.names import inspection_of_finding
from models.rules.reminders import occasion
from models.tables import DeadlineRecord, Inspection, MessageInspection
from tasks.base.queries import chunks
from tasks.inspect import messages
from tasks.inspect.inspections import assigned, by_inspector, by_person

THEIRS = (DeadlineKind.RECTIFY, DeadlineKind.RECHECK)


def remind_of_handling(
    session: Session, terms: District, as_of: date, calendar: WorkingCalendar
) -> int:
    """Write to the leads about each occasion that has come, once; how many messages.

    Duty: 20.1, 21.1 (第二十条、第二十一条).
    """
    due: dict[str, set[str]] = {}
    for record in session.exec(
        select(DeadlineRecord).where(
            DeadlineRecord.region == terms.region,
            col(DeadlineRecord.kind).in_(THEIRS),
            DeadlineRecord.event_on <= as_of,
            col(DeadlineRecord.met_on).is_(None),
        )
    ):
        reached = occasion(
            calendar.working_days_between(as_of, record.due_on),
            terms.inspection.remind_before.value,
            terms.inspection.remind_overdue_every.value,
        )
        if reached:
            about = f"{record.kind}-{record.due_on}-{reached}"
            due.setdefault(about, set()).add(inspection_of_finding(record.matter))
    return sum(_write(session, terms, about, due[about], as_of) for about in sorted(due))


def _write(session: Session, terms: District, about: str, numbers: set[str], as_of: date) -> int:
    told = select(MessageInspection.inspection_id).where(MessageInspection.occasion == about)
    fresh = [
        inspection
        for some in chunks(sorted(numbers))
        for inspection in session.exec(
            select(Inspection)
            .where(col(Inspection.number).in_(some), col(Inspection.id).not_in(told))
            .order_by(col(Inspection.id))
        )
    ]
    grouped = by_inspector(by_person(assigned(session, fresh)), lead_only=True)
    scope = f"{terms.region}:{as_of}"
    return messages.write(
        session, terms, MessageKind.HANDLING, about, scope, grouped, as_of
    ).messages

"""One subject's credit archive, with its stays on the lists."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from models import clock, database
from models.rules.credit import CreditKind, ListName, ListState
from models.rules.order import day_in_words
from models.tables import AuditEvent, CreditRecord, ListMembership
from tasks.base.step import Result


def archive_of(region: str, credit_code: str) -> Result:
    """What is entered about a subject, and its stays on the lists; a day entered late says so.

    Duty: 10.3, 23.3 (第十条末款、第二十三条).
    """
    with database.reading() as session:
        events = session.exec(
            select(CreditRecord)
            .where(CreditRecord.region == region, CreditRecord.credit_code == credit_code)
            .order_by(col(CreditRecord.happened_on), col(CreditRecord.id))
        ).all()
        stays = session.exec(
            select(ListMembership)
            .where(ListMembership.region == region, ListMembership.credit_code == credit_code)
            .order_by(col(ListMembership.id))
        ).all()
        return {
            "credit_code": credit_code,
            "events": [
                {**event.model_dump(exclude={"id"}), "name": CreditKind(event.kind).words}
                for event in events
            ],
            "lists": [_stay(session, stay) for stay in stays],
        }


def _stay(session: Session, stay: ListMembership) -> Result:
    entered = _recorded_on(session, stay, stay.entered_on, ListState.ON)
    exited = _recorded_on(session, stay, stay.exited_on, ListState.OFF) if stay.exited_on else None
    state = ListState.of(stay.exited_on)
    return {
        **stay.model_dump(exclude={"id"}),
        "name": ListName(stay.list).words,
        "state": state.value,
        "state_name": state.words,
        "entered_in_words": day_in_words(stay.entered_on, entered),
        "exited_in_words": day_in_words(stay.exited_on, exited) if stay.exited_on else None,
    }


def _recorded_on(
    session: Session, stay: ListMembership, day: date | None, change: ListState
) -> date | None:
    """The clock's day of the refresh that made the change."""
    recorded_at = session.exec(
        select(AuditEvent.recorded_at)
        .where(
            col(AuditEvent.key).startswith(f"credit:{stay.region}", autoescape=True),
            AuditEvent.as_of == day,
            col(AuditEvent.payload).contains(f'"{change}":[', autoescape=True),
            col(AuditEvent.payload).contains(f'"{stay.list} {stay.credit_code}"', autoescape=True),
        )
        .order_by(col(AuditEvent.number))
    ).first()
    return clock.day_of(recorded_at) if recorded_at else None

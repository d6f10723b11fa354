"""Which act stands behind a state, and when it was entered by the clock: beside its legal day that
tells a late entry (补录)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from models import clock
from models.rules.order import day_in_words
from models.tables import AuditEvent

SUBJECTS_PER_QUERY = 200

_AFTER_AT = chr(ord("@") + 1)


def entered_on(session: Session, subjects: Iterable[str]) -> dict[str, date]:
    """The clock's day of the newest event about each subject, e.g. ``draw.confirm:…``.

    A subject on which there is no event is left out. Events of earlier releases carry the subject
    itself as their key, later ones ``SUBJECT@REQUEST``.

    Duty: 10.3 (第十条末款).
    """
    wanted = sorted(set(subjects))
    days: dict[str, date] = {}
    for start in range(0, len(wanted), SUBJECTS_PER_QUERY):
        about = [_about(session, each) for each in wanted[start : start + SUBJECTS_PER_QUERY]]
        events = session.exec(
            select(AuditEvent.key, AuditEvent.recorded_at)
            .where(or_(*about))
            .order_by(col(AuditEvent.number))
        )
        for event_key, recorded_at in events:
            subject = event_key if event_key in wanted else event_key.rpartition("@")[0]
            days[subject] = clock.day_of(recorded_at)
    return days


def entry_day(session: Session, subject: str) -> date:
    """The clock's day of the newest event about ``subject``; today's, while the act is under way."""
    return entered_on(session, [subject]).get(subject, clock.today())


def shown_day(session: Session, subject: str, day: date) -> str:
    """The legal day of the newest act about ``subject`` in words: entered late, it says so."""
    return day_in_words(day, entry_day(session, subject))


def latest(session: Session, subject: str) -> AuditEvent | None:
    """The newest event about ``subject``, e.g. ``draw.abandon:350105/WB-01/2026-5``: who, when."""
    return next(iter(about(session, subject)), None)


def about(session: Session, subject: str) -> Sequence[AuditEvent]:
    """Every event about ``subject``, the newest first."""
    return session.exec(
        select(AuditEvent).where(_about(session, subject)).order_by(col(AuditEvent.number).desc())
    ).all()


def recorded_files(session: Session, region: str, action: str) -> dict[str, str]:
    """Every file that acts of one kind wrote in a region: its name and its newest digest."""
    payloads = session.exec(
        select(AuditEvent.payload)
        .where(AuditEvent.action == action, AuditEvent.region == region)
        .order_by(col(AuditEvent.number))
    )
    written: dict[str, str] = {}
    for payload in payloads:
        written |= json.loads(payload).get("files", {})
    return written


def _about(session: Session, subject: str) -> ColumnElement[bool]:
    # By bytes, whatever the database's language sorts "@" like.
    by_bytes = "C" if session.get_bind().dialect.name == "postgresql" else "BINARY"
    key = col(AuditEvent.key).collate(by_bytes)
    return or_(
        col(AuditEvent.key) == subject,
        (key >= f"{subject}@") & (key < f"{subject}{_AFTER_AT}"),
    )

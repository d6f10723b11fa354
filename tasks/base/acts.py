"""Which act stands behind a state, and when it was entered by the clock: beside its legal day that
tells a late entry (补录)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from models import clock
from models.rules.order import day_in_words
from models.tables import AuditEvent

SUBJECTS_PER_QUERY = 200

_AFTER_AT = chr(ord("@") + 1)

_OF_A_PLAN = re.compile(r"(plan\.\w+):([^/:]+)/[^/]+/([^/]+)(?:/(.+))?")
"""A plan's acts are named with its item; earlier releases, of one item, wrote ``plan.approve:350105:2026``."""


class Entered(NamedTuple):
    """The newest event about a subject: its place in the audit record, its legal day, and the
    clock's day on which it was entered."""

    number: int
    as_of: date
    on: date


def newest(session: Session, subjects: Iterable[str]) -> dict[str, Entered]:
    """The newest event about each subject, e.g. ``draw.confirm:…``.

    A subject on which there is no event is left out. Events of earlier releases carry the subject
    itself as their key, of a plan without its item; later ones ``SUBJECT@REQUEST``.

    Duty: 10.3 (第十条末款).
    """
    in_order = sorted(set(subjects))
    by_key: dict[str, list[str]] = {}
    for subject in in_order:
        for key in _keys(subject):
            by_key.setdefault(key, []).append(subject)
    found: dict[str, Entered] = {}
    for start in range(0, len(in_order), SUBJECTS_PER_QUERY):
        about = [_about(session, each) for each in in_order[start : start + SUBJECTS_PER_QUERY]]
        events = session.exec(
            select(
                col(AuditEvent.key),
                col(AuditEvent.number),
                col(AuditEvent.as_of),
                col(AuditEvent.recorded_at),
            )
            .where(or_(*about))
            .order_by(col(AuditEvent.number))
        )
        for event_key, number, as_of, recorded_at in events:
            for subject in by_key.get(event_key) or [event_key.rpartition("@")[0]]:
                found[subject] = Entered(number or 0, as_of, clock.day_of(recorded_at))
    return found


def entered_on(session: Session, subjects: Iterable[str]) -> dict[str, date]:
    """The clock's day of the newest event about each subject; one without any is left out.

    Duty: 10.3 (第十条末款).
    """
    return {subject: event.on for subject, event in newest(session, subjects).items()}


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


def about_all(session: Session, begins: str) -> Sequence[AuditEvent]:
    """Every event whose subject begins so, the oldest first."""
    return session.exec(
        select(AuditEvent)
        .where(col(AuditEvent.key).startswith(begins, autoescape=True))
        .order_by(col(AuditEvent.number))
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


def _keys(subject: str) -> list[str]:
    """The keys of one event about ``subject`` in earlier releases."""
    of_a_plan = _OF_A_PLAN.fullmatch(subject)
    without_item = [":".join(part for part in of_a_plan.groups() if part)] if of_a_plan else []
    return [subject, *without_item]


def _about(session: Session, subject: str) -> ColumnElement[bool]:
    # By bytes, whatever the database's language sorts "@" like.
    by_bytes = "C" if session.get_bind().dialect.name == "postgresql" else "BINARY"
    key = col(AuditEvent.key).collate(by_bytes)
    return or_(
        col(AuditEvent.key).in_(_keys(subject)),
        (key >= f"{subject}@") & (key < f"{subject}{_AFTER_AT}"),
    )

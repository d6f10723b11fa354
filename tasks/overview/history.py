"""One subject's whole history, from the audit record and the draws."""

from __future__ import annotations

import json

from sqlmodel import col, select

from models import clock, database
from models.faults import Refused
from models.rules.draw.state import Role
from models.rules.order import day_in_words, entered_late
from models.tables import AuditEvent, DrawEntry, Inspection, SubjectEntry
from tasks.base.step import COVERS, Result

EVENTS_AT_A_TIME = 1_000


def history(credit_code: str) -> list[Result]:
    """Everything on record about one subject, oldest first: the events that name it, its draws or
    its inspections.

    Raises:
        Refused: the code stands in no roster.

    Duty: 10.3 (第十条末款).
    """
    with database.reading() as session:
        entries = session.exec(
            select(SubjectEntry).where(SubjectEntry.credit_code == credit_code)
        ).all()
        if not entries:
            raise Refused(f"名录库中从未有过「{credit_code}」", code="unknown-subject")
        numbers = session.exec(
            select(Inspection.number).where(
                col(Inspection.subject_entry_id).in_([entry.id for entry in entries])
            )
        ).all()
        places = session.exec(select(DrawEntry).where(DrawEntry.credit_code == credit_code)).all()
        names = [credit_code, *numbers]
        events = session.exec(
            select(AuditEvent)
            .order_by(col(AuditEvent.number))
            .execution_options(yield_per=EVENTS_AT_A_TIME)
        )
        history_of = [
            _of_event(event, names)
            for event in events
            if any(name in event.payload or name in event.key for name in names)
        ]
        return history_of + [_of_place(place) for place in places]


def _of_event(event: AuditEvent, names: list[str]) -> Result:
    recorded_on = clock.day_of(event.recorded_at)
    return {
        "number": event.number,
        "as_of": event.as_of.isoformat(),
        "day": day_in_words(event.as_of, recorded_on),
        "entered_late": entered_late(event.as_of, recorded_on),
        "recorded_at": event.recorded_at,
        "actor": event.actor,
        "action": event.action,
        "details": _about(json.loads(event.payload), names),
    }


def _of_place(place: DrawEntry) -> Result:
    return {
        "number": None,
        "as_of": None,
        "day": "",
        "entered_late": False,
        "recorded_at": None,
        "actor": "抽取",
        "action": "抽中" if place.role == Role.DRAWN else "列为递补",
        "details": {"stratum": place.stratum, "rank": place.rank, "ticket": place.ticket},
    }


def _about(payload: dict[str, object], names: list[str]) -> dict[str, object]:
    """The parts of an event's payload that name the subject, and its plain values."""
    about: dict[str, object] = {}
    for key, value in payload.items():
        if key in COVERS:
            continue
        if isinstance(value, list):
            named = [part for part in value if any(name in json.dumps(part) for name in names)]
            if named:
                about[key] = named
        elif isinstance(value, str | int):
            about[key] = value
    return about

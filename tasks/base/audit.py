"""Check the audit record, and tell one subject's whole history."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlmodel import Session, col, select

from models import database
from models.faults import Refused
from models.rules.audit_chain import GENESIS, Link, check
from models.tables import AuditEvent, DrawEntry, Inspection, SubjectEntry
from tasks.base.step import Result


def verify(head: str | None = None) -> Result:
    """Replay the whole chain; ``head`` is a hash printed on a form, notice or package.

    Returns ``sound``, the number of events, the chain's head and every break in Chinese.

    Duty: 10.3 (第十条末款).
    """
    with database.reading() as session:
        count = 0

        def links() -> Iterator[tuple[Link, str]]:
            nonlocal count
            query = (
                select(AuditEvent)
                .order_by(col(AuditEvent.number))
                .execution_options(yield_per=1000)
            )
            for event in session.exec(query):
                count += 1
                yield _link(event), event.hash

        found, breaks = check(links(), head)
    problems = [(f"第{b.number}号：" if b.number is not None else "") + b.problem for b in breaks]
    return {"sound": not problems, "events": count, "head": found, "problems": problems}


def _link(event: AuditEvent) -> Link:
    return Link(
        number=event.number or 0,
        key=event.key,
        action=event.action,
        actor=event.actor,
        region=event.region,
        as_of=event.as_of,
        recorded_at=event.recorded_at,
        payload=event.payload,
        previous_hash=event.previous_hash,
    )


def head(session: Session) -> str:
    """The chain's head now: printed on everything that leaves the house."""
    newest = session.exec(
        select(AuditEvent.hash).order_by(col(AuditEvent.number).desc()).limit(1)
    ).first()
    return newest or GENESIS


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
            raise Refused(f"名录库中从未有过「{credit_code}」")
        numbers = session.exec(
            select(Inspection.number).where(
                col(Inspection.subject_entry_id).in_([entry.id for entry in entries])
            )
        ).all()
        places = session.exec(select(DrawEntry).where(DrawEntry.credit_code == credit_code)).all()
        names = [credit_code, *numbers]
        events = session.exec(select(AuditEvent).order_by(col(AuditEvent.number))).all()
        told = [
            {
                "number": event.number,
                "as_of": event.as_of.isoformat(),
                "recorded_at": event.recorded_at,
                "actor": event.actor,
                "action": event.action,
                "details": _about(json.loads(event.payload), names),
            }
            for event in events
            if any(name in event.payload or name in event.key for name in names)
        ]
        told += [
            {
                "number": None,
                "as_of": None,
                "recorded_at": None,
                "actor": "抽取",
                "action": "抽中" if place.role == "drawn" else "列为递补",
                "details": {"stratum": place.stratum, "rank": place.rank, "ticket": place.ticket},
            }
            for place in places
        ]
        return told


def _about(payload: dict[str, object], names: list[str]) -> dict[str, object]:
    """The parts of an event's payload that name the subject, and its plain values."""
    told: dict[str, object] = {}
    for key, value in payload.items():
        if isinstance(value, list):
            named = [part for part in value if any(name in json.dumps(part) for name in names)]
            if named:
                told[key] = named
        elif isinstance(value, str | int):
            told[key] = value
    return told

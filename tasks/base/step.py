"""One step: one transaction, one audit event, one unique key that makes a second run harmless."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import rfc8785
from sqlmodel import Session, col, select

from models import database
from models.rules.audit_chain import GENESIS, Link
from models.tables import AuditEvent

SYSTEM = "系统"

Result = dict[str, Any]
"""What a step gives back: small plain values, what the dashboard shows."""


@dataclass
class Step:
    """A step that is under way (``done`` is false) or was done before (``result`` says how)."""

    session: Session
    done: bool
    result: Result = field(default_factory=dict)
    nothing_to_do: bool = False

    def record(self, **result: Any) -> None:
        """Say what was done; it becomes the audit event's payload when the step commits."""
        self.result = result

    def skip(self, **result: Any) -> None:
        """Say that there was nothing to do: no event is written, the key stays free."""
        self.result, self.nothing_to_do = result, True


@contextmanager
def step(key: str, *, action: str, as_of: date, region: str, actor: str = SYSTEM) -> Iterator[Step]:
    """Open the step named ``key``; if it was done before, say so instead of doing it again.

    The write lock is taken first, so of two runs at once the second finds the first one's event.
    Everything the block stores and the audit event are committed together or not at all.

    Duty: 10.3 (第十条末款).
    """
    with database.writing() as session:
        before = session.exec(select(AuditEvent).where(AuditEvent.key == key)).first()
        if before is not None:
            yield Step(session, done=True, result=json.loads(before.payload))
            return
        under_way = Step(session, done=False)
        yield under_way
        if not under_way.nothing_to_do:
            append_event(
                session,
                key,
                action=action,
                actor=actor,
                as_of=as_of,
                region=region,
                payload=under_way.result,
            )


def append_event(
    session: Session,
    key: str,
    *,
    action: str,
    actor: str,
    as_of: date,
    region: str,
    payload: Mapping[str, Any],
) -> AuditEvent:
    """Add one event to the end of the chain, inside the caller's transaction.

    Duty: 10.3 (第十条末款).
    """
    session.flush()
    last = session.exec(select(AuditEvent).order_by(col(AuditEvent.number).desc()).limit(1)).first()
    link = Link(
        number=(last.number or 0) + 1 if last else 1,
        key=key,
        action=action,
        actor=actor,
        region=region,
        as_of=as_of,
        recorded_at=datetime.now(UTC).isoformat(timespec="seconds"),
        payload=rfc8785.dumps(dict(payload)).decode(),
        previous_hash=last.hash if last else GENESIS,
    )
    event = AuditEvent(
        number=link.number,
        key=link.key,
        action=link.action,
        actor=link.actor,
        region=link.region,
        as_of=link.as_of,
        recorded_at=link.recorded_at,
        payload=link.payload,
        previous_hash=link.previous_hash,
        hash=link.hash(),
    )
    session.add(event)
    session.flush()
    return event

"""The events of the audit record that name one of several names, each exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, or_, select

from models.tables import AuditEvent
from tasks.base.queries import chunks

NAMES_PER_QUERY = 50


def events_naming(session: Session, names: Sequence[str]) -> Iterator[AuditEvent]:
    """Each event that names one, in its key or anywhere in its payload, the oldest first.

    Duty: 10.3 (第十条末款).
    """
    exactly = naming(names)
    numbers: set[int] = set()
    for start in range(0, len(names), NAMES_PER_QUERY):
        some = names[start : start + NAMES_PER_QUERY]
        numbers |= {
            number or 0
            for number in session.exec(
                select(AuditEvent.number).where(
                    or_(
                        *(
                            column.contains(name, autoescape=True)
                            for name in some
                            for column in (col(AuditEvent.key), col(AuditEvent.payload))
                        )
                    )
                )
            )
        }
    for part in chunks(sorted(numbers)):
        for event in session.exec(
            select(AuditEvent)
            .where(col(AuditEvent.number).in_(part))
            .order_by(col(AuditEvent.number))
        ):
            if exactly.search(event.key) or exactly.search(event.payload):
                yield event


def naming(names: Sequence[str]) -> re.Pattern[str]:
    """What finds any of the names, but not where it is a part of a longer one."""
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![0-9A-Z])(?:{listed})(?![0-9A-Z])")

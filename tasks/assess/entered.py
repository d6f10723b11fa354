"""When what met a deadline was entered by the clock, whatever kind it is of: by the late entries that name
its matter under the day on which it was met."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from models import clock
from models.rules import names
from models.rules.assessment import RETURNS
from models.rules.deadlines import DeadlineKind
from models.rules.order import entered_late
from models.tables import AuditEvent, Inspection, Publication, ResultVersion
from tasks.base.queries import chunks
from tasks.base.step import COVERS

TOLD = (
    DeadlineKind.RESULTS,
    DeadlineKind.HANDLING,
    DeadlineKind.NEXT_WORD,
    DeadlineKind.AMENDMENT,
)
"""What is met when a version of a result is out: the publication's matter stands in the record then."""

HANDED_IN, SENT_OUT = "returns:", "publish."
"""How the keys of events begin that take a form, and that make something public."""


class Met(NamedTuple):
    """A deadline that was met; ``place`` is the caller's name for it."""

    place: int
    kind: str
    matter: str
    on: date


def entered_late_on(session: Session, region: str, met: Sequence[Met]) -> dict[int, date]:
    """Place -> the clock's day on which it was entered, of those that were entered late (补录).

    Duty: 10.3, 24.1 (第十条末款、第二十四条).
    """
    late = _late_entries(session, region, {each.on for each in met})
    if not late:
        return {}
    packages = _packages(session, [each.matter for each in met if each.kind in TOLD])
    entered: dict[int, date] = {}
    for each in met:
        number = names.inspection_of_finding(each.matter)
        if each.kind in TOLD:
            begins, called = SENT_OUT, packages.get(number, [])
        elif each.kind == RETURNS:
            begins, called = HANDED_IN, [each.matter]
        else:
            begins, called = "", [each.matter, number]
        days = [
            on
            for key, named, on in late.get(each.on, ())
            if key.startswith(begins) and any(name in named for name in called)
        ]
        if days:
            entered[each.place] = max(days)
    return entered


def _late_entries(
    session: Session, region: str, days: set[date]
) -> dict[date, list[tuple[str, set[str], date]]]:
    """Legal day -> the events entered later under it: key, everything it names, and the clock's day."""
    found: dict[date, list[tuple[str, set[str], date]]] = {}
    numbers = [
        number
        for number, as_of, recorded_at in session.exec(
            select(
                col(AuditEvent.number), col(AuditEvent.as_of), col(AuditEvent.recorded_at)
            ).where(AuditEvent.region == region)
        )
        if as_of in days and entered_late(as_of, clock.day_of(recorded_at))
    ]
    for some in chunks(numbers):
        for event in session.exec(select(AuditEvent).where(col(AuditEvent.number).in_(some))):
            entry = (event.key, names_in(event), clock.day_of(event.recorded_at))
            found.setdefault(event.as_of, []).append(entry)
    return found


def names_in(event: AuditEvent) -> set[str]:
    """Every name in an event: the parts of its key, and each text of its payload."""
    subject = event.key.rpartition("@")[0] or event.key
    parts = subject.split(":")
    spelt = {":".join(parts[1:n]) for n in range(2, len(parts) + 1)} | set(parts[1:])
    payload = json.loads(event.payload)
    return spelt | set(_texts({k: v for k, v in payload.items() if k not in COVERS}))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _packages(session: Session, matters: Iterable[str]) -> dict[str, list[str]]:
    """Inspection number -> the matters of the publications that carry a version of its result."""
    carried: dict[str, list[str]] = {}
    for some in chunks(sorted({names.inspection_of_finding(matter) for matter in matters})):
        for number, matter in session.exec(
            select(col(Inspection.number), col(Publication.matter))
            .join(ResultVersion, col(ResultVersion.inspection_id) == col(Inspection.id))
            .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
            .where(col(Inspection.number).in_(some))
        ):
            carried.setdefault(number, []).append(matter)
    return carried

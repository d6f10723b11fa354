"""Deadlines are tracked from the day their event happens, warned of, and met once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import insert
from sqlmodel import Session, col, select, update

from calendars import CalendarError, WorkingCalendar
from models.faults import Refused
from models.rules.deadlines import Deadline, DeadlineKind, DeadlineStatus, Unit, Within
from models.tables import DeadlineRecord
from models.toml_file import Term
from tasks.base.queries import chunks
from tasks.base.working_days import working_days

RESULTS, ITEM_LIST = DeadlineKind.RESULTS, DeadlineKind.ITEM_LIST
RECORD = DeadlineKind.RECORD


def starting(
    region: str, within: Term, event_on: date, calendar: WorkingCalendar | None = None
) -> Deadline:
    """The deadline that ``event_on`` starts in ``region``, by ``calendar`` where another is meant
    than the one that holds.

    Raises:
        Refused: it would end on a day that no calendar covers.
    """
    rule = Within(within.article, within.value, within.unit)
    try:
        return Deadline.starting(event_on, rule, calendar or working_days(region))
    except CalendarError as error:
        raise Refused(
            f"{event_on} 起的期限（{within.article}）算不出：{error}", code="outside-the-calendar"
        ) from error


def track(
    session: Session, *, region: str, kind: DeadlineKind, within: Term, events: Mapping[str, date]
) -> None:
    """Start the deadline of each matter (matter -> event day), or move it when its event moved
    and it is not met yet.

    Duty: 8.1, 23.1 (第八条、第二十三条).
    """
    known = {r.matter: r for r in of_matters(session, kind, list(events))}
    counted = {day: starting(region, within, day) for day in set(events.values())}
    started = []
    for matter, event_on in events.items():
        due, record = counted[event_on], known.get(matter)
        if record is None:
            started.append(
                {
                    "region": region,
                    "kind": kind,
                    "matter": matter,
                    "article": within.article,
                    "n": within.value,
                    "unit": within.unit,
                    "event_on": event_on,
                    "due_on": due.due_on,
                    "status": due.status,
                }
            )
        elif record.event_on != event_on and record.met_on is None:
            record.event_on, record.due_on, record.status = event_on, due.due_on, due.status
            session.add(record)
    if started:
        session.execute(insert(DeadlineRecord), started)


def promise(
    session: Session,
    *,
    region: str,
    kind: DeadlineKind,
    within: Term,
    matter: str,
    on: date,
    due: Deadline,
) -> None:
    """Keep a deadline whose day is announced on ``on`` and stays, whatever becomes of the calendar.

    Duty: 18.1 (第十八条).
    """
    session.add(
        DeadlineRecord(
            region=region,
            kind=kind,
            matter=matter,
            article=within.article,
            n=within.value,
            unit=within.unit,
            event_on=on,
            due_on=due.due_on,
            status=DeadlineStatus.OFFICIAL,
        )
    )


def deadline_of(record: DeadlineRecord, entered_on: date | None = None) -> Deadline:
    """The record as the rule's value; ``entered_on`` is when by the clock it was met."""
    return Deadline(
        record.event_on,
        Within(record.article, record.n, Unit(record.unit)),
        record.due_on,
        DeadlineStatus(record.status),
        record.warned_on,
        record.met_on,
        entered_on,
    )


def of_matters(
    session: Session, kind: DeadlineKind, matters: Sequence[str]
) -> list[DeadlineRecord]:
    """The deadlines of ``matters`` that are tracked."""
    return [
        record
        for some in chunks(matters)
        for record in session.exec(
            select(DeadlineRecord).where(
                DeadlineRecord.kind == kind, col(DeadlineRecord.matter).in_(some)
            )
        )
    ]


def meet(session: Session, kind: DeadlineKind, matters: Sequence[str], on: date) -> None:
    """The matters were done on ``on``; what was met before stays as it was.

    Duty: 8.1, 23.1 (第八条、第二十三条).
    """
    for some in chunks(matters):
        session.execute(
            update(DeadlineRecord)
            .where(
                col(DeadlineRecord.kind) == kind,
                col(DeadlineRecord.matter).in_(some),
                col(DeadlineRecord.met_on).is_(None),
            )
            .values(met_on=on)
            .execution_options(synchronize_session="fetch")
        )

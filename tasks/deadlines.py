"""Deadlines are tracked from the day their event happens, and met once."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from calendars import Due
from models.district import Legal
from models.tables import DeadlineRecord
from tasks.working_days import working_days

RESULTS, ITEM_LIST = "results", "item_list"


def track(
    session: Session,
    *,
    region: str,
    kind: str,
    matter: str,
    within: Legal[int],
    event_on: date,
) -> DeadlineRecord:
    """Start the deadline of ``matter``: ``within`` working days after ``event_on``.

    Duty: 8.1, 23.1 (第八条、第二十三条).
    """
    ends = due(region, within, event_on)
    record = DeadlineRecord(
        region=region,
        kind=kind,
        matter=matter,
        article=within.article,
        n=within.value,
        event_on=event_on,
        due_on=ends.due_on,
        status=ends.status,
    )
    session.add(record)
    return record


def due(region: str, within: Legal[int], event_on: date) -> Due:
    """The day ``within`` working days after ``event_on`` in ``region``."""
    return working_days(region).deadline(event_on, within.value)


def meet(session: Session, kind: str, matters: list[str], on: date) -> None:
    """The matters were done on ``on``."""
    for record in session.exec(
        select(DeadlineRecord).where(
            DeadlineRecord.kind == kind,
            col(DeadlineRecord.matter).in_(matters),
            col(DeadlineRecord.met_on).is_(None),
        )
    ):
        record.met_on = on
        session.add(record)

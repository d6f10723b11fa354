"""Deadlines are tracked from the day their event happens, and met once."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

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
    due = working_days(region).deadline(event_on, within.value)
    record = DeadlineRecord(
        region=region,
        kind=kind,
        matter=matter,
        article=within.article,
        n=within.value,
        event_on=event_on,
        due_on=due.due_on,
        status=due.status,
    )
    session.add(record)
    return record


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

"""When a result was published: the day on which the last channel took it, and when that was entered
by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from models.tables import (
    Disclosure,
    DrawEntry,
    Inspection,
    Publication,
    PublicationInspection,
    Receipt,
)
from tasks.base.acts import entered_on


class Published(NamedTuple):
    """The legal day of the last receipt, and the clock's day on which it was entered."""

    on: date
    entered_on: date


def published_later(as_of: date) -> SelectOfScalar[int]:
    """The inspections whose results some channel took only after ``as_of``."""
    return (
        select(PublicationInspection.inspection_id)
        .join(
            Disclosure,
            col(Disclosure.publication_id) == col(PublicationInspection.publication_id),
        )
        .join(Receipt, col(Receipt.disclosure_id) == col(Disclosure.id))
        .where(Receipt.received_on > as_of)
    )


def published(session: Session, draw_pk: int) -> dict[int, Published]:
    """Of a draw's inspections: id -> when its result was published, once any channel has it.

    Duty: 10.3, 23.1 (第十条末款、第二十三条).
    """
    carried_by = session.exec(
        select(col(PublicationInspection.inspection_id), col(PublicationInspection.publication_id))
        .join(Inspection, col(Inspection.id) == col(PublicationInspection.inspection_id))
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .where(DrawEntry.draw_pk == draw_pk)
    ).all()
    days = _days(session, sorted({publication_id for _, publication_id in carried_by}))
    return {
        inspection_id: days[publication_id]
        for inspection_id, publication_id in carried_by
        if publication_id in days
    }


def _days(session: Session, publication_ids: Sequence[int]) -> dict[int, Published]:
    received: dict[int, date] = {}
    subjects: dict[int, list[str]] = {}
    for publication_id, matter, channel, received_on in session.exec(
        select(
            col(Disclosure.publication_id),
            col(Publication.matter),
            col(Disclosure.channel),
            func.max(col(Receipt.received_on)),
        )
        .join(Publication, col(Publication.id) == col(Disclosure.publication_id))
        .join(Receipt, col(Receipt.disclosure_id) == col(Disclosure.id))
        .where(col(Disclosure.publication_id).in_(publication_ids))
        .group_by(col(Disclosure.publication_id), col(Publication.matter), col(Disclosure.channel))
    ):
        received[publication_id] = max(received.get(publication_id, received_on), received_on)
        subjects.setdefault(publication_id, []).append(f"publish.deliver:{matter}:{channel}")
    entered = entered_on(session, [each for theirs in subjects.values() for each in theirs])
    return {
        id_: Published(on, max((entered[e] for e in subjects[id_] if e in entered), default=on))
        for id_, on in received.items()
    }

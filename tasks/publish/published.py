"""When a result was published: the day on which the last channel took it, and when that was entered
by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from models.tables import Disclosure, Publication, PublicationInspection, Receipt
from tasks.base.acts import entered_on
from tasks.base.queries import chunks


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


def published(session: Session, inspection_ids: Sequence[int]) -> dict[int, Published]:
    """Inspection id -> when its result was published, of those of which any channel has taken it.

    Duty: 10.3, 23.1 (第十条末款、第二十三条).
    """
    carried_by = {
        inspection_id: publication_id
        for ids in chunks(inspection_ids)
        for inspection_id, publication_id in session.exec(
            select(PublicationInspection.inspection_id, PublicationInspection.publication_id).where(
                col(PublicationInspection.inspection_id).in_(ids)
            )
        )
    }
    days = _days(session, sorted(set(carried_by.values())))
    return {id_: days[carrier] for id_, carrier in carried_by.items() if carrier in days}


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

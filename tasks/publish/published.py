"""When a result was published: the day on which the last channel took it, and when that was entered
by the clock; and of which results something is left to be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from models.rules.publications import NEVER_LEFT, PublicationState
from models.rules.results import ResultKind
from models.tables import (
    Disclosure,
    DrawEntry,
    Inspection,
    Publication,
    Receipt,
    ResultVersion,
)
from tasks.base.acts import entered_on
from tasks.inspect.amended import amendments
from tasks.inspect.handling import NOT_HANDLED, handling_of
from tasks.publish.told import released


class Published(NamedTuple):
    """The legal day of the last receipt, and the clock's day on which it was entered."""

    on: date
    entered_on: date


HELD = func.coalesce(Disclosure.taken_into_id, Disclosure.id)
"""The package that went to the channel: its own, or the later one that holds what it held."""


def published_later(as_of: date) -> SelectOfScalar[int]:
    """The inspections of whose results some channel took a version only after ``as_of``."""
    return (
        select(ResultVersion.inspection_id)
        .join(Disclosure, col(Disclosure.publication_id) == col(ResultVersion.publication_id))
        .join(Receipt, col(Receipt.disclosure_id) == HELD)
        .where(Receipt.received_on > as_of)
    )


def published(session: Session, draw_pk: int) -> dict[int, Published]:
    """Of a draw's inspections: id -> when its result was first published, once any channel has it.

    Duty: 10.3, 23.1 (第十条末款、第二十三条).
    """
    carried_by = session.exec(
        select(col(ResultVersion.inspection_id), col(ResultVersion.publication_id))
        .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
        .join(Inspection, col(Inspection.id) == col(ResultVersion.inspection_id))
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .where(
            DrawEntry.draw_pk == draw_pk,
            ResultVersion.version == 1,
            col(Publication.state).not_in(NEVER_LEFT),
        )
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
    sent, of = aliased(Disclosure), aliased(Publication)
    for publication_id, matter, channel, received_on in session.exec(
        select(
            col(Disclosure.publication_id),
            of.matter,
            col(Disclosure.channel),
            func.max(col(Receipt.received_on)),
        )
        .join(sent, col(sent.id) == HELD)
        .join(of, col(of.id) == col(sent.publication_id))
        .join(Receipt, col(Receipt.disclosure_id) == sent.id)
        .where(col(Disclosure.publication_id).in_(publication_ids))
        .group_by(col(Disclosure.publication_id), of.matter, col(Disclosure.channel))
    ):
        received[publication_id] = max(received.get(publication_id, received_on), received_on)
        subjects.setdefault(publication_id, []).append(f"publish.deliver:{matter}:{channel}")
    entered = entered_on(session, [each for theirs in subjects.values() for each in theirs])
    return {
        id_: Published(on, max((entered[e] for e in subjects[id_] if e in entered), default=on))
        for id_, on in received.items()
    }


def withdrawn(session: Session, inspection_ids: Sequence[int], as_of: date) -> set[int]:
    """The inspections whose result stood withdrawn on ``as_of``.

    Duty: 23.1 (第二十三条).
    """
    kinds = {
        id_: [each.kind for each in versions if each.released_on <= as_of]
        for id_, versions in released(session, inspection_ids).items()
    }
    return {id_ for id_, told in kinds.items() if told[-1:] == [ResultKind.WITHDRAWAL]}


def unfinished(session: Session, inspection_ids: Sequence[int]) -> set[int]:
    """The inspections of which something is left to be told: a version on its way, something that was
    told to be handled still or is handled otherwise by now, a correction or withdrawal that was decided.

    Duty: 21.1, 23.1 (第二十一条、第二十三条).
    """
    on_the_way = session.exec(
        select(ResultVersion.inspection_id)
        .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
        .where(col(Publication.state).in_((PublicationState.BUILT, PublicationState.RELEASED)))
    )
    versions = released(session, inspection_ids)
    stands = [told[-1] for told in versions.values() if told[-1].kind != ResultKind.WITHDRAWAL]
    handled = handling_of(session, [each.return_id for each in stands if each.facts["findings"]])
    untold = {
        each.inspection_id
        for each in stands
        if each.being_handled()
        or any(
            done != handled[each.return_id].get(point, NOT_HANDLED).told
            for point, (_, done) in each.facts["findings"].items()
        )
    }
    return {*on_the_way, *untold, *amendments(session, inspection_ids)}

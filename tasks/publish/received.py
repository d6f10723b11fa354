"""A package is received: by its channel, or put up by a person; once every channel has it, the matter
is public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select, update

from models.rules import names
from models.rules.deadlines import DeadlineKind
from models.rules.inspection import InspectionState
from models.rules.publications import (
    PackageState,
    PublicationKind,
    PublicationState,
    is_published,
)
from models.tables import (
    Disclosure,
    Inspection,
    Publication,
    Receipt,
    ResultVersion,
    pk,
)
from tasks.base import deadlines
from tasks.publish import credit_lists
from tasks.publish.promises import kept_promises


def receive(session: Session, disclosure: Disclosure, receipt: Receipt) -> dict[str, Any]:
    """Keep a receipt; who has what it was for, channel by channel, and whether that is all.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    session.add(receipt)
    disclosure.state = PackageState.DELIVERED
    session.add(disclosure)
    session.flush()
    publication = session.get_one(Publication, disclosure.publication_id)
    for earlier in _taken_in(session, disclosure):
        _public(session, earlier)
    return {"received": _public(session, publication), "publication": publication.state}


def _taken_in(session: Session, disclosure: Disclosure) -> Sequence[Publication]:
    """The publications whose own package for the channel was never sent, for this one holds it."""
    return session.exec(
        select(Publication)
        .join(Disclosure, col(Disclosure.publication_id) == col(Publication.id))
        .where(Disclosure.taken_into_id == pk(disclosure))
        .order_by(col(Publication.id))
    ).all()


def _public(session: Session, publication: Publication) -> dict[str, str | None]:
    """Channel -> the day on which it got what the publication tells; with all of them it is public."""
    received, states = {}, []
    for disclosure in session.exec(
        select(Disclosure)
        .where(Disclosure.publication_id == pk(publication))
        .order_by(col(Disclosure.id))
    ).all():
        sent = disclosure
        if disclosure.taken_into_id is not None:
            sent = session.get_one(Disclosure, disclosure.taken_into_id)
        states.append(PackageState(sent.state))
        received[disclosure.channel] = session.exec(
            select(col(Receipt.received_on)).where(Receipt.disclosure_id == pk(sent))
        ).first()
    days = [day for day in received.values() if day is not None]
    if is_published(states) and publication.state != PublicationState.PUBLISHED:
        _published(session, publication, max(days))
    return {channel: str(day) if day else None for channel, day in received.items()}


def _published(session: Session, publication: Publication, on: date) -> None:
    """Every channel has it: its inspections are published and the deadlines met."""
    if publication.state == PublicationState.RELEASED:
        publication.state = PublicationState.PUBLISHED
        session.add(publication)
    if publication.kind == PublicationKind.ITEM_LIST:
        deadlines.meet(session, DeadlineKind.ITEM_LIST, _lists(session, publication), on)
    if publication.kind == PublicationKind.DRAW_RECORD:
        draw_id = names.scope_of_matter(publication.matter)
        deadlines.meet(session, DeadlineKind.RECORD, [draw_id], on)
    if publication.kind == PublicationKind.CREDIT_LISTS:
        credit_lists.removed(session, publication, on)
    if publication.kind == PublicationKind.RESULTS:
        carried = select(ResultVersion.inspection_id).where(
            ResultVersion.publication_id == publication.id
        )
        session.execute(
            update(Inspection)
            .where(
                col(Inspection.id).in_(carried), col(Inspection.state) == InspectionState.RETURNED
            )
            .values(state=InspectionState.PUBLISHED)
            .execution_options(synchronize_session=False)
        )
        kept_promises(session, publication, on)


def _lists(session: Session, publication: Publication) -> list[str]:
    """An item list, and the versions it replaced before they went out."""
    stem = names.read_matter(publication.matter).stem
    replaced = session.exec(
        select(Publication.matter).where(
            col(Publication.matter).startswith(f"{stem}/", autoescape=True),
            Publication.state == PublicationState.OVERTAKEN,
        )
    )
    return [publication.matter, *replaced]

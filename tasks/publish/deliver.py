"""What is released is delivered to every channel, and a matter that all of them took is published."""

from __future__ import annotations

import hashlib
from datetime import date

from sqlmodel import Session, col, select, update

from models import clock, database
from models.faults import Refused
from models.rules import names
from models.rules.deadlines import DeadlineKind
from models.rules.inspection import InspectionState
from models.rules.names import read_record_matter
from models.rules.order import Basis, entered_late
from models.rules.publications import PackageState, PublicationKind, is_published
from models.tables import (
    Disclosure,
    Inspection,
    Publication,
    PublicationInspection,
    Receipt,
    pk,
)
from tasks.base import deadlines
from tasks.base.files import get
from tasks.base.step import Act, Result, Step, step
from tasks.base.terms import in_force
from tasks.channels import Attachment, Envelope, open_channel
from tasks.publish.site import write_site

ZIP = "application/zip"


def deliver_pending(region: str, as_of: date, *, request: str | None = None) -> Result:
    """Deliver every package of a released publication that has no receipt yet, and bring the site
    up to date. What is released on a later day than ``as_of`` waits, and is named.

    Raises:
        ChannelFailed: a channel did not take its package; the others stay delivered.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    with database.reading() as session:
        waiting = session.exec(
            select(
                col(Disclosure.id),
                col(Publication.matter),
                col(Disclosure.channel),
                col(Publication.released_on),
            )
            .join(Publication, col(Publication.id) == col(Disclosure.publication_id))
            .where(
                Publication.region == region,
                Disclosure.state == PackageState.BUILT,
                col(Publication.released_on).is_not(None),
            )
            .order_by(col(Disclosure.id))
        ).all()
    delivered, too_early = 0, []
    for disclosure_id, matter, channel, released_on in waiting:
        if released_on is not None and released_on > as_of:
            too_early.append(matter)
            continue
        with step(
            f"publish.deliver:{matter}:{channel}",
            action="送达公示渠道",
            as_of=as_of,
            region=region,
            request=request,
        ) as s:
            if not s.known:
                delivered += deliver_one(s, disclosure_id)["act"] == Act.DONE
    site = write_site(region, as_of, request=request)
    return {
        "delivered": delivered,
        "released_later": sorted(set(too_early)),
        "site": site["index"],
        "as_of": str(as_of),
        "entered_on": str(clock.today()),
        "entered_late": entered_late(as_of, clock.today()),
        "act": (Act.DONE if delivered else Act(site["act"])).value,
    }


def deliver_one(s: Step, disclosure_id: int | None) -> Result:
    """Hand one package to its channel and keep the receipt.

    Raises:
        ChannelFailed: the channel did not take it.
        Refused: the channel is no longer there, or the package is not what was built.

    Duty: 3.1 (第三条).
    """
    disclosure = s.session.get_one(Disclosure, disclosure_id)
    publication = s.session.get_one(Publication, disclosure.publication_id)
    if disclosure.state != PackageState.BUILT:
        return s.unchanged(matter=publication.matter, channel=disclosure.channel)
    s.rests_on(Basis("批准公示", publication.released_on))
    terms = in_force(s.session, publication.region, s.as_of)
    channel = next((c for c in terms.channels if c.code == disclosure.channel), None)
    if channel is None:
        raise Refused(
            f"区县参数文件里已没有公示渠道「{disclosure.channel}」", code="unknown-channel"
        )
    content = get(disclosure.file)
    if hashlib.sha256(content).hexdigest() != disclosure.package_digest:
        raise Refused(
            f"公示包「{disclosure.file}」与制作时的摘要不符，不予送达", code="package-changed"
        )
    receipt = open_channel(channel.delivery).send(
        Envelope(
            key=f"{publication.matter}:{disclosure.channel}",
            sender=terms.messages.sender,
            recipient=channel.name,
            subject=publication.title,
            body=publication.title,
            attachments=(Attachment(names.package_file(publication.matter), content, ZIP),),
        )
    )
    s.session.add(
        Receipt(
            disclosure_id=pk(disclosure),
            reference=receipt.reference,
            digest=receipt.digest,
            received_on=s.as_of,
            received_at=clock.moment(),
        )
    )
    disclosure.state = PackageState.DELIVERED
    s.session.add(disclosure)
    s.session.flush()
    states = s.session.exec(
        select(Disclosure.state).where(Disclosure.publication_id == publication.id)
    ).all()
    if is_published([PackageState(state) for state in states]):
        _published(s.session, publication, s.as_of)
    return s.record(
        matter=publication.matter, channel=disclosure.channel, receipt=receipt.reference
    )


def _published(session: Session, publication: Publication, as_of: date) -> None:
    """Every channel has it: its inspections are published and the deadlines met."""
    deadlines.meet(session, DeadlineKind.ITEM_LIST, [publication.matter], as_of)
    if publication.kind == PublicationKind.DRAW_RECORD:
        draw_id = read_record_matter(publication.matter)
        deadlines.meet(session, DeadlineKind.RECORD, [draw_id], as_of)
    carried = select(PublicationInspection.inspection_id).where(
        PublicationInspection.publication_id == publication.id
    )
    numbers = session.exec(select(Inspection.number).where(col(Inspection.id).in_(carried))).all()
    session.execute(
        update(Inspection)
        .where(col(Inspection.id).in_(carried), col(Inspection.state) == InspectionState.RETURNED)
        .values(state=InspectionState.PUBLISHED)
        .execution_options(synchronize_session=False)
    )
    deadlines.meet(session, DeadlineKind.RESULTS, numbers, as_of)

"""Publication: built when due, released by the supervisor, delivered to every channel with a receipt."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from models import database
from models.district import District
from models.faults import Refused
from models.home import home
from models.tables import (
    Disclosure,
    Inspection,
    Publication,
    PublicationInspection,
    Receipt,
)
from reports.packages import batch, package
from tasks.base import audit, deadlines
from tasks.base.files import get, put
from tasks.base.step import Result, _Once, step_once
from tasks.base.terms import in_force
from tasks.channels import Attachment, Envelope, open_channel
from tasks.publish.site import write_site

ZIP = "application/zip"


@dataclass(frozen=True, slots=True)
class Content:
    """What a publication says: its page, the files that go with it, and rows for the batch."""

    kind: str
    title: str
    page: str
    files: Mapping[str, bytes]
    rows: Sequence[Mapping[str, str]] = ()
    inspections: Sequence[tuple[int, int]] = field(default=())
    """(inspection id, return id) whose results it carries."""


def build(
    matter: str,
    region: str,
    as_of: date,
    content: Callable[[Session, District, str], Content],
    action: str = "制作公示包",
) -> Result:
    """Freeze one matter into a package per channel, once.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    Gap 23.1: 公示撤回尚未实现。
    """
    with step_once(f"publish.build:{matter}", action=action, as_of=as_of, region=region) as s:
        if s.done:
            return s.result
        terms = in_force(s.session, region, as_of)
        made = content(s.session, terms, as_of.isoformat())
        _freeze(s, terms, matter, made, as_of)
        return s.result


def _freeze(s: _Once, terms: District, matter: str, made: Content, as_of: date) -> None:
    publication = Publication(
        matter=matter,
        kind=made.kind,
        region=terms.region,
        title=made.title,
        page=made.page,
        built_on=as_of,
    )
    s.session.add(publication)
    s.session.flush()
    assert publication.id is not None
    if made.inspections:
        s.session.execute(
            insert(PublicationInspection),
            [
                {"inspection_id": i, "return_id": r, "publication_id": publication.id}
                for i, r in made.inspections
            ],
        )
    head = audit.head(s.session)
    digests = {}
    for channel in terms.channels:
        files = dict(made.files)
        if channel.content == "credit_publicity_batch":
            files = {made.page: files[made.page]}
            if made.rows:
                files["公示信息.xlsx"] = batch(terms.credit_publicity_batch.columns, made.rows)
        packed = package(matter, channel.code, head, files)
        digests[channel.code] = hashlib.sha256(packed).hexdigest()
        s.session.add(
            Disclosure(
                publication_id=publication.id,
                channel=channel.code,
                file=put(home() / "packages" / channel.code / f"{file_name(matter)}.zip", packed),
                package_digest=digests[channel.code],
                state="built",
            )
        )
    s.record(matter=matter, title=made.title, packages=digests, inspections=len(made.inspections))


def file_name(matter: str) -> str:
    """A matter's name as a file's."""
    return matter.replace("/", "-")


def release(matter: str, as_of: date, actor: str) -> Result:
    """The supervisor releases a publication; only then is it delivered.

    Raises:
        Refused: no such publication.

    Duty: 23.1 (第二十三条).
    """
    region = matter[:6]
    with step_once(
        f"publish.release:{matter}", action="批准公示", as_of=as_of, region=region, actor=actor
    ) as s:
        if s.done:
            return s.result
        publication = s.session.exec(
            select(Publication).where(Publication.matter == matter)
        ).first()
        if publication is None:
            raise Refused(f"没有名为「{matter}」的公示", code="unknown-matter")
        publication.released_on, publication.released_by = as_of, actor
        s.session.add(publication)
        s.record(matter=matter, released_by=actor)
        return s.result


def unreleased(region: str) -> list[str]:
    """Publications that wait for the supervisor."""
    with database.reading() as session:
        return list(
            session.exec(
                select(Publication.matter)
                .where(Publication.region == region, col(Publication.released_on).is_(None))
                .order_by(col(Publication.id))
            )
        )


def deliver_pending(region: str, as_of: date) -> Result:
    """Deliver every package of a released publication that has no receipt yet.

    Raises:
        ChannelFailed: a channel did not take its package; the others stay delivered.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    with database.reading() as session:
        waiting = session.exec(
            select(Disclosure.id, Publication.matter, Disclosure.channel)
            .join(Publication, col(Publication.id) == col(Disclosure.publication_id))
            .where(
                Publication.region == region,
                Disclosure.state == "built",
                col(Publication.released_on).is_not(None),
            )
            .order_by(col(Disclosure.id))
        ).all()
    for disclosure_id, matter, channel in waiting:
        key = f"publish.deliver:{matter}:{channel}"
        with step_once(key, action="送达公示渠道", as_of=as_of, region=region) as s:
            if not s.done:
                _deliver(s, disclosure_id or 0, matter, as_of)
    site = write_site(region, as_of)
    return {"delivered": len(waiting), "site": site}


def _deliver(s: _Once, disclosure_id: int, matter: str, as_of: date) -> None:
    disclosure = s.session.get_one(Disclosure, disclosure_id)
    publication = s.session.get_one(Publication, disclosure.publication_id)
    terms = in_force(s.session, publication.region, as_of)
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
            key=f"{matter}:{disclosure.channel}",
            sender=terms.messages.sender,
            recipient=channel.name,
            subject=publication.title,
            body=publication.title,
            attachments=(Attachment(f"{file_name(matter)}.zip", content, ZIP),),
        )
    )
    s.session.add(
        Receipt(
            disclosure_id=disclosure_id,
            reference=receipt.reference,
            digest=receipt.digest,
            received_on=as_of,
        )
    )
    disclosure.state = "delivered"
    s.session.add(disclosure)
    s.session.flush()
    left = s.session.exec(
        select(func.count())
        .select_from(Disclosure)
        .where(Disclosure.publication_id == publication.id, Disclosure.state == "built")
    ).one()
    if left == 0:
        _published(s.session, publication, as_of)
    s.record(matter=matter, channel=disclosure.channel, receipt=receipt.reference)


def _published(session: Session, publication: Publication, as_of: date) -> None:
    """Every channel has it: the inspections are published and the deadlines met."""
    if publication.kind == "item_list":
        deadlines.meet(session, deadlines.ITEM_LIST, [publication.matter], as_of)
    numbers = []
    for inspection in session.exec(
        select(Inspection)
        .join(
            PublicationInspection,
            col(PublicationInspection.inspection_id) == col(Inspection.id),
        )
        .where(PublicationInspection.publication_id == publication.id)
    ):
        inspection.state = "published"
        session.add(inspection)
        numbers.append(inspection.number)
    deadlines.meet(session, deadlines.RESULTS, numbers, as_of)

"""Messages are written with what they are about, then sent; each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import insert
from sqlmodel import Session, col, select

from models import database
from models.district import District
from models.tables import InspectorEntry, Message, MessageInspection
from reports import messages as texts
from tasks.base.files import get
from tasks.base.step import Result, step_once
from tasks.base.terms import in_force
from tasks.channels import Attachment, Envelope, open_channel
from tasks.inspect.inspections import Assigned

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOGETHER = 500  # messages sent in one step


def write(
    session: Session,
    terms: District,
    kind: str,
    occasion: str,
    scope: str,
    per_inspector: Mapping[int, Sequence[Assigned]],
    as_of: date,
    attachments: Mapping[int, str] | None = None,
) -> int:
    """Write one message per inspector about all of theirs, and note each inspection it is about.

    Returns how many were written.
    """
    if not per_inspector:
        return 0
    people = {
        e.id: e
        for e in session.exec(
            select(InspectorEntry).where(col(InspectorEntry.id).in_(list(per_inspector)))
        )
    }
    about = []
    for inspector_id, theirs in per_inspector.items():
        person = people[inspector_id]
        subject, body = texts.to_inspector(
            kind, person.name, terms.brigade, [a.task for a in theirs], as_of
        )
        message = Message(
            key=f"{scope}:{occasion}:{person.badge_number}",
            kind=kind,
            region=terms.region,
            inspector_entry_id=inspector_id,
            address=person.email or f"{person.badge_number}@example.invalid",
            subject=subject,
            body=body,
            attachment=(attachments or {}).get(inspector_id),
            written_on=as_of,
        )
        session.add(message)
        session.flush()
        about += [
            {
                "inspection_id": each.id,
                "inspector_entry_id": inspector_id,
                "occasion": occasion,
                "message_id": message.id,
            }
            for each in theirs
        ]
    session.execute(insert(MessageInspection), about)
    return len(per_inspector)


def write_to_supervisor(
    session: Session, terms: District, matters: Sequence[str], key: str, as_of: date
) -> None:
    """Write the supervisor one message about ``matters``."""
    subject, body = texts.to_supervisor(terms.brigade, matters, as_of)
    session.add(
        Message(
            key=key,
            kind="supervisor",
            region=terms.region,
            address=terms.messages.supervisor,
            subject=subject,
            body=body,
            written_on=as_of,
        )
    )


def send_pending(region: str, as_of: date) -> Result:
    """Send every message that is written and not sent, through the channel of the district file.

    A crash between sending and noting it sends the same key again, which every channel takes as
    the same message.

    Raises:
        ChannelFailed: the channel did not take one; what was sent before it stays noted.
    """
    sent = 0
    while True:
        with database.reading() as session:
            first = session.exec(_pending(region).limit(1)).first()
        if first is None:
            return {"sent": sent}
        with step_once(
            f"messages.send:{first.key}", action="发出消息", as_of=as_of, region=region
        ) as s:
            if s.done:
                continue
            terms = in_force(s.session, region, as_of)
            channel = open_channel(terms.messages.delivery)
            batch = s.session.exec(_pending(region).limit(TOGETHER)).all()
            for message in batch:
                receipt = channel.send(_envelope(message, terms.messages.sender))
                message.sent_on, message.receipt = as_of, receipt.reference
                s.session.add(message)
            s.record(sent=len(batch), keys=[message.key for message in batch])
            sent += len(batch)


def _pending(region: str):  # type: ignore[no-untyped-def]
    return (
        select(Message)
        .where(Message.region == region, col(Message.sent_on).is_(None))
        .order_by(col(Message.id))
    )


def _envelope(message: Message, sender: str) -> Envelope:
    attachments: tuple[Attachment, ...] = ()
    if message.attachment:
        name = message.attachment.rpartition("/")[2]
        attachments = (Attachment(name, get(message.attachment), XLSX),)
    return Envelope(
        key=message.key,
        sender=sender,
        recipient=message.address,
        subject=message.subject,
        body=message.body,
        attachments=attachments,
    )

"""Messages are written with what they are about, then sent; each once. Who has no mail address gets
theirs handed over: such a message is kept, and never noted as sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import insert
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models import database
from models.district import District
from models.rules.inspection import AWAITING_RETURN, InspectionState
from models.rules.messages import BY_HAND, MessageKind, goes_by_hand
from models.tables import DrawEntry, Inspection, InspectorEntry, Message, MessageInspection, pk
from reports import messages as texts
from tasks.base import files
from tasks.base.files import get
from tasks.base.queries import chunks
from tasks.base.step import Act, Result, Step, step
from tasks.base.terms import in_force
from tasks.channels import Attachment, ChannelDown, ChannelFailed, Envelope, open_channel
from tasks.inspect.inspections import Assigned

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MESSAGES_PER_STEP = 500


class Written(NamedTuple):
    """How many messages were written, and to whom they have to be handed over."""

    messages: int
    by_hand: list[str]


def write(
    session: Session,
    terms: District,
    kind: MessageKind,
    occasion: str,
    scope: str,
    per_inspector: Mapping[int, Sequence[Assigned]],
    as_of: date,
    attachments: Mapping[int, str] | None = None,
    opinion: str = "",
) -> Written:
    """Write one message per inspector about all of theirs, and note each inspection it is about.

    Whoever leads an inspection is told which of its inspectors has no mail address; the supervisor
    is told of those whom no lead can be told of.

    Duty: 20.1 (第二十条).
    """
    if not per_inspector:
        return Written(0, [])
    people = {
        pk(person): person
        for person in session.exec(
            select(InspectorEntry).where(col(InspectorEntry.id).in_(list(per_inspector)))
        )
    }
    by_hand = {
        id_: f"{person.name}（{person.badge_number}）"
        for id_, person in people.items()
        if goes_by_hand(person.email)
    }
    about, told_of = [], set[int]()
    for inspector_id, theirs in per_inspector.items():
        person = people[inspector_id]
        colleagues = _led_without_mail(inspector_id, theirs, by_hand)
        if inspector_id not in by_hand:
            told_of |= set(colleagues)
        subject, body = texts.to_inspector(
            kind,
            person.name,
            terms.brigade,
            [each.task for each in theirs],
            as_of,
            terms.inspection.minimum_officers.value,
            [by_hand[id_] for id_ in colleagues],
            opinion,
        )
        message = Message(
            key=f"{scope}:{occasion}:{person.badge_number}",
            kind=kind,
            region=terms.region,
            inspector_entry_id=inspector_id,
            address=person.email.strip(),
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
                "message_id": pk(message),
            }
            for each in theirs
        ]
    session.execute(insert(MessageInspection), about)
    untold = [f"{kind.words}：{by_hand[id_]}{BY_HAND}" for id_ in sorted(by_hand.keys() - told_of)]
    if untold:
        write_to_supervisor(session, terms, untold, f"{scope}:{occasion}:by-hand", as_of)
    return Written(len(per_inspector), sorted(by_hand.values()))


def _led_without_mail(
    lead: int, theirs: Sequence[Assigned], by_hand: Mapping[int, str]
) -> list[int]:
    """Who assists ``lead`` and has no mail address."""
    return sorted(
        {
            officer
            for each in theirs
            if each.officer_ids[0] == lead
            for officer in each.officer_ids[1:]
            if officer in by_hand
        }
    )


def write_to_supervisor(
    session: Session, terms: District, matters: Sequence[str], key: str, as_of: date
) -> None:
    """Write the supervisor one message about ``matters``."""
    subject, body = texts.to_supervisor(terms.brigade, matters, as_of)
    session.add(
        Message(
            key=key,
            kind=MessageKind.SUPERVISOR,
            region=terms.region,
            address=terms.messages.supervisor,
            subject=subject,
            body=body,
            written_on=as_of,
        )
    )


def send_pending(region: str, as_of: date, *, request: str | None = None) -> Result:
    """Send every message that is written and not sent, through the channel of the district file; what
    it does not take is listed under ``failed`` and stays unsent, so that it goes the next time.

    Nothing is sent while the database is locked. A crash between sending and noting it sends the
    same key again, which every channel takes as the same message.

    Duty: 20.1 (第二十条).
    """
    sent, failed, after = 0, list[str](), 0
    while True:
        with database.reading() as session:
            waiting = _pending(region, as_of).where(col(Message.id) > after)
            batch = session.exec(waiting.limit(MESSAGES_PER_STEP)).all()
            terms = in_force(session, region, as_of)
        with files.noted() as written:
            taken, refused, down = _handed_over(batch, terms)
        failed += refused
        if taken:
            with step(
                f"messages.send:{batch[0].key}",
                action="发出消息",
                as_of=as_of,
                region=region,
                request=request,
            ) as s:
                if not s.known:
                    files.note(written)
                    sent += _note(s, taken)
        if down or len(batch) < MESSAGES_PER_STEP:
            act = Act.DONE if sent else Act.UNCHANGED
            return {"sent": sent, "failed": failed, "act": act.value}
        after = pk(batch[-1])


def _handed_over(
    batch: Sequence[Message], terms: District
) -> tuple[dict[int, str], list[str], bool]:
    """Message id -> receipt of what the channel took; why it did not take the others, and whether
    nothing more is to be asked of it now."""
    channel = open_channel(terms.messages.delivery)
    taken, refused = dict[int, str](), list[str]()
    for message in batch:
        try:
            receipt = channel.send(_envelope(message, terms.messages.sender))
        except ChannelFailed as failure:
            refused.append(f"{message.subject}（{message.address}）：{failure}")
            if isinstance(failure, ChannelDown):
                return taken, refused, True
        else:
            taken[pk(message)] = receipt.reference
    return taken, refused, False


def _note(s: Step, taken: Mapping[int, str]) -> int:
    """Note what was sent and is not noted yet; how many."""
    noted = []
    for some in chunks(sorted(taken)):
        for message in s.session.exec(
            select(Message)
            .where(col(Message.id).in_(some), col(Message.sent_on).is_(None))
            .order_by(col(Message.id))
        ):
            message.sent_on, message.receipt = s.as_of, taken[pk(message)]
            s.session.add(message)
            noted.append(message.key)
    if noted:
        s.record(sent=len(noted), keys=noted)
    else:
        s.unchanged(sent=0)
    return len(noted)


def _pending(region: str, as_of: date) -> SelectOfScalar[Message]:
    return (
        select(Message)
        .where(
            Message.region == region,
            Message.address != "",
            Message.written_on <= as_of,
            col(Message.sent_on).is_(None),
        )
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


def to_hand_over(session: Session, draw_pk: int) -> list[Result]:
    """The messages about a draw's inspections that are still to be handed over: to whom, about
    what, which file."""
    about = (
        select(MessageInspection.message_id)
        .join(Inspection, col(Inspection.id) == col(MessageInspection.inspection_id))
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .where(
            DrawEntry.draw_pk == draw_pk,
            col(Inspection.state).in_([*AWAITING_RETURN, InspectionState.REPLACED]),
        )
    )
    rows = session.exec(
        select(Message, InspectorEntry)
        .join(InspectorEntry, col(InspectorEntry.id) == col(Message.inspector_entry_id))
        .where(Message.address == "", col(Message.id).in_(about))
        .order_by(col(Message.id))
    )
    return [
        {
            "inspector": person.name,
            "badge_number": person.badge_number,
            "subject": message.subject,
            "written_on": str(message.written_on),
            "file": message.attachment,
            "how": BY_HAND,
        }
        for message, person in rows
    ]

"""What a draw waits for: its announcement received everywhere, its day, its sources (第十七条)."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from sqlmodel import Session, col, select

from models import clock, database
from models.rules.draw.shape import Receipt as Received
from models.rules.draw.state import DrawState
from models.rules.draw.waiting import Underway, waits_for
from models.rules.names import announcement_matter
from models.tables import (
    Disclosure,
    Draw,
    DrawChannel,
    DrawPhoto,
    DrawSource,
    Item,
    Publication,
    Receipt,
)
from tasks.base.terms import in_force
from tasks.draw.find import serving
from tasks.draw.secret import missing
from tasks.plan.find import item_planned


class DrawStanding(TypedDict):
    """Where the draw that serves a period stands, and what has to happen before it goes on."""

    draw_id: str
    state: DrawState
    waits: list[str]


def current(
    region: str, year: int, period: int, as_of: date, item_code: str | None = None
) -> DrawStanding | None:
    """The draw that serves a period, or ``None`` before it is announced."""
    code = item_planned(region, year, as_of, item_code)
    with database.reading() as session:
        draw = serving(session, region, code, year, period)
        return _standing(session, draw, as_of) if draw is not None else None


def underway(region: str, as_of: date) -> list[DrawStanding]:
    """Every draw of a region that is announced and neither confirmed nor abandoned."""
    with database.reading() as session:
        draws = session.exec(
            select(Draw)
            .where(
                Draw.region == region,
                col(Draw.state).in_([DrawState.ANNOUNCED, DrawState.DRAWN]),
                col(Draw.announced_at).is_not(None),
            )
            .order_by(col(Draw.id))
        ).all()
        return [_standing(session, draw, as_of) for draw in draws]


def may_be_confirmed(session: Session, region: str, item_code: str) -> list[str]:
    """The draws of an item that are under way and can still be confirmed: drawn, or announced and
    their secret can be opened.

    Duty: 17.1 (第十七条).
    """
    draws = session.exec(
        select(Draw)
        .join(Item, col(Item.id) == col(Draw.item_id))
        .where(
            Draw.region == region,
            Item.code == item_code,
            col(Draw.state).in_([DrawState.ANNOUNCED, DrawState.DRAWN]),
            col(Draw.announced_at).is_not(None),
        )
        .order_by(col(Draw.id))
    )
    return [
        draw.draw_id
        for draw in draws
        if draw.state == DrawState.DRAWN or missing(session, draw) is None
    ]


def _standing(session: Session, draw: Draw, as_of: date) -> DrawStanding:
    return DrawStanding(
        draw_id=draw.draw_id,
        state=DrawState(draw.state),
        waits=waits_and_key(session, draw, as_of),
    )


def waits_and_key(session: Session, draw: Draw, as_of: date) -> list[str]:
    """What a draw waits for; where that is nothing else, the key file if it is not there.

    Duty: 17.1 (第十七条).
    """
    found = waits(session, draw, as_of)
    if found or draw.state != DrawState.ANNOUNCED:
        return found
    lacking = missing(session, draw)
    return [lacking] if lacking else []


def waits(session: Session, draw: Draw, as_of: date) -> list[str]:
    """What has to happen before a draw goes on, in Chinese; nothing where it may go on ``as_of``.

    Duty: 17.1, 18.1, 18.2 (第十七条、第十八条).
    """
    if draw.announced_at is None:
        announced_only = draw.state == DrawState.ANNOUNCED
        return ["第 1 版公告的抽取不再进行，待作废"] if announced_only else []
    received = receipts_of(session, draw)
    there = {each.channel for each in received}
    called = _called(session, draw)
    first_day = max(filter(None, (draw.not_before, received_on(session, draw))))
    without = [c for c in announced_channels(session, draw) if c not in there]
    sources = sources_of(session, draw)
    return waits_for(
        Underway(
            state=DrawState(draw.state),
            passed_by=_passed_by(session, draw),
            released=_released(session, draw),
            without=[called.get(code, code) for code in without],
            received_at=max((each.received_at for each in received), default=None),
            first_due=min((each.due for each in sources), default=None),
            not_before=str(first_day),
            unread=[each.name for each in sources if each.value is None],
            wants_photograph=draw.photographs_first and not _photographed(session, draw),
            wants_stamp=draw.stamp_first and draw.time_stamp is None,
        ),
        clock.moment(),
        as_of.isoformat(),
    )


def announced_channels(session: Session, draw: Draw) -> list[str]:
    """The channels that have to receive a draw's announcement before it may run."""
    return list(
        session.exec(
            select(DrawChannel.channel)
            .where(DrawChannel.draw_pk == draw.id)
            .order_by(col(DrawChannel.channel))
        )
    )


def channel_names(session: Session, draw: Draw) -> list[str]:
    """The same channels as people call them, today."""
    called = _called(session, draw)
    return [called.get(code, code) for code in announced_channels(session, draw)]


def _called(session: Session, draw: Draw) -> dict[str, str]:
    terms = in_force(session, draw.region, clock.today())
    return {channel.code: channel.name for channel in terms.channels}


def receipts_of(session: Session, draw: Draw) -> list[Received]:
    """What each announced channel received of a draw's announcement, and when, by channel. What
    came after a draw was given up is no part of its record, which was final by then.

    A channel received the frozen package, whose announcement is the draw's own: so is the digest
    it has of it.

    Duty: 3.1, 17.1 (第三条、第十七条).
    """
    named = announced_channels(session, draw)
    rows = session.exec(
        select(col(Disclosure.channel), col(Receipt.received_at), col(Disclosure.package_digest))
        .join(Receipt, col(Receipt.disclosure_id) == col(Disclosure.id))
        .join(Publication, col(Publication.id) == col(Disclosure.publication_id))
        .where(
            Publication.matter == announcement_matter(draw.draw_id),
            col(Disclosure.channel).in_(named),
        )
        .order_by(col(Disclosure.channel))
    )
    return [
        Received(
            channel=channel,
            received_at=received_at,
            announcement_digest=draw.announcement_digest,
            package_digest=package_digest,
        )
        for channel, received_at, package_digest in rows
        if received_at is not None
        and (draw.abandoned_at is None or received_at < draw.abandoned_at)
    ]


def received_by_all(session: Session, draw: Draw) -> str | None:
    """The moment at which the last of the channels received a draw's announcement; ``None`` while
    one has not."""
    received = receipts_of(session, draw)
    if {each.channel for each in received} != set(announced_channels(session, draw)):
        return None
    return max((each.received_at for each in received), default=None)


def received_on(session: Session, draw: Draw) -> date | None:
    """The legal day of the last receipt of a draw's announcement."""
    return session.exec(
        select(col(Receipt.received_on))
        .join(Disclosure, col(Disclosure.id) == col(Receipt.disclosure_id))
        .join(Publication, col(Publication.id) == col(Disclosure.publication_id))
        .where(
            Publication.matter == announcement_matter(draw.draw_id),
            col(Disclosure.channel).in_(announced_channels(session, draw)),
        )
        .order_by(col(Receipt.received_on).desc())
    ).first()


def sources_of(session: Session, draw: Draw) -> list[DrawSource]:
    """The sources a draw's announcement names, in its order."""
    return list(
        session.exec(
            select(DrawSource).where(DrawSource.draw_pk == draw.id).order_by(col(DrawSource.id))
        )
    )


def _passed_by(session: Session, draw: Draw) -> str | None:
    """The draw of the same item that was announced after this one and stands."""
    item = session.get_one(Item, draw.item_id)
    return session.exec(
        select(Draw.draw_id)
        .join(Item, col(Item.id) == col(Draw.item_id))
        .where(
            Draw.region == draw.region,
            Item.code == item.code,
            col(Draw.id) > draw.id,
            Draw.state != DrawState.ABANDONED,
        )
        .order_by(col(Draw.id))
    ).first()


def _released(session: Session, draw: Draw) -> bool:
    released_on = session.exec(
        select(col(Publication.released_on)).where(
            Publication.matter == announcement_matter(draw.draw_id)
        )
    ).first()
    return released_on is not None


def _photographed(session: Session, draw: Draw) -> bool:
    return (
        session.exec(select(DrawPhoto.id).where(DrawPhoto.draw_pk == draw.id)).first() is not None
    )

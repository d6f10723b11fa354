"""Fetching the announcement's time-stamp from the authority that the district names (第十七条).

The authority is asked outside of any transaction: while it thinks, nobody waits for the database.
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import TypedDict

from sqlmodel import Session, col, select

from models import clock, database
from models.district import TimeStampTerms
from models.faults import Refused
from models.rules.draw import suite
from models.rules.draw.stamping import query, token_of
from models.rules.draw.state import DrawState
from models.rules.draw.timestamp import in_time, read
from models.rules.order import moment_in_words
from models.tables import Draw
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.channels import ChannelFailed
from tasks.channels.authority import ask
from tasks.draw.find import draw_of
from tasks.draw.frozen import frozen
from tasks.draw.stamp import keep_stamp
from tasks.draw.waiting import sources_of

NONCE_BITS = 64


def fetch_stamp(draw_id: str, as_of: date, actor: str, *, request: str | None = None) -> Result:
    """Have the announcement stamped and keep the token, once: a draw that has one asks nobody.

    Raises:
        Refused: the district names no authority, it is too late, the authority is not reached or
            gives no stamp, or ``keep_stamp`` refuses what it gave.

    Duty: 17.1 (第十七条).
    """
    token = _standing_or_fetched(draw_id, as_of)
    return keep_stamp(draw_id, token, as_of, actor, any_will_do=True, request=request)


def fetch_stamps(region: str, as_of: date, actor: str, *, request: str | None = None) -> Result:
    """Fetch every stamp that is missing; of each draw that got none, why, in ``failed``.

    Duty: 17.1 (第十七条).
    """
    stamped, failed = [], {}
    for draw_id in unstamped(region, as_of):
        try:
            fetch_stamp(draw_id, as_of, actor, request=request)
        except Refused as refusal:
            failed[draw_id] = "；".join(refusal.reasons)
        else:
            stamped.append(draw_id)
    return {"stamped": stamped, "failed": failed}


def unstamped(region: str, as_of: date) -> list[str]:
    """The draws of a region whose announcement can still be stamped and is not, where the district
    names an authority."""
    with database.reading() as session:
        if in_force(session, region, as_of).draw.time_stamp is None:
            return []
        draws = session.exec(
            select(Draw)
            .where(
                Draw.region == region,
                Draw.state == DrawState.ANNOUNCED,
                col(Draw.announced_at).is_not(None),
                Draw.announced_on <= as_of,
            )
            .order_by(col(Draw.id))
        )
        return [draw.draw_id for draw in draws if may_be_stamped(session, draw)]


def may_be_stamped(session: Session, draw: Draw) -> bool:
    """Whether a draw has no stamp and one of this moment would still tell something."""
    if draw.announced_at is None or draw.state != DrawState.ANNOUNCED:
        return False
    dues = [source.due for source in sources_of(session, draw)]
    return draw.time_stamp is None and in_time(clock.moment(), draw.announced_at, dues)


class StampStanding(TypedDict):
    """The moment of an announcement's stamp, and how it stands in words; ``pending``: it is still to
    be fetched and nothing waits for it."""

    time: str | None
    words: str
    pending: bool


def stamp_standing(session: Session, draw: Draw, as_of: date) -> StampStanding | None:
    """How the announcement's stamp stands; ``None`` of ssj-draw/1, which knew none."""
    if draw.announced_at is None:
        return None
    stamp = read(draw.time_stamp)[0] if draw.time_stamp is not None else None
    if stamp is not None:
        return StampStanding(time=stamp.at, words=moment_in_words(stamp.at), pending=False)
    authority = in_force(session, draw.region, as_of).draw.time_stamp
    to_come = authority is not None and may_be_stamped(session, draw)
    return StampStanding(
        time=None,
        words="尚未取得，推进时再申请" if to_come else "没有",
        pending=to_come and not draw.stamp_first,
    )


def _standing_or_fetched(draw_id: str, as_of: date) -> str:
    with database.reading() as session:
        draw = draw_of(session, draw_id)
        frozen(session, draw)
        if draw.time_stamp is not None:
            return draw.time_stamp
        if not may_be_stamped(session, draw):
            raise Refused(
                f"「{draw_id}」已经抽取、作废或到了随机源的时间，不能再申请时间戳",
                code="too-late-to-stamp",
            )
        authority = in_force(session, draw.region, as_of).draw.time_stamp
        announced = draw.announcement.encode()
    if authority is None:
        raise Refused(
            "区县参数里没有时间戳机构（draw.time_stamp），请附上令牌文件", code="no-authority"
        )
    return _fetched(authority, announced)


def _fetched(authority: TimeStampTerms, announced: bytes) -> str:
    nonce = secrets.randbits(NONCE_BITS)
    digest = suite.digest(authority.imprint, announced)
    question = query(authority.imprint, digest, nonce)
    try:
        answer = ask(authority.url, question, authority.answer_within.value)
    except ChannelFailed as failure:
        raise Refused(str(failure), code="authority-failed") from failure
    token, wrong = token_of(answer, nonce)
    if token is None:
        raise Refused(*wrong, code="authority-gave-none")
    return token

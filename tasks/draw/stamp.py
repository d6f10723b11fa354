"""A time-stamp over the announcement, from whoever gave it: it shows others when it was there (第十七条)."""

from __future__ import annotations

import base64
import binascii
from datetime import date
from pathlib import Path

from models.faults import Refused
from models.rules import names
from models.rules.draw.state import DrawState
from models.rules.draw.timestamp import check as check_stamp
from models.rules.draw.timestamp import in_time
from models.rules.order import Basis
from tasks.base.acts import entry_day
from tasks.base.step import Result, step
from tasks.base.terms import in_force
from tasks.draw.find import draw_of
from tasks.draw.frozen import frozen
from tasks.draw.waiting import sources_of


def attach_stamp(
    draw_id: str, path: Path, as_of: date, actor: str, *, request: str | None = None
) -> Result:
    """Attach a TimeStampToken (DER, or base64 of it) over the announcement's file, before the draw.

    Raises:
        Refused: there is no such file, or ``keep_stamp`` refuses it.

    Duty: 17.1 (第十七条).
    """
    return keep_stamp(draw_id, _read(path), as_of, actor, request=request)


def keep_stamp(
    draw_id: str,
    token: str,
    as_of: date,
    actor: str,
    *,
    any_will_do: bool = False,
    request: str | None = None,
) -> Result:
    """Keep a token (base64); where ``any_will_do``, one that is there already is as good. Its
    ``signature`` is checked where the district gives the authority's certificates, else ``None``.

    Raises:
        Refused: it is no token, of another file or of nobody the district trusts, the draw is past,
            or it has another.

    Duty: 17.1 (第十七条).
    """
    with step(
        f"draw.stamp:{draw_id}",
        action="附公告时间戳",
        as_of=as_of,
        region=names.read_draw_id(draw_id).region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        draw = draw_of(s.session, draw_id)
        frozen(s.session, draw)
        s.rests_on(Basis("发布抽取公告", draw.announced_on))
        if any_will_do and draw.time_stamp is not None:
            token = draw.time_stamp
        authority = in_force(s.session, draw.region, as_of).draw.time_stamp
        trusted = authority.certificates if authority is not None else None
        stamp, wrong = check_stamp(
            token, draw.announcement.encode(), trusted.encode() if trusted else None
        )
        if stamp is None:
            raise Refused(*wrong, code="wrong-stamp")
        answer = {
            "draw_id": draw_id,
            "digest": draw.announcement_digest,
            "time": stamp.at,
            "signature": stamp.signature,
        }
        if draw.time_stamp == token:
            return s.unchanged(**answer)
        if draw.time_stamp is not None or draw.state != DrawState.ANNOUNCED:
            raise Refused(
                f"「{draw_id}」的时间戳须在抽取之前附上，不得更换", code="stamped-already"
            )
        dues = [source.due for source in sources_of(s.session, draw)]
        if not in_time(stamp.at, draw.announced_at or "", dues):
            wrong.append(f"时间戳的时间 {stamp.at} 不在公告之后、随机源之前")
        if wrong:
            raise Refused(*wrong, code="wrong-stamp")
        draw.time_stamp = token
        s.session.add(draw)
        return s.record(**answer, entered_on=str(entry_day(s.session, f"draw.stamp:{draw_id}")))


def _read(path: Path) -> str:
    """The token as the record has it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(f"读不到文件：{path.name}", code="file") from error
    try:
        decoded = base64.b64decode(b"".join(content.split()), validate=True)
    except binascii.Error:
        decoded = content
    return base64.b64encode(decoded).decode("ascii")

"""The draw itself: subjects, substitutes and inspectors from the sealed secret and the sources."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from models import clock
from models.faults import Refused
from models.rules import names
from models.rules.draw.naming import source_read
from models.rules.draw.state import DrawState, Role
from models.rules.order import Basis, check_moment
from models.tables import Assignment, Draw, DrawEntry
from tasks.base.acts import entry_day, shown_day
from tasks.base.step import Result, step
from tasks.draw import sources as reading
from tasks.draw.find import abandoned_in_words, draw_of
from tasks.draw.result import compute
from tasks.draw.waiting import received_on, sources_of, waits


def run(
    draw_id: str,
    as_of: date,
    actor: str,
    sources: Sequence[str] = (),
    *,
    request: str | None = None,
) -> Result:
    """Draw subjects, substitutes and inspectors from the sealed secret and the sources read;
    ``sources`` are values read just now, each ``NAME VALUE``.

    Raises:
        Refused: the draw is not announced or abandoned; its announcement is not received on every
            channel, its day has not come, a source was not read, or not as it should be; it was
            drawn from others; or the key file is not there.

    Duty: 9.1, 17.1, 17.2, 17.3 (第九条、第十七条).
    """
    with step(
        f"draw.run:{draw_id}",
        action="随机抽取",
        as_of=as_of,
        region=names.read_draw_id(draw_id).region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        draw = draw_of(s.session, draw_id)
        if draw.state == DrawState.ABANDONED:
            raise Refused(
                f"「{draw_id}」不能抽取，已{abandoned_in_words(s.session, draw)}", code="abandoned"
            )
        if draw.state != DrawState.ANNOUNCED:
            _check_same(s.session, draw, sources)
            return s.unchanged(**_outcome(s.session, draw))
        s.rests_on(
            Basis("发布抽取公告", draw.announced_on),
            Basis("公告最早抽取", draw.not_before),
            Basis("公告送达", received_on(s.session, draw)),
        )
        reading.keep(s, draw, sources)
        if waiting := waits(s.session, draw, as_of):
            raise Refused(f"「{draw_id}」还不能抽取：{'；'.join(waiting)}", code="waits")
        moment = clock.moment()
        for source in sources_of(s.session, draw):
            check_moment(s.action, moment, f"读取随机源「{source.name}」", source.read_at)
        compute(s.session, draw)
        draw.state, draw.drawn_on, draw.drawn_at = DrawState.DRAWN, as_of, moment
        s.session.add(draw)
        s.session.flush()
        return s.record(**_outcome(s.session, draw))


def _check_same(session: Session, draw: Draw, sources: Sequence[str]) -> None:
    """Drawing again is harmless; drawing again from other sources is a second draw."""
    read = {each.name: each.value for each in sources_of(session, draw)}
    if any(read.get(name) != value for name, value in map(source_read, sources)):
        day = shown_day(session, f"draw.run:{draw.draw_id}", draw.drawn_on or draw.announced_on)
        named = "、".join(f"{name} {value}" for name, value in read.items()) or "仅封存的密文"
        raise Refused(
            f"「{draw.draw_id}」已经抽取（{named}），抽取日期 {day}，一个编号只抽取一次",
            code="drawn-once",
        )


def _outcome(session: Session, draw: Draw) -> Result:
    """What a draw came to: numbers and digests. The seed with the public roster would tell who is
    coming, so its digest only."""
    roles = dict(
        session.exec(
            select(DrawEntry.role, func.count())
            .where(DrawEntry.draw_pk == draw.id)
            .group_by(DrawEntry.role)
        ).all()
    )
    seats = session.exec(
        select(DrawEntry.credit_code, Assignment.seat, Assignment.code)
        .join(DrawEntry, col(DrawEntry.id) == col(Assignment.draw_entry_id))
        .where(Assignment.draw_pk == draw.id)
        .order_by(col(DrawEntry.credit_code), col(Assignment.seat))
    ).all()
    listed = "".join(f"{code}\t{seat}\t{inspector}\n" for code, seat, inspector in seats)
    return {
        "draw_id": draw.draw_id,
        "drawn_on": str(draw.drawn_on),
        "drawn_at": draw.drawn_at,
        "entered_on": str(entry_day(session, f"draw.run:{draw.draw_id}")),
        "seed_digest": hashlib.sha256((draw.seed or "").encode()).hexdigest(),
        "drawn": roles.get(Role.DRAWN, 0),
        "substitutes": roles.get(Role.SUBSTITUTE, 0),
        "cap": draw.cap,
        "result_digest": hashlib.sha256(listed.encode()).hexdigest(),
    }

"""The supervisor confirms a draw, and nothing changes from then on (第十八条)."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from models import clock
from models.faults import Refused
from models.rules import names
from models.rules.draw.state import DrawState
from models.rules.order import Basis, check_moment
from models.tables import Draw, pk
from tasks.base.acts import entry_day
from tasks.base.step import Result, step
from tasks.draw.find import abandoned_in_words, draw_of
from tasks.draw.frozen import frozen
from tasks.draw.photos import photos_of
from tasks.draw.result import digest_of


def confirm(draw_id: str, as_of: date, actor: str, *, request: str | None = None) -> Result:
    """The supervisor confirms the draw; from here nothing changes, and the digest of what was drawn
    is final.

    Raises:
        Refused: the draw is not drawn yet, it was abandoned, or the district wants photographs
            first and there is none.

    Duty: 18.1, 18.2 (第十八条).
    """
    with step(
        f"draw.confirm:{draw_id}",
        action="确认抽取结果",
        as_of=as_of,
        region=names.read_draw_id(draw_id).region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        draw = draw_of(s.session, draw_id)
        if draw.state == DrawState.CONFIRMED:
            return s.unchanged(**_confirmed(s.session, draw))
        if draw.state == DrawState.ABANDONED:
            raise Refused(
                f"「{draw_id}」不能确认，已{abandoned_in_words(s.session, draw)}", code="abandoned"
            )
        if draw.state != DrawState.DRAWN:
            raise Refused(f"「{draw_id}」还没有抽取结果，不能确认", code="not-drawn")
        frozen(s.session, draw)
        s.rests_on(Basis("随机抽取", draw.drawn_on))
        if draw.photographs_first and not photos_of(s.session, pk(draw)):
            raise Refused(
                f"「{draw_id}」还没有抽取照片，不能确认（第十八条）", code="no-photograph"
            )
        moment = clock.moment()
        check_moment("确认抽取结果", moment, "随机抽取", draw.drawn_at)
        draw.state, draw.confirmed_on, draw.confirmed_by = DrawState.CONFIRMED, as_of, s.actor
        draw.confirmed_at = moment
        with s.session.no_autoflush:  # all at once, as the database wants it
            draw.draw_digest = digest_of(s.session, draw)
        s.session.add(draw)
        return s.record(**_confirmed(s.session, draw))


def _confirmed(session: Session, draw: Draw) -> Result:
    return {
        "draw_id": draw.draw_id,
        "confirmed_by": draw.confirmed_by,
        "confirmed_on": str(draw.confirmed_on),
        "confirmed_at": draw.confirmed_at,
        "draw_digest": draw.draw_digest,
        "entered_on": str(entry_day(session, f"draw.confirm:{draw.draw_id}")),
    }

"""What becomes of a draw: confirmed, and nothing changes from then on; or given up before that."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from models.faults import Refused
from models.rules import names
from models.rules.draw.state import DrawState, check_abandoning
from models.rules.order import Basis
from models.tables import Draw
from tasks.base.acts import entry_day
from tasks.base.step import Result, step
from tasks.draw.find import abandoned_in_words, abandonment, draw_of


def confirm(draw_id: str, as_of: date, actor: str, *, request: str | None = None) -> Result:
    """The supervisor confirms the draw; from here nothing changes.

    Raises:
        Refused: the draw is not drawn yet, or it was abandoned.

    Duty: 18.2 (第十八条).
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
        s.rests_on(Basis("随机抽取", draw.drawn_on))
        draw.state, draw.confirmed_on, draw.confirmed_by = DrawState.CONFIRMED, as_of, s.actor
        s.session.add(draw)
        return s.record(**_confirmed(s.session, draw))


def abandon(
    draw_id: str, reason: str, as_of: date, actor: str, *, request: str | None = None
) -> Result:
    """Give up a draw that is not confirmed; it stays in the record with the reason.

    Raises:
        Refused: it is confirmed, no reason is given, or it was given up for another.

    Duty: 18.2 (第十八条).
    """
    with step(
        f"draw.abandon:{draw_id}",
        action="作废抽取",
        as_of=as_of,
        region=names.read_draw_id(draw_id).region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        draw = draw_of(s.session, draw_id)
        check_abandoning(DrawState(draw.state), reason)
        if draw.state == DrawState.ABANDONED:
            if (draw.abandon_reason or "").strip() != reason.strip():
                raise Refused(
                    f"「{draw_id}」已{abandoned_in_words(s.session, draw)}，原因不能再改",
                    code="abandoned",
                )
            given_up = abandonment(s.session, draw)
            return s.unchanged(**_abandoned(s.session, draw, given_up.as_of, given_up.actor))
        s.rests_on(Basis("发布抽取公告", draw.announced_on), Basis("随机抽取", draw.drawn_on))
        draw.state, draw.abandon_reason = DrawState.ABANDONED, reason.strip()
        s.session.add(draw)
        return s.record(**_abandoned(s.session, draw, as_of, s.actor))


def _confirmed(session: Session, draw: Draw) -> Result:
    return {
        "draw_id": draw.draw_id,
        "confirmed_by": draw.confirmed_by,
        "confirmed_on": str(draw.confirmed_on),
        "entered_on": str(entry_day(session, f"draw.confirm:{draw.draw_id}")),
    }


def _abandoned(session: Session, draw: Draw, day: date, actor: str) -> Result:
    return {
        "draw_id": draw.draw_id,
        "reason": draw.abandon_reason,
        "abandoned_by": actor,
        "abandoned_on": str(day),
        "entered_on": str(entry_day(session, f"draw.abandon:{draw.draw_id}")),
    }

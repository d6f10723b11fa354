"""A draw is given up before it is confirmed: its record, with its secret and whom it had chosen, is
final at once (ssj-draw/2, step 8)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlmodel import Session

from models import clock
from models.faults import Refused
from models.rules import names
from models.rules.draw.abandoning import check_release, check_sources_read
from models.rules.draw.reasons import AbandonReason, DeciderRole
from models.rules.draw.state import DrawState, check_abandoning
from models.rules.order import Basis, check_moment
from models.tables import Draw
from tasks.base.acts import entry_day
from tasks.base.step import Result, Step, step
from tasks.draw import evidence
from tasks.draw import sources as reading
from tasks.draw.find import abandoned_in_words, abandonment, draw_of
from tasks.draw.result import compute, digest_of
from tasks.draw.waiting import received_by_all, sources_of


def abandon(
    draw_id: str,
    reason: str,
    as_of: date,
    actor: str,
    *,
    role: str = DeciderRole.LEADER_IN_CHARGE,
    attachments: Sequence[Path] = (),
    sources: Sequence[str] = (),
    request: str | None = None,
) -> Result:
    """Give up a draw that is not confirmed. It is computed even if nobody had run it, unless a
    source has no value to give; ``sources`` are values read just now, each ``NAME VALUE``.

    Raises:
        Refused: it is confirmed, the reason or office is none of the list, a file of evidence is
            missing or empty, a source whose value is out was not read, its announcement came too late
            and another reason is given, or it was given up for another reason.

    Duty: 18.2 (第十八条).
    """
    why = AbandonReason.read(reason, "作废原因")
    office = DeciderRole.read(role, "决定人职务")
    files = evidence.read(attachments)
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
        check_abandoning(DrawState(draw.state), why)
        if draw.state == DrawState.ABANDONED:
            if (draw.abandon_reason or "") != why:
                raise Refused(
                    f"「{draw_id}」已{abandoned_in_words(s.session, draw)}，原因不能再改",
                    code="abandoned",
                )
            given_up = abandonment(s.session, draw)
            return s.unchanged(**_abandoned(s.session, draw, given_up.as_of, given_up.actor))
        s.rests_on(Basis("发布抽取公告", draw.announced_on), Basis("随机抽取", draw.drawn_on))
        moment = clock.moment()
        check_moment("作废抽取", moment, "发布抽取公告", draw.drawn_at or draw.announced_at)
        if draw.announced_at is not None:
            dues = [source.due for source in sources_of(s.session, draw)]
            check_release(why, received_by_all(s.session, draw), min(dues, default=None))
            _show(s, draw, sources, moment)
        draw.abandoned_at, draw.abandon_reason = moment, why.value
        draw.abandon_decider = office.value
        draw.abandon_evidence = json.dumps(
            sorted(each["digest"] for each in evidence.keep(s, files))
        )
        draw.state = DrawState.ABANDONED
        s.session.add(draw)
        return s.record(**_abandoned(s.session, draw, as_of, s.actor))


def _show(s: Step, draw: Draw, sources: Sequence[str], moment: str) -> None:
    """What it had chosen, whoever had looked at it or not."""
    if draw.state == DrawState.ANNOUNCED:
        reading.keep(s, draw, sources)
        unread = [each for each in sources_of(s.session, draw) if each.value is None]
        check_sources_read(((each.name, each.due) for each in unread), moment)
        if not unread:
            compute(s.session, draw)
            draw.drawn_at = moment
    with s.session.no_autoflush:  # all at once, as the database wants it
        draw.draw_digest = digest_of(s.session, draw)


def _abandoned(session: Session, draw: Draw, day: date, actor: str) -> Result:
    return {
        "draw_id": draw.draw_id,
        "reason": draw.abandon_reason,
        "abandoned_by": actor,
        "abandoned_on": str(day),
        "abandoned_at": draw.abandoned_at,
        "draw_digest": draw.draw_digest,
        "entered_on": str(entry_day(session, f"draw.abandon:{draw.draw_id}")),
    }

"""What a source gave, read once it was due and kept as it was read (ssj-draw/2, step 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from models import clock
from models.faults import Refused
from models.rules import names
from models.rules.draw import drand
from models.rules.draw.naming import source_read
from models.rules.draw.sources import check_value, drand_round
from models.rules.draw.state import DrawState
from models.rules.order import Basis
from models.tables import Draw, DrawSource
from tasks.base.acts import entry_day
from tasks.base.step import Result, Step, step
from tasks.draw.find import abandoned_in_words, draw_of
from tasks.draw.waiting import sources_of


def read_source(
    draw_id: str, name: str, value: str, as_of: date, actor: str, *, request: str | None = None
) -> Result:
    """Keep what an announced source gave. A drand round may be typed by anyone: its signature
    proves it.

    Raises:
        Refused: the announcement names no such source, it isn't due yet, the value is not of its
            form, a signature does not verify, or another value was read before.

    Duty: 17.1 (第十七条).
    """
    with step(
        f"draw.source:{draw_id}/{name}",
        action="读取随机源",
        as_of=as_of,
        region=names.read_draw_id(draw_id).region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        draw = draw_of(s.session, draw_id)
        s.rests_on(Basis("发布抽取公告", draw.announced_on))
        source, was_read = _named(s.session, draw, name), True
        if source.value is None:
            if draw.state == DrawState.ABANDONED:
                raise Refused(
                    f"「{draw_id}」不再读取随机源，已{abandoned_in_words(s.session, draw)}",
                    code="abandoned",
                )
            was_read = False
        keep(s, draw, [f"{name} {value}"])
        s.session.flush()
        answer = {
            "draw_id": draw_id,
            "name": source.name,
            "value": source.value,
            "read_at": source.read_at,
            "read_by": source.read_by,
            "entered_on": str(entry_day(s.session, f"draw.source:{draw_id}/{name}")),
        }
        return s.unchanged(**answer) if was_read else s.record(**answer)


def keep(s: Step, draw: Draw, written: Sequence[str]) -> None:
    """Fill in what sources gave, each ``NAME VALUE`` or ``NAME=VALUE``; what stands already may be
    given again.

    Raises:
        Refused: every source that is not announced, not due yet, not of its form, or was read as
            something else.

    Duty: 17.1 (第十七条).
    """
    moment, problems = clock.moment(), []
    for name, value in map(source_read, written):
        source = _named(s.session, draw, name)
        if source.value == value:
            continue
        found = _problems(source, value, moment)
        problems += found
        if not found:
            source.value, source.read_at, source.read_by = value, moment, s.actor
            s.session.add(source)
    if problems:
        raise Refused(*problems, code="wrong-source")
    s.session.flush()


def _named(session: Session, draw: Draw, name: str) -> DrawSource:
    announced = sources_of(session, draw)
    for each in announced:
        if each.name == name:
            return each
    known = "、".join(each.name for each in announced) or "无"
    raise Refused(
        f"「{draw.draw_id}」的公告没有随机源「{name}」；公告的有：{known}", code="unknown-source"
    )


def _problems(source: DrawSource, value: str, moment: str) -> list[str]:
    if source.value is not None:
        return [f"随机源「{source.name}」已于 {source.read_at} 读取，值不得修改"]
    if moment < source.due:
        return [f"随机源「{source.name}」要到 {source.due} 才有，现在是 {moment}"]
    if wrong := check_value(source.name, value):
        return wrong
    if drand_round(source.name) is not None and not drand.verify(source.name, value):
        return [f"随机源「{source.name}」的签名不成立：不是该轮的值，请重新抄录或粘贴"]
    return []

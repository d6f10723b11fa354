"""The supervisor is told by name which subjects have no inspector to spare: an announcement only counts
them, for their names would show whom an officer is related to (ssj-draw/2, step 4)."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, select

from models.rules.draw.assign import tight
from models.rules.draw.texts import rows
from models.tables import Draw, Message
from tasks.base.step import Result, step
from tasks.base.terms import in_force
from tasks.draw.find import draw_of
from tasks.draw.frozen import called, frozen, recusals_of
from tasks.draw.result import announced
from tasks.draw.waiting import underway
from tasks.inspect import messages

NAMED = 50  # in one message; the rest are counted


def tell_scarce(region: str, as_of: date, *, request: str | None = None) -> Result:
    """Write the supervisor, once for each draw underway, who has only as many inspectors left as a
    visit needs.

    Duty: 10.3, 17.3 (第十条末款、第十七条).
    """
    draw_ids = [standing["draw_id"] for standing in underway(region, as_of)]
    with step(
        f"draws.scarce:{region}",
        action="告知检查人员所剩无几的对象",
        as_of=as_of,
        region=region,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        draws = [draw_of(s.session, draw_id) for draw_id in draw_ids]
        untold = [draw for draw in draws if _is_to_be_told(s.session, draw)]
        for draw in untold:
            messages.write_to_supervisor(
                s.session,
                in_force(s.session, region, as_of),
                _scarce(s.session, draw),
                _key(draw),
                as_of,
            )
        answer = {"told_of": [draw.draw_id for draw in untold]}
        return s.record(**answer) if untold else s.unchanged(**answer)


def _key(draw: Draw) -> str:
    return f"{draw.draw_id}:scarce"


def _is_to_be_told(session: Session, draw: Draw) -> bool:
    told = session.exec(select(Message.id).where(Message.key == _key(draw))).first()
    return announced(draw).recusals.tight > 0 and told is None


def _scarce(session: Session, draw: Draw) -> list[str]:
    """Each in a line, the rest counted."""
    texts, needed = frozen(session, draw), announced(draw).inspectors_per_subject
    ids = sorted(
        tight(
            (id_ for id_, _ in rows(texts.subjects)),
            texts.inspectors.decode("ascii").split(),
            recusals_of(texts),
            needed,
        )
    )
    named = called(session, draw)
    told = [
        f"抽取 {draw.draw_id}：{named[id_]}（{id_}）除去回避恰好只剩 {needed} 名检查人员可派，"
        "再有一人回避或离岗即无法检查"
        for id_ in ids[:NAMED]
    ]
    more = len(ids) - NAMED
    return (
        [*told, f"抽取 {draw.draw_id}：另有 {more} 家，见 ssj rosters show"] if more > 0 else told
    )

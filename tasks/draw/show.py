"""The page for the ceremony: a drawn draw, shown step by step; taking it leaves a trace."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Session

from models import database
from models.faults import Refused
from models.rules.draw.ceremony import Ceremony
from models.rules.draw.document import document
from models.rules.draw.record import texts_part
from models.rules.draw.state import DrawState
from models.rules.order import Basis
from models.tables import Draw
from reports.show_page import show_page
from tasks.base.step import step
from tasks.base.terms import in_force, publisher
from tasks.draw.find import abandoned_in_words, draw_of
from tasks.draw.frozen import called, coded_inspectors, frozen
from tasks.draw.record import may_be_public
from tasks.draw.result import announced, part_of
from tasks.draw.secret import secret_of
from tasks.draw.waiting import receipts_of, sources_of


def show(
    draw_id: str,
    as_of: date,
    actor: str,
    *,
    officers: bool = False,
    request: str | None = None,
) -> bytes:
    """The page on which a drawn draw is recomputed for those present; inspectors by code, by name
    only if ``officers``. It holds the secret and who was drawn: whoever takes it is named in the
    audit record first.

    Raises:
        Refused: there is no such draw, it is not drawn yet (or not on that day), it was abandoned,
            or it was announced as ssj-draw/1.

    Duty: 10.3, 17.1, 17.2 (第十条末款、第十七条).
    """
    with database.reading() as session:
        draw = draw_of(session, draw_id)
        _check_drawn(session, draw)
        parts, beside = _parts(session, draw)
        terms = in_force(session, draw.region, draw.announced_on)
        public = may_be_public(session, in_force(session, draw.region, as_of), draw, as_of)
        named = coded_inspectors(session, draw) if officers else {}
        content = show_page(
            publisher(terms),
            Ceremony(
                parts=document(parts),
                beside=beside,
                names=called(session, draw),
                channels={channel.code: channel.name for channel in terms.channels},
                officers={code: entry.name for code, entry in named.items()},
                is_public=public,
            ),
        )
        drawn, region = Basis("随机抽取", draw.drawn_on), draw.region
    with step(
        f"draw.show:{draw_id}",
        action="调阅抽取演示页",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if not s.known:
            s.rests_on(drawn)
            s.record(draw_id=draw_id, officers=officers, before_release=not public)
    return content


def _check_drawn(session: Session, draw: Draw) -> None:
    if draw.state == DrawState.ANNOUNCED:
        raise Refused(f"「{draw.draw_id}」还没有抽取，没有可演示的", code="not-drawn")
    if draw.state == DrawState.ABANDONED:
        raise Refused(
            f"「{draw.draw_id}」不能演示，已{abandoned_in_words(session, draw)}", code="abandoned"
        )


def _parts(session: Session, draw: Draw) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the record has as soon as a draw is drawn, as it is stored; by name the files beside it."""
    texts, beside = texts_part(frozen(session, draw), draw.draw_id)
    stamp = {"kind": "rfc3161", "token": draw.time_stamp} if draw.time_stamp else None
    sources = sources_of(session, draw)
    return {
        "announcement": announced(draw).model_dump(),
        "announcement_digest": draw.announcement_digest,
        "time_stamp": stamp,
        "receipts": [each.model_dump() for each in receipts_of(session, draw)],
        "secret": secret_of(session, draw).hex(),
        "sources": [{"name": s.name, "value": s.value, "read_at": s.read_at} for s in sources],
        "texts": texts,
        "draw": part_of(session, draw),
        "draw_digest": draw.draw_digest,
    }, beside

"""Which draw is meant: by its id, by the period it serves, and the id an extra draw gets."""

from __future__ import annotations

import json
from typing import Any, TypedDict

from sqlmodel import Session, col, select

from models.faults import Refused
from models.rules import names
from models.rules.draw.announced import Announcement
from models.rules.draw.reasons import WORDS, AbandonReason
from models.rules.draw.state import DrawState
from models.tables import AuditEvent, Draw, Item
from tasks.base.acts import latest, shown_day


def serving(session: Session, region: str, item_code: str, year: int, period: int) -> Draw | None:
    """The draw that serves a period: the newest, an extra one after an abandoned one included."""
    return session.exec(
        select(Draw)
        .join(Item, col(Item.id) == col(Draw.item_id))
        .where(
            Draw.region == region,
            Item.code == item_code,
            Draw.year == year,
            Draw.period == period,
        )
        .order_by(col(Draw.id).desc())
    ).first()


def extra_id(
    session: Session, region: str, item_code: str, year: int, period: int, request: str | None
) -> str:
    """The id of the extra draw meant for a period: the one that stands in for the abandoned draw
    already, or ``REGION/ITEM/YEAR-Xn``, counted on by year.

    A request made again means the draw it announced then, whatever became of that.

    Raises:
        Refused: the period's draw is not abandoned.
    """
    stem = str(names.DrawId(region, item_code, year, "X"))
    if request is not None:
        answered = session.exec(
            select(AuditEvent.key).where(
                col(AuditEvent.key).startswith(f"draw.announce:{stem}", autoescape=True),
                col(AuditEvent.key).endswith(f"@{request}", autoescape=True),
            )
        ).first()
        if answered is not None:
            return answered.removeprefix("draw.announce:").removesuffix(f"@{request}")
    before = serving(session, region, item_code, year, period)
    if before is not None and before.draw_id.startswith(stem):
        if before.state != DrawState.ABANDONED:
            return before.draw_id
    elif before is None or before.state != DrawState.ABANDONED:
        name = names.draw_id(region, item_code, year, period)
        raise Refused(f"本期的抽取「{name}」没有作废，不能另行抽取", code="not-abandoned")
    extra = session.exec(
        select(Draw.draw_id).where(col(Draw.draw_id).startswith(stem, autoescape=True))
    ).all()
    return names.extra_draw_id(region, item_code, year, len(extra) + 1)


def draw_of(session: Session, draw_id: str) -> Draw:
    """The draw named ``draw_id``.

    Raises:
        Refused: it is not written as a draw's name, or there is none.
    """
    names.read_draw_id(draw_id)
    draw = session.exec(select(Draw).where(Draw.draw_id == draw_id)).first()
    if draw is None:
        raise Refused(f"没有名为「{draw_id}」的抽取", code="unknown-draw")
    return draw


def check_open(session: Session, draw: Draw, act: str) -> None:
    """Something may still come to a draw's record by ``act`` (in Chinese).

    Raises:
        Refused: a later announcement names its digest.

    Duty: 17.1, 18.2 (第十七条、第十八条).
    """
    later = session.exec(
        select(Draw)
        .where(
            Draw.region == draw.region,
            col(Draw.announced_at).is_not(None),
            col(Draw.id) > draw.id,
        )
        .order_by(col(Draw.id))
    )
    for each in later:
        said = Announcement.model_validate(json.loads(each.announcement))
        if said.names_record_of(draw.draw_id):
            raise Refused(
                f"「{draw.draw_id}」的抽取记录已经定稿，其摘要写入了「{each.draw_id}」的公告，不能再{act}",
                code="record-named",
            )


class Shown(TypedDict):
    """What an announcement says, of either version, for a person: reasons and sources in words."""

    version: int
    subjects: dict[str, Any]
    inspectors: int
    ineligible: dict[str, int]
    strata: list[dict[str, Any]]
    sources: list[str]


def shown(draw: Draw) -> Shown:
    """What a draw's announcement says, for a person."""
    said = json.loads(draw.announcement)
    first = draw.announced_at is None
    reasons = WORDS["ineligible"]
    return Shown(
        version=1 if first else 2,
        subjects=said["subjects"],
        inspectors=said["inspectors"]["count"],
        ineligible=said["ineligible"]["by_reason"]
        if first
        else {reasons[e["reason"]]: e["count"] for e in said["ineligible"]["by_reason"]},
        strata=[{"name": code, **each} for code, each in said["strata"].items()]
        if first
        else said["strata"],
        sources=said["sources"] if first else [each["name"] for each in said["sources"]],
    )


def abandonment(session: Session, draw: Draw) -> AuditEvent:
    """The act by which a draw was abandoned: who, on which day."""
    event = latest(session, f"draw.abandon:{draw.draw_id}")
    if event is None:
        raise LookupError(f"{draw.draw_id} is abandoned, but the audit record holds no such act")
    return event


def abandoned_in_words(session: Session, draw: Draw) -> str:
    """By whom, when and why a draw was abandoned, as a refusal names it."""
    event = abandonment(session, draw)
    day = shown_day(session, f"draw.abandon:{draw.draw_id}", event.as_of)
    return f"由 {event.actor} 于 {day} 作废：{why_abandoned(draw)}"


def why_abandoned(draw: Draw) -> str:
    """The reason in words; of ssj-draw/1 as it was written then."""
    reason = draw.abandon_reason or ""
    return AbandonReason(reason).words if reason in AbandonReason.values() else reason

"""Which draw is meant: by its id, by the period it serves, and the id an extra draw gets."""

from __future__ import annotations

import json
from datetime import date
from typing import TypedDict

from sqlmodel import Session, col, select

from models import database
from models.faults import Refused
from models.rules import names
from models.rules.draw.state import DrawState
from models.tables import AnnualPlan, AuditEvent, Draw, Item
from tasks.base.acts import latest
from tasks.base.terms import chosen_item, in_force


class DrawStanding(TypedDict):
    """Where the draw that serves a period stands."""

    draw_id: str
    state: DrawState
    awaits_sources: bool


def current(
    region: str, year: int, period: int, as_of: date, item_code: str | None = None
) -> DrawStanding | None:
    """The draw that serves a period, or ``None`` before it is announced."""
    with database.reading() as session:
        code = item_drawn(session, region, year, as_of, item_code)
        draw = serving(session, region, code, year, period)
        if draw is None:
            return None
        state = DrawState(draw.state)
        awaits = state == DrawState.ANNOUNCED and bool(json.loads(draw.announcement)["sources"])
        return DrawStanding(draw_id=draw.draw_id, state=state, awaits_sources=awaits)


def item_meant(region: str, year: int, as_of: date, item_code: str | None = None) -> str:
    """``item_drawn`` for who holds no session."""
    with database.reading() as session:
        return item_drawn(session, region, year, as_of, item_code)


def item_drawn(session: Session, region: str, year: int, as_of: date, item_code: str | None) -> str:
    """The item meant in a year: the one named, or the district's only one; of a year that is over,
    the only one planned.

    Raises:
        Refused: no such item, or several and none was named.
    """
    if item_code is None and year < as_of.year:
        planned = session.exec(
            select(AnnualPlan.item_code).where(AnnualPlan.region == region, AnnualPlan.year == year)
        ).all()
        if len(planned) == 1:
            return planned[0]
    elif item_code is not None and year < as_of.year:
        return names.check_item_code(item_code)
    return chosen_item(in_force(session, region, as_of), item_code)


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
        raise Refused(f"本期的抽取「{name}」没有作废，不能另行抽取")
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
        raise Refused(f"没有名为「{draw_id}」的抽取")
    return draw


def abandonment(session: Session, draw: Draw) -> AuditEvent:
    """The act by which a draw was abandoned: who, on which day."""
    event = latest(session, f"draw.abandon:{draw.draw_id}")
    if event is None:
        raise LookupError(f"{draw.draw_id} is abandoned, but the audit record holds no such act")
    return event

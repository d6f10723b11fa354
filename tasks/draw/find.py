"""Which draw is meant: by its id, by the period it serves, and the id an extra draw gets."""

from __future__ import annotations

import json
from datetime import date

from sqlmodel import Session, col, select

from models.district import District
from models.faults import Refused
from models.tables import Draw
from tasks.base.terms import in_force


def draw_id_of(terms: District, year: int, period: int) -> str:
    """``REGION/ITEM/YEAR-PERIOD``."""
    return f"{terms.region}/{terms.draw.item_code}/{year}-{period}"


def serving(session: Session, region: str, year: int, period: int) -> Draw | None:
    """The draw that serves a period: the newest, an extra one after an abandoned one included."""
    return session.exec(
        select(Draw)
        .where(Draw.region == region, Draw.year == year, Draw.period == period)
        .order_by(col(Draw.id).desc())
    ).first()


def current_draw_id(session: Session, region: str, year: int, period: int, as_of: date) -> str:
    """The id of the draw that serves a period, or that the period's draw will have."""
    found = serving(session, region, year, period)
    return found.draw_id if found else draw_id_of(in_force(session, region, as_of), year, period)


def extra_id(session: Session, terms: District, year: int, period: int, as_of: date) -> str:
    """``REGION/ITEM/YEAR-X1``, counted on by year.

    Raises:
        Refused: the period's draw is not abandoned.
    """
    before = draw_of(session, current_draw_id(session, terms.region, year, period, as_of))
    if before.state != "abandoned":
        raise Refused(f"本期的抽取「{before.draw_id}」没有作废，不能另行抽取")
    stem = f"{terms.region}/{terms.draw.item_code}/{year}-X"
    extra = session.exec(select(Draw.draw_id).where(col(Draw.draw_id).startswith(stem))).all()
    return f"{stem}{len(extra) + 1}"


def draw_of(session: Session, draw_id: str) -> Draw:
    """The draw named ``draw_id``.

    Raises:
        Refused: there is none.
    """
    draw = session.exec(select(Draw).where(Draw.draw_id == draw_id)).first()
    if draw is None:
        raise Refused(f"没有名为「{draw_id}」的抽取")
    return draw


def awaits_sources(draw: Draw) -> bool:
    """Whether it is announced with sources that somebody must read before it can be drawn."""
    return draw.state == "announced" and bool(json.loads(draw.announcement)["sources"])

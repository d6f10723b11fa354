"""What a reader calls a period, a plan and what is told of them: in words, without a number."""

from __future__ import annotations

from sqlmodel import Session, col, select

from models.district import District
from models.rules import names
from models.rules.plans import months_in_words
from models.tables import Draw, Item, ItemList, Period


def period_called(session: Session, draw: Draw) -> str:
    """``2026年第5期（9—10月）``, as people count; that it was held in place of another is said
    where the draw itself is named."""
    if draw.period is None:
        return f"{draw.year}年另行安排的"
    period = session.exec(
        select(Period).where(Period.plan_id == draw.plan_id, Period.number == draw.period)
    ).first()
    months = f"（{months_in_words(period.starts_on, period.ends_on)}）" if period else ""
    return f"{draw.year}年第{draw.period}期{months}"


def draw_called(session: Session, terms: District, draw: Draw) -> str:
    """A draw by its period, and by its item where the district has several."""
    instead = draw.period is not None and names.read_draw_id(draw.draw_id).term.startswith("X")
    item = session.get_one(Item, draw.item_id).name if len(terms.items) > 1 else ""
    return f"{item}{period_called(session, draw)}{'另行' if instead else ''}"


def item_called(session: Session, terms: District, code: str) -> str:
    """（item） behind a year, where the district has several items; else nothing."""
    if len(terms.items) == 1:
        return ""
    name = session.exec(
        select(Item.name)
        .join(ItemList, col(ItemList.id) == col(Item.item_list_id))
        .where(ItemList.region == terms.region, Item.code == code)
        .order_by(col(Item.id).desc())
    ).first()
    return f"（{name or code}）"

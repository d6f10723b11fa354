"""What a reader calls a period, a plan and what is told of them: in words, without a number."""

from __future__ import annotations

from sqlmodel import Session, col, select

from models.district import District
from models.rules import names
from models.tables import Draw, Item, ItemList
from tasks.draw.titles import period_called


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

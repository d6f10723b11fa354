"""Item lists as publications: each version once (第八条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlmodel import Session, col, select

from models.district import District
from models.rules import names
from models.rules.items import ItemListKind
from models.rules.order import Basis
from models.rules.publications import PublicationKind
from models.tables import Item, ItemList, Publication, pk
from reports.public_site import page
from tasks.base.terms import publisher
from tasks.publish.packages import Content, Due


def due(session: Session, terms: District, as_of: date) -> Iterator[Due]:
    """Every version of an item list that was never built for publication.

    Duty: 8.1 (第八条).
    """
    built = set(
        session.exec(
            select(Publication.matter).where(
                Publication.region == terms.region, Publication.kind == PublicationKind.ITEM_LIST
            )
        )
    )
    for item_list in session.exec(
        select(ItemList).where(ItemList.region == terms.region).order_by(col(ItemList.id))
    ):
        matter = names.item_list_matter(terms.region, item_list.kind, item_list.number)
        if matter not in built:
            yield Due(
                matter,
                [Basis("制修订事项清单", item_list.revised_on)],
                partial(content, list_id=pk(item_list)),
            )


def content(session: Session, terms: District, released: str, *, list_id: int) -> Content:
    """A page with every item and its elements."""
    item_list = session.get_one(ItemList, list_id)
    items = session.exec(
        select(Item).where(Item.item_list_id == list_id).order_by(col(Item.id))
    ).all()
    kind = ItemListKind(item_list.kind)
    title = f"{kind.words}随机抽查事项清单（第 {item_list.number} 版）"
    file = names.item_list_file(terms.region, kind, item_list.number)
    files = {file: page("item_list", publisher(terms), title, released, items=items)}
    return Content(PublicationKind.ITEM_LIST, title, file, files)

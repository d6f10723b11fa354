"""Item lists as publications: each version once, unless another is in force before it went out
(第八条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlmodel import Session, col, select

from models.district import District
from models.rules import file_names, names
from models.rules.items import ItemListKind
from models.rules.leaving import LEAVES, Said
from models.rules.order import Basis
from models.rules.publications import PublicationKind
from models.tables import Item, ItemList, pk
from reports.public_site import page
from tasks.base.terms import publisher
from tasks.publish.packages import Content
from tasks.publish.versions import Telling


def tellings(session: Session, terms: District, as_of: date) -> Iterator[Telling]:
    """Every version of an item list, but those that a later one replaced before they were published.

    Duty: 8.1 (第八条).
    """
    lists = session.exec(
        select(ItemList).where(ItemList.region == terms.region).order_by(col(ItemList.id))
    ).all()
    in_force: dict[str, int] = {}
    for each in lists:
        if each.effective_from <= as_of and each.revised_on <= as_of:
            in_force[each.kind] = max(each.number, in_force.get(each.kind, 0))
    for item_list in lists:
        if item_list.number >= in_force.get(item_list.kind, 0):
            matter = names.item_list_matter(terms.region, item_list.kind, item_list.number)
            yield Telling(
                partial(_always, matter),
                {"事项清单": item_list.digest},
                [Basis("制修订事项清单", item_list.revised_on)],
                partial(content, list_id=pk(item_list)),
            )


def _always(matter: str, number: int) -> str:
    """A version of the list is a matter of its own."""
    return matter


def content(
    session: Session, terms: District, released: str, matter: str, *, list_id: int
) -> Content:
    """A page with every item and its elements."""
    item_list = session.get_one(ItemList, list_id)
    items = session.exec(
        select(Item).where(Item.item_list_id == list_id).order_by(col(Item.id))
    ).all()
    kind = ItemListKind(item_list.kind)
    title = f"{kind.words}随机抽查事项清单（第{item_list.number}版）"
    file = file_names.item_list_file(terms.region, kind, item_list.number)
    files = {file: page("item_list", publisher(terms), title, released, number=matter, items=items)}
    said = [Said(field, getattr(item, field)) for item in items for field in _TEXTS]
    return Content(PublicationKind.ITEM_LIST, title, file, files, said=said)


_TEXTS = [name for name, each in LEAVES[PublicationKind.ITEM_LIST].items() if each.is_written]

"""Item lists (随机抽查事项清单) and their items."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.rules.items import ItemListKind
from models.tables.columns import check, not_blank, one_of


class ItemList(SQLModel, table=True):
    """One version of one of a region's two item lists.

    Duty: 6.1, 8.1 (第六条、第八条).
    """

    __tablename__ = "item_list"
    __table_args__ = (
        UniqueConstraint("region", "kind", "number"),
        one_of("kind", *ItemListKind),
        check("number_counts_from_one", "number >= 1"),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str
    kind: str
    number: int = Field(description="version, counted from 1")
    revised_on: date
    effective_from: date
    digest: str


class Item(SQLModel, table=True):
    """One item (抽查事项) with its eight elements, without one of which it is refused, and its item
    file: the check points of this version are printed on its forms and judge its returns.

    Duty: 7.1, 7.2, 10.1 (第七条、第十条).
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("item_list_id", "code"),
        not_blank(
            "code",
            "name",
            "legal_basis",
            "inspecting_body",
            "objects",
            "ratio",
            "frequency",
            "method",
            "content",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    item_list_id: int = Field(foreign_key="item_list.id", index=True)
    code: str
    name: str
    legal_basis: str = Field(sa_type=Text)
    inspecting_body: str
    objects: str
    ratio: str = Field(description="exact fraction, e.g. 1/20")
    frequency: str
    method: str
    content: str = Field(sa_type=Text)
    file: str = Field(
        default="",
        sa_type=Text,
        description="the item file whose check points it has; without one nothing is drawn for it",
    )

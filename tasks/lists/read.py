"""Item lists as files."""

from __future__ import annotations

from pathlib import Path

from models.faults import Fault, Refused
from models.rules.items import ELEMENTS, KINDS_BY_WORDS, ItemListKind, ItemRow, item_row
from tasks.intake.tables import Column, Table

ITEM_COLUMNS = (
    Column("code", ("事项编号", "编号")),
    *(Column(field, (heading,)) for field, heading in ELEMENTS.items()),
    Column("kind", ("清单类别", "类别"), required=False),
)


def read_item_list(path: Path) -> dict[ItemListKind, list[ItemRow]]:
    """The items of a file, by kind of list.

    Raises:
        Refused: every fault; an item lacking one of its eight elements is one.

    Duty: 6.1, 7.1 (第六条、第七条).
    """
    table = Table(path, ITEM_COLUMNS)
    lists: dict[ItemListKind, list[ItemRow]] = {}
    seen: set[str] = set()
    for row in table.rows():
        item, problems = item_row(row.values)
        words = row.values.get("kind") or ItemListKind.SINGLE.words
        kind = KINDS_BY_WORDS.get(words)
        if kind is None:
            problems.append(("kind", f"应为 {ItemListKind.all_words()} 之一"))
        if item.code in seen:
            problems.append(("code", "事项编号重复"))
        seen.add(item.code)
        table.faults += [
            Fault(
                table.file,
                expected,
                row.sheet,
                row.number,
                table.headings[field],
                row.values.get(field, ""),
            )
            for field, expected in problems
        ]
        lists.setdefault(kind or ItemListKind.SINGLE, []).append(item)
    if table.faults:
        raise Refused(faults=table.faults)
    if not lists:
        raise Refused(faults=[Fault(table.file, "表头下面没有任何事项")])
    return lists

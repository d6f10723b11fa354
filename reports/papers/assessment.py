"""考评报告 on A4: the score, then each finding with its bars and its table; for the file and the superior."""

from __future__ import annotations

import re
from typing import Any

from models.rules.charts import Bar, Table
from reports.assessment_tables import tables
from reports.assessment_words import INTERNAL, Values, scope, score_in_words, title
from reports.cells import width_of
from reports.papers.printed import typeset

ACROSS, ROOM = 92, 3
"""Of a page, and around the text of a cell, in half-width characters."""

_WHOLE = re.compile(r"（?[0-9A-Za-z/-]+(?:个工作日|期|件|%)?）?[、，。；]?|[^0-9A-Za-z/-]{1,3}")


def assessment(assessed: Values) -> bytes:
    """The PDF.

    Raises:
        Refused: a font or a character is missing.

    Duty: 24.1 (第二十四条).
    """
    head = {
        "body": assessed["brigade"],
        "title": title(assessed),
        "number": "",
        "marks": [INTERNAL],
        "copies": ["考评报告"],
        "matter": "",
        "called": "",
        "qr": "",
        "phone": "",
        "day": "",
    }
    data = {
        "scope": scope(assessed),
        "sum": "" if assessed["score"] else score_in_words(assessed),
        "tables": [_table(each) for each in tables(assessed)],
    }
    written = {"名称": "".join(str(cell) for each in tables(assessed) for row in each.rows for cell in row)}  # fmt: skip
    return typeset("assessment", head, data, written)


def _table(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "finding": table.finding,
        "note": table.note,
        "head": list(table.head),
        "numeric": sorted(table.numeric),
        "widths": _widths(table),
        "rows": [[str(cell) for cell in row] for row in table.rows],
        "bars": [_bar(each) for each in table.bars],
    }


def _widths(table: Table) -> list[int]:
    """The width of each column, in half-width characters: what can't be broken fits, and what is left
    over goes to those with the longest texts."""
    cells = [
        [heading, *(str(row[n]) for row in table.rows)] for n, heading in enumerate(table.head)
    ]
    least = [ROOM + max(_unbroken(cell) for cell in column) for column in cells]
    wanted = [ROOM + max(width_of(cell) for cell in column) for column in cells]
    more = [max(0, want - needs) for want, needs in zip(wanted, least, strict=True)]
    share = min(1.0, max(0, ACROSS - sum(least)) / (sum(more) or 1))
    return [needs + round(share * extra) for needs, extra in zip(least, more, strict=True)]


def _unbroken(cell: str) -> int:
    """The widest part of a text that stays on one line."""
    return max((width_of(part) for part in _WHOLE.findall(cell)), default=4)


def _bar(bar: Bar) -> dict[str, Any]:
    parts = {name: float(bar.part(n)) for name, n in (("good", bar.good), ("paper", bar.paper), ("late", bar.late))}  # fmt: skip
    return {"name": bar.name, "label": bar.label, "tick": bar.tick is not None, **parts}

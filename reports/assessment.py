"""The assessment of a year's work: a page to read, a workbook to filter. Internal: it names inspectors."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from models.rules.charts import Table
from models.rules.publisher import Publisher
from reports.assessment_tables import tables
from reports.assessment_words import INTERNAL, Values, scope, score_in_words, title
from reports.cells import (
    EPOCH,
    OPTIONS,
    height,
    lines,
    looks,
    span,
    widths_of,
    write,
)
from reports.cells import (
    page as set_page,
)
from reports.public_site import page


def as_page(assessed: Values, publisher: Publisher) -> bytes:
    """The page: findings as headings, charts as bars of text, each with its table.

    Duty: 24.1 (第二十四条).
    """
    return page(
        "assessment",
        publisher,
        title(assessed),
        "",
        internal=INTERNAL,
        scope=scope(assessed),
        sum="" if assessed["score"] else score_in_words(assessed),
        tables=tables(assessed),
    )


def as_workbook(assessed: Values) -> bytes:
    """The workbook: a sheet for each table.

    Duty: 24.1 (第二十四条).
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": title(assessed), "created": EPOCH})
    named = looks(book)
    for table in tables(assessed):
        _sheet(book.add_worksheet(table.name), assessed, table, named)
    book.close()
    return out.getvalue()


def _sheet(sheet: Any, assessed: Values, table: Table, named: Any) -> None:
    last = max(len(table.head) - 1, 1)
    across = len(table.head) >= 8
    texts = [
        [str(row[column]) for row in (table.head, *table.rows)] for column in range(len(table.head))
    ]
    widths = widths_of(texts, across=across)
    set_page(sheet, widths, f"{title(assessed)}　{table.name}", INTERNAL, across=across)
    for row, (said, look) in enumerate(
        (
            (f"{title(assessed)}　{table.name}", "title"),
            (f"{INTERNAL}。{scope(assessed)}。", "plain"),
            (" ".join(filter(None, (table.finding, table.note))), "plain"),
        )
    ):
        span(sheet, row, 0, row, last, said, named[look])
        room = max(sum(widths), 2)
        sheet.set_row(row, height(lines(said, room)) * (1.3 if look == "title" else 1))
    for column, heading in enumerate(table.head):
        write(sheet, 3, column, heading, named["head"])
    for row, values in enumerate(table.rows, start=4):
        for column, value in enumerate(values):
            write(sheet, row, column, value, named["cell"])
        tallest = max(lines(str(v), widths[c]) for c, v in enumerate(values))
        sheet.set_row(row, height(tallest))
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(3)
    sheet.print_area(0, 0, 3 + len(table.rows), last)

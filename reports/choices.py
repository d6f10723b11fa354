"""What a cell offers to choose from, on a sheet that can be read and printed, and what it says of how
to fill it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reports.cells import Looks, page, widths_of

SHEET = "选项"

Choices = dict[tuple[str, ...], tuple[int, str]]
"""The lists of a workbook, each once: what is offered -> its column on the sheet, and its heading."""

Offered = dict[tuple[tuple[str, ...], str], list[tuple[int, int]]]
"""What a sheet offers, and under which heading -> the cells (row, column) in which."""

Told = dict[str, list[tuple[int, int]]]
"""What a sheet says of how to fill cells in -> the cells."""


def offer(sheet: Any, choices: Choices, offered: Offered, told: Told) -> None:
    """Offer the lists of a sheet in its cells, each list once; what else is typed there is warned of,
    and read all the same. Beside every other cell that has one stands its message."""
    for (of, heading), cells in offered.items():
        at, _ = choices.setdefault(of, (len(choices), heading))
        letters, listed = _letters(at), "、".join(of)
        shown = {
            "validate": "list",
            "source": f"={SHEET}!${letters}$3:${letters}${2 + len(of)}",
            "input_title": heading[:32],
            "input_message": f"从列表中选：{listed}"[:255],
            "error_type": "warning",
            "error_title": heading[:32],
            "error_message": f"应为 {listed} 之一"[:255],
        }
        _validate(sheet, cells, shown)
    for message, cells in told.items():
        _validate(sheet, cells, {"validate": "any", "input_message": message[:255]})


def _validate(sheet: Any, cells: Sequence[tuple[int, int]], shown: Mapping[str, Any]) -> None:
    (row, column), *others = cells
    everywhere = {**shown, "other_cells": [[r, c, r, c] for r, c in others]}
    sheet.data_validation(row, column, row, column, everywhere)


def choices_sheet(sheet: Any, looks: Looks, choices: Choices) -> None:
    """Write the sheet on which the lists stand."""
    across = len(choices) >= 8
    widths = widths_of([(heading, *of) for of, (_, heading) in choices.items()], across=across)
    page(sheet, widths, SHEET, across=across)
    last = max(1, len(widths) - 1)
    sheet.merge_range(0, 0, 0, last, "登记表黄色格可选的各项", looks["plain"])
    sheet.freeze_panes(2, 0)
    for of, (column, heading) in choices.items():
        sheet.write_string(1, column, heading, looks["head"])
        for row, each in enumerate(of, start=2):
            sheet.write_string(row, column, each, looks["cell"])
    sheet.protect("", {"select_locked_cells": True, "select_unlocked_cells": True})


def _letters(column: int) -> str:
    """A column as a spreadsheet names it."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

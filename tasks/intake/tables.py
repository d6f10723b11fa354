"""A table inside a clerk's file: found by its headings, wherever they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from models.faults import Fault, Refused
from tasks.intake.sheets import Sheet, read_sheets

HEADINGS_WITHIN = 20
TOTALS = ("合计", "总计", "小计", "共计")
NOTES = ("注：", "注:", "说明", "填表", "制表", "备注：", "备注:", "审核")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading (first) and the other headings it goes by."""

    field: str
    headings: tuple[str, ...]
    required: bool = True
    code: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands and the text of each column that the table has."""

    sheet: str | None
    number: int
    values: dict[str, str]


class Table:
    """The rows below the headings; what is wrong with a cell is kept in ``faults``."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        self.file, self.columns = path.name, columns
        self.headings = {column.field: column.headings[0] for column in columns}
        self.faults: list[Fault] = []
        self.written: list[str] = []
        """Every heading as it stands, of columns that were asked for or not."""
        self._sheet, self._places = self._find(read_sheets(path))

    def rows(self) -> Iterator[Row]:
        """Rows that hold data: no blank rows, no totals, no notes."""
        for number, cells in self._sheet.rows:
            first = next((text for cell in cells if (text := plain(cell))), "")
            if not first or first.startswith(TOTALS):
                continue
            if first.startswith(NOTES) and sum(1 for cell in cells if plain(cell)) == 1:
                continue
            yield Row(self._sheet.name, number, self._values(number, cells))

    def _values(self, number: int, cells: list[Any]) -> dict[str, str]:
        values = {}
        for column, place in self._places:
            cell = cells[place] if place < len(cells) else ""
            if column.code and isinstance(cell, int | float) and not isinstance(cell, bool):
                self.faults.append(
                    Fault(
                        self.file,
                        "这是数字单元格，Excel 可能已改动末位或前导零：请把该列设为文本后重新录入",
                        self._sheet.name,
                        number,
                        column.headings[0],
                        f"{cell:.0f}",
                    )
                )
            values[column.field] = plain(cell) if column.code else as_written(cell)
        return values

    def _find(self, sheets: list[Sheet]) -> tuple[Sheet, list[tuple[Column, int]]]:
        best: tuple[int, Sheet, list[tuple[Column, int]], list[Fault]] | None = None
        for sheet in sheets:
            for number, cells in islice(sheet.rows, HEADINGS_WITHIN):
                places, faults = self._match(sheet, number, cells)
                if len(places) >= 2 and (best is None or len(places) > best[0]):
                    best = (len(places), sheet, places, faults)
                    self.written = [as_written(cell).replace(" ", "") for cell in cells]
                    break
        if best is None:
            wanted = "、".join(c.headings[0] for c in self.columns if c.required)
            raise Refused(
                faults=[Fault(self.file, f"前 {HEADINGS_WITHIN} 行里找不到表头：{wanted}")]
            )
        if best[3]:
            raise Refused(faults=best[3])
        return best[1], best[2]

    def _match(
        self, sheet: Sheet, number: int, cells: list[Any]
    ) -> tuple[list[tuple[Column, int]], list[Fault]]:
        written = [as_written(cell).replace(" ", "") for cell in cells]
        places, faults = [], []
        for column in self.columns:
            at = [n for n, text in enumerate(written) if text in column.headings]
            heading = column.headings[0]
            if len(at) > 1:
                faults.append(Fault(self.file, "这一列出现多次", sheet.name, number, heading))
            elif not at and column.required:
                faults.append(Fault(self.file, "缺少这一列", sheet.name, number, heading))
            if at:
                places.append((column, at[0]))
        return places, faults


def plain(cell: Any) -> str:
    """A cell's text as a code or a choice is read: NFKC, without stray spaces."""
    written = as_written(cell)
    return written if written.isascii() else unicodedata.normalize("NFKC", written).strip()


def as_written(cell: Any) -> str:
    """A cell's text as it stands, full-width brackets and all; dates as YYYY-MM-DD."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)

"""Rows out of the files clerks have: xlsx, xls, and csv in UTF-8 or GB18030.

Spreadsheets are read in a limited child process (``apart``), after a look at the zip's directory: a
small file can be made to unpack to anything, and a legal two-cell sheet makes the reader abort.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.faults import Fault, Refused
from tasks.intake import apart
from tasks.intake.formulas import Places, formulas

Rows = Iterator[tuple[int, list[Any]]]

LARGEST_UNPACKED = 1_500_000_000
MOST_TIMES_PACKED = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``rows`` are ``(row number as the spreadsheet shows it, cells)``. A csv has one,
    named ``None``."""

    name: str | None
    rows: Rows


def read_sheets(path: Path, *, as_typed: bool = False) -> list[Sheet]:
    """Every sheet of a file; ``as_typed`` with formulas as they were typed, not what they came to.

    Raises:
        Refused: no such file, a kind that isn't read, or a file that can't be.
    """
    if not path.is_file():
        raise Refused(f"没有这个文件：{path.name}", code="file")
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return [Sheet(None, _csv_rows(path))]
    if suffix in (".xlsx", ".xls"):
        return [Sheet(name, iter(rows)) for name, rows in _in_child(path, as_typed)]
    raise Refused(faults=[Fault(path.name, "只接受 xlsx、xls 或 csv 文件")])


def _csv_rows(path: Path) -> Rows:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as opened:
        reader = csv.reader(opened)
        for cells in reader:
            yield reader.line_num, cells


def _encoding(path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=encoding) as opened:
                while opened.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise Refused(faults=[Fault(path.name, "文字编码应为 UTF-8 或 GB18030")])


def _in_child(path: Path, as_typed: bool) -> list[tuple[str, list[tuple[int, list[Any]]]]]:
    _look_at_zip(path)
    try:
        return apart.alone(_read_spreadsheet, str(path), as_typed)
    except apart.Stopped as error:
        raise Refused(
            faults=[
                Fault(path.name, "读取时超出限度：请检查是否在很远的单元格里有内容，另存后再试")
            ]
        ) from error
    except Exception as error:
        raise Refused(
            faults=[Fault(path.name, "不是可读的 Excel 文件，请用 Excel 另存后再试")]
        ) from error


def _look_at_zip(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        return
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
    except zipfile.BadZipFile as error:
        raise Refused(faults=[Fault(path.name, "不是有效的 xlsx 文件")]) from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > LARGEST_UNPACKED or unpacked > MOST_TIMES_PACKED * max(
        path.stat().st_size, 1_000_000
    ):
        raise Refused(faults=[Fault(path.name, "解开后过大，不予读取")])


def _read_spreadsheet(path: str, as_typed: bool) -> list[tuple[str, list[tuple[int, list[Any]]]]]:
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_path(path)
    typed = formulas(path) if as_typed else {}
    sheets = []
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        first = sheet.start[0] + 1 if sheet.start else 1
        rows = sheet.to_python(skip_empty_area=True)
        left = sheet.start[1] if sheet.start else 0
        cells = list(enumerate(([""] * left + row for row in rows) if left else rows, first))
        sheets.append((name, _with(typed[name], cells) if name in typed else cells))
    return sheets


def _with(typed: Places, cells: list[tuple[int, list[Any]]]) -> list[tuple[int, list[Any]]]:
    """The rows with the formulas in their places."""
    rows = dict(cells)
    for (number, column), formula in typed.items():
        row = rows.setdefault(number, [])
        row += [""] * (column - len(row))
        row[column - 1] = formula
    return sorted(rows.items())

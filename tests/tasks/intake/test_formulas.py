"""A formula is read as it was typed where people are to write text and numbers of their own (第二十条)."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook

from tasks.intake.formulas import formulas
from tasks.intake.sheets import read_sheets

TYPED = {(1, 2): "=20+6", (3, 1): '=HYPERLINK("a","b")', (3, 28): "=A1"}


def by_openpyxl(path: Path) -> Path:
    """A workbook without what its formulas come to."""
    book = Workbook()
    book.worksheets[0].title = "空"
    sheet = book.create_sheet("登记 & 表")
    sheet["A1"], sheet["B1"], sheet["A3"], sheet["AB3"] = "人数", *TYPED.values()
    book.save(path)
    return path


def by_xlsxwriter(path: Path) -> Path:
    """The same, with what they came to."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("空")
        sheet = book.add_worksheet("登记 & 表")
        sheet.write("A1", "人数")
        for (row, column), formula in TYPED.items():
            sheet.write_formula(row - 1, column - 1, formula, None, 26)
    return path


@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter])
def test_a_formula_is_found_in_its_cell_whether_or_not_it_was_worked_out(
    tmp_path: Path, write: object
) -> None:
    assert callable(write)
    path = write(tmp_path / "a.xlsx")
    assert formulas(str(path)) == {"登记 & 表": TYPED}
    _, sheet = read_sheets(path, as_typed=True)
    rows = dict(sheet.rows)
    assert rows[1][:2] == ["人数", "=20+6"]
    assert (rows[3][0], rows[3][27]) == ('=HYPERLINK("a","b")', "=A1")


def test_elsewhere_what_a_formula_came_to_is_read(tmp_path: Path) -> None:
    _, sheet = read_sheets(by_xlsxwriter(tmp_path / "a.xlsx"))
    assert next(iter(sheet.rows)) == (1, ["人数", 26.0, *[""] * 26])


def test_where_there_is_none_nothing_is_found(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("表").write_string("A1", "=1+1 是文字")
    assert formulas(str(tmp_path / "a.xlsx")) == {}
    assert formulas(str(tmp_path / "a.xls")) == {}

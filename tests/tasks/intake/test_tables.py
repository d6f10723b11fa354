"""A table is found by its headings, wherever they stand, and every wrong cell by its real row."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from models.faults import Refused
from tasks.intake.tables import HEADINGS_WITHIN, Column, Table, as_written, plain

COLUMNS = (
    Column("code", ("统一代码", "信用代码"), code=True),
    Column("name", ("名称",)),
    Column("note", ("备注",), required=False),
)


def _csv(folder: Path, *lines: str) -> Path:
    path = folder / "名录.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _faults(path: Path) -> list[str]:
    with pytest.raises(Refused) as refused:
        Table(path, COLUMNS)
    return list(refused.value.reasons)


@pytest.mark.duty("12.1")
def test_headings_are_found_below_titles_and_by_their_other_names(tmp_path: Path) -> None:
    path = _csv(
        tmp_path, "某区名录", "填报单位：甲", "", "名 称,信用代码", "甲网吧,A1", "乙网吧,A2"
    )
    table = Table(path, COLUMNS)
    rows = [(row.number, row.values) for row in table.rows()]
    assert rows == [(5, {"code": "A1", "name": "甲网吧"}), (6, {"code": "A2", "name": "乙网吧"})]
    assert table.faults == []


@pytest.mark.duty("12.1")
def test_blank_rows_totals_and_notes_hold_no_data(tmp_path: Path) -> None:
    path = _csv(
        tmp_path, "统一代码,名称", "A1,甲", ",", "合计,1家", "注：以上为虚构", "A2,乙", "说明,丙"
    )
    # "说明" with a second cell is a row, not a note.
    assert [row.number for row in Table(path, COLUMNS).rows()] == [2, 6, 7]


def test_headings_beyond_the_first_rows_are_not_looked_for(tmp_path: Path) -> None:
    filler = ["某区名录"] * HEADINGS_WITHIN
    assert _faults(_csv(tmp_path, *filler, "统一代码,名称", "A1,甲")) == [
        f"文件「名录.csv」：前 {HEADINGS_WITHIN} 行里找不到表头：统一代码、名称"
    ]
    assert Table(_csv(tmp_path, *filler[1:], "统一代码,名称", "A1,甲"), COLUMNS).faults == []


@pytest.mark.duty("12.1")
def test_a_column_that_lacks_or_comes_twice_is_named_with_its_row(tmp_path: Path) -> None:
    assert _faults(_csv(tmp_path, "表", "名称,备注", "甲,")) == [
        "文件「名录.csv」第2行「统一代码」列：缺少这一列"
    ]
    assert _faults(_csv(tmp_path, "统一代码,名称,名称", "A1,甲,乙")) == [
        "文件「名录.csv」第1行「名称」列：这一列出现多次"
    ]


@pytest.mark.duty("12.1")
def test_a_number_in_a_code_column_is_a_fault_and_never_repaired(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名录"
    sheet.append(["统一代码", "名称"])
    sheet.append(["A1", "甲"])
    sheet.append([923501050000000000, "乙"])
    path = tmp_path / "名录.xlsx"
    book.save(path)
    table = Table(path, COLUMNS)
    assert len(list(table.rows())) == 2
    [fault] = table.faults
    assert (fault.file, fault.sheet, fault.row, fault.column) == (
        "名录.xlsx",
        "名录",
        3,
        "统一代码",
    )
    assert fault.value == "923501050000000000"


def test_a_cells_text_is_read_as_a_code_or_as_it_stands() -> None:
    assert plain("Ａ１（甲） ") == "A1(甲)"
    assert as_written(" 住所（经营场所） ") == "住所（经营场所）"
    assert as_written(None) == ""
    assert as_written(12.0) == "12"
    assert as_written(12.5) == "12.5"

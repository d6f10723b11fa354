"""How wide a text is, how high its row, how a sheet is printed."""

from __future__ import annotations

import io
from datetime import date, time
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from reports.cells import (  # fmt: skip
    OPTIONS,
    height,
    lines,
    looks,
    page,
    page_height,
    scale,
    span,
    ticked,
    width_of,
    widths_of,
    write,
)


def sheet_of(fill: Any) -> Any:
    """A sheet that ``fill`` wrote, read again."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    fill(book.add_worksheet("样例"), looks(book))
    book.close()
    return load_workbook(io.BytesIO(out.getvalue())).worksheets[0]


def test_a_wide_character_counts_two_a_box_too() -> None:
    assert [width_of(text) for text in ("", "ab", "甲乙", "a甲", "☐是", "甲\n乙丙")] == [
        0,
        2,
        4,
        3,
        4,
        4,
    ]


@pytest.mark.parametrize(
    ("text", "width", "taken"),
    [
        ("", 9, 1),
        ("甲乙丙丁", 9, 1),
        ("甲乙丙丁戊", 9, 2),
        ("甲乙丙丁。", 9, 2),  # what closes never begins a line
        ("192.168.1.12 甲", 14, 2),  # an address is not broken
        ("甲\n乙\n丙", 9, 3),
        ("a" * 33, 12, 3),
    ],
)
def test_lines_are_counted_by_hand(text: str, width: int, taken: int) -> None:
    # A cell of width 9 takes 8 half-width characters beside its edges.
    assert lines(text, width) == taken


def test_boxes_are_packed_and_none_is_broken() -> None:
    assert ticked(["符合", "不符合", "不适用"], 10) == "☐符合\n☐不符合\n☐不适用"
    assert ticked(["正常", "不正常", "未安装"], 18) == "☐正常 ☐不正常\n☐未安装"
    assert height(3) == 3 * 14 + 4


def test_a_page_is_a4_one_wide_with_margins_and_a_foot_that_counts() -> None:
    def fill(sheet: Any, named: Any) -> None:
        page(sheet, [10, 20], "甲&乙", "350105-1", tall=2)

    sheet = sheet_of(fill)
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToWidth in (None, 1)  # one is what is left out
    assert sheet.page_setup.fitToHeight == 2
    margins = sheet.page_margins
    centimetres = [
        round(x * 2.54, 1) for x in (margins.left, margins.right, margins.top, margins.bottom)
    ]
    assert centimetres == [2.0, 1.5, 1.5, 1.5]
    assert sheet.oddFooter.center.text == "第&P页，共&N页"
    assert sheet.oddFooter.left.text == "350105-1"
    assert sheet.oddFooter.right.text == "甲&&乙"


def test_the_scale_fits_the_paper_and_a_page_takes_the_more_rows_the_smaller_it_is() -> None:
    # 175 mm of paper are 661 pixels of 1/96 inch: 90 characters of 7 and a column's 5 fit whole.
    assert scale([90]) == 100
    assert scale([190]) == 49
    assert page_height([90]) == pytest.approx(756.9, abs=0.1)  # 267 mm in points
    assert page_height([190]) == pytest.approx(756.9 / 0.49, abs=0.2)
    assert scale([140], across=True) == 100  # 262 mm are 990 pixels


def test_columns_that_would_be_printed_too_small_give_way_down_to_what_cannot_be_broken() -> None:
    assert widths_of([["甲乙"], [""], ["甲" * 30]]) == [6, 6, 40]
    code = "350105-WB-01-2026-5-00001"
    columns = [[code], ["甲" * 30], ["短"], *[["甲乙丙丁" * 3]] * 4]
    assert scale([27, 40, 6, 26, 26, 26, 26]) < 80
    widths = widths_of(columns)
    assert scale(widths) >= 80
    assert widths[0] == 27
    assert widths[2] == 6
    assert min(widths) == 6
    assert widths_of([[code]] * 9) == [27] * 9  # then it is printed smaller


def test_values_are_written_as_what_they_are_and_formulas_as_text() -> None:
    values = [3, "=1+1", date(2026, 9, 8), time(9, 30), "", None, "http://a.invalid"]

    def fill(sheet: Any, named: Any) -> None:
        for row, value in enumerate(values):
            look = "fill" if isinstance(value, int) else "fill_date"
            write(sheet, row, 0, value, named[look])
        span(sheet, 9, 0, 9, 2, "甲", named["cell"])
        with pytest.raises(TypeError):
            write(sheet, 20, 0, True, named["cell"])

    sheet = sheet_of(fill)
    read = [sheet.cell(row + 1, 1) for row in range(len(values))]
    assert [cell.value for cell in read[:2]] == [3, "=1+1"]
    assert read[1].data_type == "s"
    assert read[2].value.date() == date(2026, 9, 8)
    assert [cell.value for cell in read[4:]] == [None, None, "http://a.invalid"]
    assert read[6].hyperlink is None
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A10:C10"]


def test_every_cell_is_in_the_song_face_and_only_what_is_filled_in_is_open() -> None:
    def fill(sheet: Any, named: Any) -> None:
        for row, name in enumerate(sorted(named)):
            sheet.write_string(row, 0, name, named[name])

    for (cell,) in sheet_of(fill).iter_rows():
        assert (cell.font.name, cell.font.sz) == ("宋体", 14 if cell.value == "title" else 10.5)
        assert cell.protection.locked is not cell.value.startswith("fill")
        assert (cell.fill.fgColor.rgb == "FFFFF8DC") is cell.value.startswith("fill")

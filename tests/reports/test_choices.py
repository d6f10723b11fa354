"""Lists to choose from stand on a sheet that can be read and printed; every cell says how it is filled in."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from openpyxl import load_workbook

from reports.cells import OPTIONS, looks
from reports.choices import SHEET, Choices, Offered, Told, choices_sheet, offer


def sheets(offered: Offered, told: Told) -> list[Any]:
    """A form's sheet and the lists."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    choices: Choices = {}
    offer(book.add_worksheet("表"), choices, offered, told)
    choices_sheet(book.add_worksheet(SHEET), looks(book), choices)
    book.close()
    return list(load_workbook(io.BytesIO(out.getvalue())).worksheets)


def test_each_list_stands_once_under_what_it_is_for() -> None:
    offered: Offered = {
        (("是", "否"), "是或否"): [(0, 0)],
        (("符合", "不符合"), "认定"): [(1, 0), (4, 0)],
    }
    form, lists = sheets(offered, {"例如 2026-09-10": [(2, 0), (2, 3)]})
    assert [[cell.value for cell in row] for row in lists.iter_rows(min_row=2)] == [
        ["是或否", "认定"],
        ["是", "符合"],
        ["否", "不符合"],
    ]
    shown = {str(each.sqref): each for each in form.data_validations.dataValidation}
    assert {at: each.formula1 for at, each in shown.items() if each.type == "list"} == {
        "A1": "选项!$A$3:$A$4",
        "A2 A5": "选项!$B$3:$B$4",
    }
    # Whoever writes a tick instead is warned, not stopped: it is read all the same.
    assert shown["A2 A5"].errorStyle == "warning"
    assert shown["A2 A5"].error == "应为 符合、不符合 之一"
    assert shown["A3 D3"].prompt == "例如 2026-09-10"


def test_columns_go_on_after_z() -> None:
    offered: Offered = {((str(n),), f"表{n}"): [(n, 0)] for n in range(28)}
    form, _ = sheets(offered, {})
    sources = [each.formula1 for each in form.data_validations.dataValidation]
    assert [sources[n] for n in (25, 26, 27)] == [
        "选项!$Z$3:$Z$3",
        "选项!$AA$3:$AA$3",
        "选项!$AB$3:$AB$3",
    ]

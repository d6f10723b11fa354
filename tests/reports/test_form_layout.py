"""Where everything stands on a form, and what it says of its own task."""

from __future__ import annotations

from dataclasses import replace

from reports.cells import scale
from reports.form_layout import WIDTHS, beside_page, cell_name, own_values, shape, sheet_name
from tests.forms import task


def test_a_form_is_printed_at_eighty_percent_or_more() -> None:
    assert scale(WIDTHS) >= 80


def test_a_form_names_its_own_task() -> None:
    own = own_values(task(), "样例大队")
    assert own["任务编号"] == "350105-WB-01-2026-5-00001"
    assert own["派发检查人员"] == "林虚甲 035023、陈虚乙 035036"
    assert (own["检查人员警号"], own["录入人警号"]) == ("035023、035036", "035023")
    assert beside_page(task()) == "350105-WB-01-2026-5-00001　清单第 1 版，要点 2026-1 版"


def test_forms_are_of_one_shape_if_every_value_takes_as_many_lines() -> None:
    one = task()
    assert shape(one, "队") == shape(replace(one, subject="另一家样例网吧"), "队")
    assert shape(one, "队") != shape(replace(one, subject="虚" * 40), "队")
    assert shape(one, "队") != shape(one, "样例" * 20)


def test_cells_are_named_as_a_spreadsheet_names_them() -> None:
    assert [cell_name(0, 0), cell_name(15, 7)] == ["A1", "H16"]


def test_a_form_s_sheet_says_what_it_is_and_of_whom_within_31_letters() -> None:
    one = "350105-WB-01-2026-5-00002"
    assert sheet_name(one, "样例极光网吧三店") == "登记表 00002 样例极光网吧三店"
    assert sheet_name(one, "样例[一]:店*?/'甲'") == "登记表 00002 样例一店甲"
    long = sheet_name(one, "虚" * 40)
    assert (len(long), long.startswith("登记表 00002 虚")) == (31, True)
    assert sheet_name(one, "甲", {"登记表 00002 甲"}) == one
    longer = "350105001001-WB-01-LONG-CODE-2026-5-00001"
    assert sheet_name(longer, "甲", {"登记表 00001 甲"}) == longer[-31:]

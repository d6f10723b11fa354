"""The inspector's workbook."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from flows.sample.answers import CONFORMS, form
from tests.forms import VISIT, item, task, workbook


def sheets(content: bytes) -> list[Any]:
    """The sheets of a workbook."""
    return list(load_workbook(io.BytesIO(content)).worksheets)


def test_the_same_form_gives_the_same_bytes() -> None:
    one = task()
    forms = {one.number: form(one, VISIT, CONFORMS)}
    assert workbook(one, forms=forms) == workbook(one, forms=forms)


@pytest.mark.duty("20.1")
def test_the_form_goes_to_who_leads_under_the_name_of_what_it_is() -> None:
    lead = replace(task(), subject="样例极光网吧三店")
    assisted = replace(task(number=2), officers=tuple(reversed(lead.officers)))
    tasks, *forms = sheets(workbook(lead, assisted))
    assert [sheet.title for sheet in forms] == ["登记表 00001 样例极光网吧三店", "选项"]
    assert [tasks[f"A{row}"].value for row in (6, 7)] == ["1", "2"]
    assert [tasks[f"B{row}"].value.split("\n")[-1] for row in (6, 7)] == [
        lead.number,
        assisted.number,
    ]


def test_forms_of_two_items_for_one_subject_have_sheets_of_their_own() -> None:
    one, other = task(item("example-yl-01.toml")), task(item("example-yl-02.toml"))
    titles = [sheet.title for sheet in sheets(workbook(one, other))]
    assert titles == ["检查任务单", "登记表 00001 样例网吧（一店）", other.number, "选项"]


@pytest.mark.duty("19.1", "20.1")
def test_the_task_sheet_is_a_list_in_portrait_high_enough_for_what_stands_in_it() -> None:
    one = replace(task(), premises="虚" * 30)
    tasks = sheets(workbook(one))[0]
    assert tasks.page_setup.orientation != "landscape"
    assert [cell.value for cell in tasks[5]] == [
        "序号",
        "检查对象",
        "住所（经营场所）",
        "主检、协检",
        "回传期限",
    ]
    row = [cell.value for cell in tasks[6]]
    assert row[1].split("\n") == ["样例网吧（一店）", "92350105MA00000001", "林样甲", "WB-01 互联网上网服务营业场所安全监督检查", one.number]  # fmt: skip
    assert row[2:] == ["虚" * 30, "林虚甲（035023）\n陈虚乙（035036）", "2026-09-21"]
    # Five lines, the fourth of them (42 half-width characters of 33) in two; whole pixels.
    assert tasks.row_dimensions[6].height == pytest.approx(6 * 14 + 4, abs=0.75)
    assert tasks.freeze_panes == "A6"
    assert tasks.print_title_rows == "$5:$5"
    assert "留痕链头 0000000000000000" in tasks.oddFooter.left.text


@pytest.mark.duty("20.1")
def test_who_leads_nothing_is_not_told_of_forms_behind() -> None:
    lead = task()
    assisted = replace(lead, officers=tuple(reversed(lead.officers)))
    books = [sheets(workbook(each)) for each in (lead, assisted)]
    assert [len(book) for book in books] == [3, 1]
    assert [book[0]["A4"].value for book in books] == [
        "主检人员在后面的登记表上填写黄色格，检查结束后及时交回内勤。",
        "登记表随主检人员的任务单发放，由主检人员填写，检查结束后及时交回内勤。",
    ]

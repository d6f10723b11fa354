"""The inspector's workbook."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from flows.sample.answers import CONFORMS, form
from tests.forms import ITEMS, VISIT, item, task, workbook


def sheets(content: bytes) -> list[Any]:
    """The sheets of a workbook."""
    return list(load_workbook(io.BytesIO(content)).worksheets)


@pytest.mark.duty("7.2", "10.1", "20.1")
@pytest.mark.parametrize("name", ITEMS)
def test_a_form_names_its_item_and_version_and_prints_its_points(name: str) -> None:
    one = task(item(name))
    tasks, sheet = sheets(workbook(one))
    printed = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert printed[0][0] == one.item.form_title
    assert printed[2] == [
        "抽查事项",
        f"{one.item.code} {one.item.name}",
        "事项版本",
        one.item_version,
    ]
    first = printed.index(["检查类别", "检查要点", "认定", "检查所见"]) + 1
    points = one.item.points
    assert printed[first : first + len(points)] == [
        [point.group, f"{point.code} {point.label}", None, None] for point in points
    ]
    labels = [row[0] for row in printed[first + len(points) :]]
    assert labels[: len(one.item.measures)] == [measure.label for measure in one.item.measures]
    assert tasks["B4"].value == f"{one.item.code} {one.item.name}"


@pytest.mark.duty("20.1")
def test_a_blank_form_names_who_was_sent_and_nothing_else() -> None:
    _, sheet = sheets(workbook(task()))
    filled = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=7) if row[1].value}
    assert filled["检查人员警号"] == "035023、035036"
    assert filled["录入人警号"] == "035023"
    assert "是否出示警察证" not in filled
    assert "被检查对象确认" not in filled


@pytest.mark.duty("10.1", "20.2")
def test_what_can_be_chosen_is_offered() -> None:
    _, sheet = sheets(workbook(task()))
    offered = {each.formula1 for each in sheet.data_validations.dataValidation}
    assert offered == {'"是,否"', '"符合,不符合,不适用"', '"签字,盖章,拒绝签字"'}


def test_the_same_form_gives_the_same_bytes() -> None:
    one = task()
    forms = {one.number: form(one, VISIT, CONFORMS)}
    assert workbook(one, forms=forms) == workbook(one, forms=forms)


@pytest.mark.duty("20.1")
def test_the_form_goes_to_who_leads() -> None:
    lead, assisted = task(), task(number=2)
    object.__setattr__(assisted, "officers", tuple(reversed(assisted.officers)))
    tasks, *forms = sheets(workbook(lead, assisted))
    assert [sheet.title for sheet in forms] == [lead.number]
    assert [tasks[f"A{row}"].value for row in (4, 5)] == [lead.number, assisted.number]


@pytest.mark.duty("10.2", "20.1")
def test_beside_what_is_measured_stand_its_unit_and_what_is_wanted() -> None:
    _, sheet = sheets(workbook(task()))
    beside = {row[0].value: (row[2].value, row[3].value) for row in sheet.iter_rows()}
    assert beside["抽查机器（编号-IP 末位）"] == (
        "台",
        "应不少于 2 台（第十条），写作 12-12、35-35",
    )
    assert beside["日志保存天数"] == ("天", None)
    assert beside["安全员证书有效期至"] == (None, None)


@pytest.mark.duty("20.1")
def test_what_is_filled_in_has_the_rest_of_the_row() -> None:
    _, sheet = sheets(workbook(task()))
    wide = {
        sheet.cell(r.min_row, 1).value for r in sheet.merged_cells.ranges if r.size["columns"] == 3
    }
    assert {"检查日期", "检查人员警号", "不予配合说明", "拒绝签字原因", "备注"} <= wide


def test_a_row_is_as_high_as_what_stands_in_it() -> None:
    """By hand: a line takes 34 half-width characters of the second column, a Chinese one two."""
    one = task()
    object.__setattr__(one, "premises", "虚" * 18)
    _, sheet = sheets(workbook(one))
    height = {row[0].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows()}
    assert height["市场主体名称"] == 21
    assert height["住所（经营场所）"] == 21 + 15
    assert height["检查人员签字"] >= 3 * 15


@pytest.mark.duty("20.1")
def test_who_leads_nothing_is_not_told_of_forms_behind() -> None:
    lead, assisted = task(), task()
    object.__setattr__(assisted, "officers", tuple(reversed(assisted.officers)))
    notes = [sheets(workbook(each))[0].cell(6, 1).value for each in (lead, assisted)]
    assert notes[0] == "主检人员在后面的登记表上填写底色单元格，检查结束后及时交回内勤。"
    assert notes[1] == "登记表随主检人员的任务单发放，由主检人员填写，检查结束后及时交回内勤。"

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

"""A record form as a sheet to fill in or to write on (第十、二十条)."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from flows.sample.answers import CLOSED, CONFORMS, SHORT_LOGS, form
from models.rules.form import FIELDS, NON_COOPERATION
from reports.cells import height, page_height
from reports.form_layout import WIDTHS
from tests.forms import FIRST, ITEMS, VISIT, item, task, workbook


def sheet_of(content: bytes) -> Any:
    """The first form of a workbook."""
    return load_workbook(io.BytesIO(content)).worksheets[1]


def cells(sheet: Any) -> dict[str, Any]:
    """Text -> the first cell that holds it."""
    found: dict[str, Any] = {}
    for row in sheet.iter_rows():
        for cell in row:
            found.setdefault(str(cell.value), cell)
    return found


def beside(sheet: Any, label: str) -> list[Any]:
    """What stands to the right of a label, merged cells taken as one."""
    cell = cells(sheet)[label]
    values = [
        sheet.cell(cell.row, column).value for column in range(cell.column + 1, len(WIDTHS) + 1)
    ]
    return [value for value in values if value is not None]


@pytest.mark.duty("7.2", "10.1", "20.1")
@pytest.mark.parametrize("name", ITEMS)
def test_a_form_names_its_item_and_version_and_prints_every_point_and_measure(name: str) -> None:
    one = task(item(name))
    sheet = sheet_of(workbook(one))
    printed = cells(sheet)
    assert sheet["A1"].value == one.item.form_title
    assert beside(sheet, "抽查事项") == [f"{one.item.code} {one.item.name}"]
    assert beside(sheet, "事项版本")[0] == one.item_version
    for point in one.item.points:
        assert printed[point.title].column == printed["检查要点"].column
    for measure in one.item.measures:
        assert printed[measure.label].column == printed["核对事项"].column
    assert [text for text in printed if text in {point.group for point in one.item.points}] == list(
        dict.fromkeys(point.group for point in one.item.points)
    )


@pytest.mark.duty("20.1")
def test_a_blank_form_names_who_was_sent_and_nothing_else() -> None:
    sheet = sheet_of(workbook(task()))
    open_cells = [
        (cell.coordinate, cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and cell.value is not None
    ]
    assert [value for _, value in open_cells] == ["035023、035036", "035023"]


@pytest.mark.duty("20.1", "23.1")
def test_first_of_all_a_form_asks_what_this_visit_was() -> None:
    sheet = sheet_of(workbook(task()))
    printed = cells(sheet)
    assert printed["本次检查情况"].row < printed["检查日期"].row < printed["检查要点"].row
    [ticks] = beside(sheet, "本次检查情况")
    assert ticks.split() == ["☐已实地检查", "☐拒绝进入", "☐已停业", "☐不在此经营", "☐已搬迁", "☐无法联系", "☐已注销", "☐证照已吊销"]  # fmt: skip
    assert "本次检查情况" not in cells(sheet_of(workbook(task(FIRST))))


@pytest.mark.duty("10.2", "20.1")
def test_beside_each_measure_stand_its_unit_its_minimum_and_what_to_write_where_there_is_none() -> (
    None
):
    sheet = sheet_of(workbook(task()))
    said = {label: beside(sheet, label)[-1] for label in ("核对的上网人员", "计费系统日志保存", "其中红色", "接入的线路", "安全审计系统", "配备信息网络安全员", "安全员姓名", "证书有效期至")}  # fmt: skip
    assert said == {
        "核对的上网人员": "人；不少于2人，没有的填「无人上网」",
        "计费系统日志保存": "天；不少于180天，没有的填「没有日志」",
        "其中红色": "条；不超过5%",
        "接入的线路": "条；不多于1条",
        "安全审计系统": "☐正常 ☐不正常\n☐未安装",
        "配备信息网络安全员": "☐是 ☐否",
        "安全员姓名": "可不填",
        "证书有效期至": "如 2027-03-31",
    }
    assert "不少于2台" in beside(sheet, "抽查的机器和IP地址")[-1]


@pytest.mark.duty("10.1", "20.2", "22.1")
def test_what_can_be_chosen_is_offered_and_the_five_kinds_are_printed() -> None:
    sheet = sheet_of(workbook(task()))
    offered = {
        at
        for each in sheet.data_validations.dataValidation
        if each.type == "list"
        for at in str(each.sqref).split()
    }
    printed = cells(sheet)
    for label in (
        "本次检查情况",
        "是否出示警察证",
        "被检查对象确认",
        "安全审计系统",
        "配备信息网络安全员",
    ):
        row = printed[label].row
        assert any(at.lstrip("ABCDEFGH") == str(row) for at in offered), label
    legend = next(text for text in printed if text.startswith("不予配合的五种情形（第二十二条）"))
    assert all(f"{number} {words}" in legend for number, words in NON_COOPERATION.items())


@pytest.mark.duty("20.1")
def test_a_message_beside_each_cell_says_how_to_fill_it_in() -> None:
    sheet = sheet_of(workbook(task()))
    told = {
        at: each.prompt
        for each in sheet.data_validations.dataValidation
        for at in str(each.sqref).split()
    }
    printed = cells(sheet)
    assert told[f"F{printed['抽查的机器和IP地址'].row}"].startswith("例如 12号机 192.168.1.12")
    assert told[f"C{printed['检查日期'].row}"] == "填日期，例如 2026-09-10"
    assert all(message and len(message) <= 255 for message in told.values())
    assert {f"F{printed[measure.label].row}" for measure in task().item.measures} <= set(told)


@pytest.mark.duty("20.1")
def test_no_cell_is_dead() -> None:
    sheet = sheet_of(workbook(task()))
    merged = {
        at
        for each in sheet.merged_cells.ranges
        for at in (
            (row, column)
            for row in range(each.min_row, each.max_row + 1)
            for column in range(each.min_col, each.max_col + 1)
        )
        if at != (each.min_row, each.min_col)
    }
    empty = [
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if (cell.row, cell.column) not in merged and cell.value is None and cell.protection.locked
    ]
    # Room to sign in, of officers and subject.
    assert [sheet[at].row - cells(sheet)["检查人员签字"].row for at in empty] == [0, 1]


@pytest.mark.duty("20.1")
@pytest.mark.parametrize("story", [None, CONFORMS, SHORT_LOGS, CLOSED])
def test_a_form_is_two_pages_and_no_group_is_parted(story: str | None) -> None:
    one = task()
    filled = {one.number: form(one, VISIT, story)} if story else {}
    sheet = sheet_of(workbook(one, forms=filled))
    assert sheet.page_setup.fitToHeight == 2
    headings = cells(sheet)["检查要点"].row
    assert sheet.print_title_rows == f"${headings}:${headings}"
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    begins = cells(sheet)["有害信息"].row - 1
    first, capacity = sum(heights[:begins]), page_height(WIDTHS)
    # The next row would not fit on the first page, and the rest fits on the second, with the heading.
    assert first <= capacity < first + heights[begins]
    assert sum(heights[begins:]) + heights[headings - 1] <= capacity


def test_a_long_name_and_address_still_make_two_pages() -> None:
    one = replace(task(), subject="虚构" * 15, premises="虚构的地址" * 12)
    sheet = sheet_of(workbook(one))
    assert sheet.page_setup.fitToHeight == 2
    rows = {row[0].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows()}
    # By hand: 50 half-width characters beside the label; 60 of the name, 120 of the address.
    assert rows["信用代码"] == pytest.approx(height(2), abs=1)
    assert rows["负责人"] == pytest.approx(height(3), abs=1)


@pytest.mark.duty("20.1", "20.2")
def test_there_is_room_to_sign_and_a_day_beside_each_signature() -> None:
    sheet = sheet_of(workbook(task()))
    printed = cells(sheet)
    for day, signature in (
        ("检查人员签字日期", "检查人员签字"),
        ("被检查对象确认日期", "被检查对象签字（盖章）"),
    ):
        assert printed[day].row == printed[signature].row
        assert sheet.row_dimensions[printed[day].row].height >= 30
    assert {FIELDS["witness"].label, FIELDS["witness_signed_on"].label} <= set(printed)


def test_an_item_of_the_first_format_is_printed_with_its_own_points() -> None:
    one = task(FIRST)
    sheet = sheet_of(workbook(one, forms={one.number: form(one, VISIT, CONFORMS)}))
    assert beside(sheet, "日志保存天数")[0] == 180
    assert beside(sheet, "抽查机器（编号-IP 末位）")[0] == "1-192.168.0.1、2-192.168.0.2"

"""Filled-in forms are read as they were filled in, wherever they stand on their sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flows.sample.answers import CONFORMS, KEEPS_OUT, REFUSES_TO_SIGN, SHORT_LOGS, form
from models.faults import Refused
from tasks.inspect.read import read_form, read_record_forms
from tests.forms import ITEMS, VISIT, fill, item, task, workbook, written


@pytest.mark.duty("20.1", "7.2")
@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize("story", [CONFORMS, SHORT_LOGS, REFUSES_TO_SIGN, KEEPS_OUT])
def test_what_is_filled_in_is_read_of_any_item(tmp_path: Path, name: str, story: str) -> None:
    one = task(item(name))
    filled = form(one, VISIT, story)
    path = written(tmp_path / "a.xlsx", workbook(one, forms={one.number: filled}))
    [sheet] = read_record_forms(path)
    assert sheet.inspection == one.number
    assert sheet.item_version == one.item_version
    assert read_form(sheet, one.item) == (filled, [])


def test_blank_forms_are_left_out_and_a_file_of_blank_ones_is_refused(tmp_path: Path) -> None:
    first, second = task(), task(number=2)
    some = workbook(first, second, forms={second.number: form(second, VISIT, CONFORMS)})
    read = read_record_forms(written(tmp_path / "a.xlsx", some))
    assert [sheet.inspection for sheet in read] == [second.number]
    with pytest.raises(Refused, match="登记表都是空白的"):
        read_record_forms(written(tmp_path / "b.xlsx", workbook(first)))


def test_a_workbook_without_forms_is_refused(tmp_path: Path) -> None:
    other = task(item("wb-01.toml"))
    content = workbook(other, forms={})

    def rename(sheet: Any) -> None:
        fill(sheet, "任务编号", other.number)
        sheet["A2"].value = "别的"

    with pytest.raises(Refused, match="里面没有检查情况登记表"):
        read_record_forms(written(tmp_path / "a.xlsx", content, rename))


@pytest.mark.duty("20.1")
@pytest.mark.parametrize(("down", "right"), [(0, 0), (3, 0), (0, 2), (4, 1)])
def test_the_row_of_a_fault_is_the_sheets_own(tmp_path: Path, down: int, right: int) -> None:
    rows = {}

    def wrong(sheet: Any) -> None:
        sheet.merged_cells.ranges.clear()
        if down:
            sheet.insert_rows(1, down)
        if right:
            sheet.insert_cols(1, right)
        for label, value in (
            ("检查日期", "九月八日"),
            ("日志保存天数", "很多"),
            ("B3 没有使用公用上网卡", "符"),
            ("不予配合情形（1-5）", "一"),
        ):
            rows[label] = fill(sheet, label, value)

    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, CONFORMS)})
    [sheet] = read_record_forms(written(tmp_path / "a.xlsx", content, wrong))
    _, faults = read_form(sheet, one.item)
    assert {fault.column: fault.row for fault in faults} == rows
    assert sheet.fault("录入人警号", "", "").row == rows["检查日期"] + 3


@pytest.mark.duty("19.1")
def test_nothing_is_assumed_of_a_row_left_blank(tmp_path: Path) -> None:
    def clear(sheet: Any) -> None:
        for label in ("是否出示警察证", "被检查对象确认", "核对上网人员（人）", "C1 没有制作、查阅、传播有害信息"):  # fmt: skip
            fill(sheet, label, None)

    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, CONFORMS)})
    [sheet] = read_record_forms(written(tmp_path / "a.xlsx", content, clear))
    read, faults = read_form(sheet, one.item)
    assert (read.police_id_shown, read.signature, faults) == (None, "", [])
    assert "customers" not in read.measured
    assert "C1" not in read.answers


@pytest.mark.parametrize(
    ("label", "value", "name", "read"),
    [
        ("检查日期", "2026年9月8日", "visited_on", VISIT),
        ("检查日期", "2026/9/8", "visited_on", VISIT),
        ("检查日期", VISIT, "visited_on", VISIT),
        ("检查人员警号", "035023,035036", "officers", ("035023", "035036")),
        ("检查人员警号", "035023；035036", "officers", ("035023", "035036")),
        ("不予配合情形（1-5）", "2、3", "non_cooperation", (2, 3)),
        ("是否出示警察证", "否", "police_id_shown", False),
    ],
)  # fmt: skip
def test_rows_are_read_as_people_write_them(
    tmp_path: Path, label: str, value: Any, name: str, read: Any
) -> None:
    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, CONFORMS)})
    [sheet] = read_record_forms(
        written(tmp_path / "a.xlsx", content, lambda sheet: fill(sheet, label, value))
    )
    assert getattr(read_form(sheet, one.item)[0], name) == read


@pytest.mark.parametrize("value", ["-1", "2.5", -1, 2.5, "9" * 5000, "26 人", "二十六"])
def test_a_count_is_a_whole_number(tmp_path: Path, value: Any) -> None:
    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, CONFORMS)})
    [sheet] = read_record_forms(
        written(tmp_path / "a.xlsx", content, lambda sheet: fill(sheet, "现场上网人数", value))
    )
    read, faults = read_form(sheet, one.item)
    assert "headcount" not in read.measured
    assert [(fault.column, fault.expected) for fault in faults] == [("现场上网人数", "应为整数")]

"""Each form's sheet as it stands, wherever it stands on its sheet (第二十条)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flows.sample.answers import CLOSED, CONFORMS, form
from models.faults import Refused
from tasks.inspect.sheet import read_record_forms
from tests.forms import FIRST, VISIT, WB_01, fill, task, workbook, written

PRINTED_BEFORE = Path(__file__).parent / "printed-before.xlsx"
"""A form as it was printed before its sheet had two pages, filled in."""


def one_of(path: Path) -> Any:
    """The one form of a workbook."""
    [sheet] = read_record_forms(path)
    return sheet


def test_blank_forms_are_left_out_and_a_file_of_blank_ones_is_refused(tmp_path: Path) -> None:
    first, second = task(), task(number=2)
    some = workbook(first, second, forms={second.number: form(second, VISIT, CONFORMS)})
    read = read_record_forms(written(tmp_path / "a.xlsx", some))
    assert [sheet.inspection for sheet in read] == [second.number]
    with pytest.raises(Refused, match="登记表都是空白的"):
        read_record_forms(written(tmp_path / "b.xlsx", workbook(first)))


@pytest.mark.parametrize(
    ("label", "value"),
    [("本次检查情况", "已停业"), ("检查日期", "2026-09-08"), ("未能检查的情况", "锁着"), ("A1 内网IP地址末位与机器编号相符", "√")],
)  # fmt: skip
def test_whatever_was_begun_is_read(tmp_path: Path, label: str, value: str) -> None:
    path = written(tmp_path / "a.xlsx", workbook(task()), lambda sheet: fill(sheet, label, value))
    assert one_of(path).inspection == task().number


def test_a_workbook_without_forms_is_refused(tmp_path: Path) -> None:
    def rename(sheet: Any) -> None:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "任务编号":
                    cell.value = "别的"

    with pytest.raises(Refused, match="里面没有检查情况登记表"):
        read_record_forms(written(tmp_path / "a.xlsx", workbook(task()), rename))


@pytest.mark.duty("20.1")
@pytest.mark.parametrize(("down", "right"), [(0, 0), (3, 0), (0, 2), (4, 1)])
def test_the_row_of_a_fault_is_the_sheets_own(tmp_path: Path, down: int, right: int) -> None:
    rows = {}

    def moved(sheet: Any) -> None:
        sheet.merged_cells.ranges.clear()
        if down:
            sheet.insert_rows(1, down)
        if right:
            sheet.insert_cols(1, right)
        for label in ("检查日期", "服务器日志保存", "B3 没有使用公用卡", "不予配合情形（1-5）", "任务编号", "核对的上网人员"):  # fmt: skip
            rows[label] = next(c.row for row in sheet.iter_rows() for c in row if c.value == label)

    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, CONFORMS)})
    sheet = one_of(written(tmp_path / "a.xlsx", content, moved))
    assert {label: sheet.fault(label, "", "").row for label in rows} == rows
    assert sheet.inspection == one.number
    assert sheet.text("服务器日志保存") == "180"
    assert sheet.titles == [point.title for point in WB_01.points]


@pytest.mark.duty("7.2", "20.1")
def test_a_form_says_which_version_it_was_printed_from() -> None:
    sheet = one_of(PRINTED_BEFORE)
    assert sheet.item_version == "清单第 1 版，要点 2026-1 版"


@pytest.mark.duty("7.2", "20.1")
def test_a_form_printed_before_is_found_row_by_row() -> None:
    sheet = one_of(PRINTED_BEFORE)
    assert sheet.titles == [point.title for point in FIRST.points]
    assert {measure.label for measure in FIRST.measures} <= set(sheet.labelled)
    assert (sheet.text("日志保存天数"), sheet.text("检查日期")) == ("90", "2026-09-08")
    assert (sheet.text("抽查事项").split()[0], sheet.text("备注")) == ("WB-01", "样例,内容均为虚构")
    assert [sheet.points[code].answer for code in ("A1", "D3")] == ["符合", "不符合"]
    assert sheet.points["D3"].observed.startswith("日志只保存 90 天")


@pytest.mark.duty("20.1")
def test_a_value_left_blank_is_not_taken_from_beside_it(tmp_path: Path) -> None:
    def clear(sheet: Any) -> None:
        for label in ("服务器日志保存", "检查开始时间", "不予配合情形（1-5）", "检查日期"):
            fill(sheet, label, None)

    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, CLOSED)})
    sheet = one_of(written(tmp_path / "a.xlsx", content, clear))
    blank = ("服务器日志保存", "检查开始时间", "不予配合情形（1-5）", "检查日期")
    assert [sheet.text(label) for label in blank] == [""] * 4
    assert sheet.text("检查人员警号") == "035023、035036".replace("、", "、")


@pytest.mark.duty("10.3")
def test_a_fault_repeats_nobodys_number(tmp_path: Path) -> None:
    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, CONFORMS)})
    sheet = one_of(written(tmp_path / "a.xlsx", content))
    fault = sheet.fault("备注", "35010519900101123X", "不得填写身份证号")
    assert fault.value == "（疑似身份证号，不予显示）"


@pytest.mark.duty("20.1")
def test_a_formula_stands_on_the_form_as_it_was_typed(tmp_path: Path) -> None:
    def typed(sheet: Any) -> None:
        for label in ("备注", "现场上网人数"):
            fill(sheet, label, "=20+6")

    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, CONFORMS)})
    sheet = one_of(written(tmp_path / "a.xlsx", content, typed))
    assert (sheet.text("备注"), sheet.text("现场上网人数")) == ("=20+6", "=20+6")

"""Filled-in forms are read as they were filled in, in every notation that people use (第十、二十条)."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from flows.sample.answers import CLOSED, CONFORMS, STORIES, form
from models.rules.observed import NoneThere, Terminal
from tasks.inspect.read import FormReader
from tasks.inspect.sheet import read_record_forms
from tests.forms import FIRST, ITEMS, VISIT, fill, first, item, task, workbook, written
from tests.tasks.inspect.test_sheet import PRINTED_BEFORE

SENT = task().officers


def read(path: Path, rows: dict[str, Any], story: str = CONFORMS) -> Any:
    """A form some of whose rows say something else, and what can't be read of it."""

    def edit(sheet: Any) -> None:
        for label, value in rows.items():
            fill(sheet, label, value)

    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, story)})
    [sheet] = read_record_forms(written(path / "a.xlsx", content, edit))
    return FormReader(one.item).read(sheet, one.officers)


def asked(path: Path, label: str, value: Any) -> str:
    """What is expected of a row that can't be read; nothing else of the form is wrong."""
    _, faults = read(path, {label: value})
    [fault] = faults
    assert fault.column == label
    assert fault.row is not None
    return fault.expected


@pytest.mark.duty("20.1", "7.2")
@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize("story", STORIES)
def test_what_is_filled_in_is_read_of_any_item(tmp_path: Path, name: str, story: str) -> None:
    for checklist in (item(name), first(name)):
        one = task(checklist)
        filled = form(one, VISIT, story)
        path = written(tmp_path / "a.xlsx", workbook(one, forms={one.number: filled}))
        [sheet] = read_record_forms(path)
        assert sheet.inspection == one.number
        assert sheet.item_version == one.item_version
        assert FormReader(one.item).read(sheet, one.officers) == (filled, [])


@pytest.mark.duty("7.2", "20.1")
def test_a_form_printed_and_filled_in_before_is_read_by_its_own_item() -> None:
    [sheet] = read_record_forms(PRINTED_BEFORE)
    old, faults = FormReader(FIRST).read(sheet, SENT)
    assert faults == []
    assert (old.category, old.visited_on, old.officers) == ("", VISIT, ("035023", "035036"))
    assert old.measured["terminals"] == ["1-192.168.0.1", "2-192.168.0.2"]
    assert (old.measured["log_days"], old.measured["certificate_expires"]) == (
        90,
        date(2027, 3, 31),
    )
    assert old.answers["D3"][0] == "non_conform"


@pytest.mark.duty("19.1")
def test_nothing_is_assumed_of_a_row_left_blank(tmp_path: Path) -> None:
    rows = (
        "本次检查情况",
        "是否出示警察证",
        "被检查对象确认",
        "核对的上网人员",
        "C1 没有利用场所制作、查阅、传播有害信息",
    )
    form_, faults = read(tmp_path, dict.fromkeys(rows))
    assert (form_.category, form_.police_id_shown, form_.signature, faults) == ("", None, "", [])
    assert "customers" not in form_.measured
    assert "C1" not in form_.answers
    strokes, faults = read(tmp_path, dict.fromkeys(rows, "/"))
    assert (strokes, faults) == (form_, [])


@pytest.mark.duty("20.1")
@pytest.mark.parametrize(
    ("label", "value", "name", "meant"),
    [
        ("检查日期", "2026年9月8日", "visited_on", VISIT),
        ("检查日期", "2026/9/8", "visited_on", VISIT),
        ("检查日期", "2026.9.8", "visited_on", VISIT),
        ("检查日期", "２０２６．９．８", "visited_on", VISIT),
        ("检查日期", 46273, "visited_on", VISIT),
        ("检查日期", datetime(2026, 9, 8, 9, 30), "visited_on", VISIT),  # noqa: DTZ001
        ("检查开始时间", "9：30", "started_at", time(9, 30)),
        ("检查开始时间", time(9, 30), "started_at", time(9, 30)),
        ("检查开始时间", "上午9点半", "started_at", time(9, 30)),
        ("检查人员警号", "035023,035036", "officers", ("035023", "035036")),
        ("检查人员警号", "陈虚乙、林虚甲", "officers", ("035036", "035023")),
        ("检查人员警号", 35023, "officers", ("035023",)),
        ("录入人警号", "陈虚乙", "author", "035036"),
        ("不予配合情形（1-5）", "2、3", "non_cooperation", (2, 3)),
        ("不予配合情形（1-5）", 2, "non_cooperation", (2,)),
        ("是否出示警察证", "√", "police_id_shown", True),
        ("是否出示警察证", "否", "police_id_shown", False),
        ("被检查对象确认", "☑签字", "signature", "signed"),
        ("本次检查情况", "√已停业", "category", "closed"),
        ("佐证材料", "照片（虚构）3 张；《情况说明》", "evidence", ("照片（虚构）3 张", "《情况说明》")),
        ("检查意见", "责令改正（虚构）", "opinion", "责令改正（虚构）"),
    ],
)  # fmt: skip
def test_rows_are_read_as_people_write_them(
    tmp_path: Path, label: str, value: Any, name: str, meant: Any
) -> None:
    form_, faults = read(tmp_path, {label: value})
    assert (getattr(form_, name), faults) == (meant, [])


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("label", "value", "code", "meant"),
    [
        ("抽查的机器和IP地址", "12号机 192.168.1.12；35#192.168.1.35", "terminals", [Terminal("12", "192.168.1.12"), Terminal("35", "192.168.1.35")]),
        ("抽查的机器和IP地址", "12：12、12-12、7-7", "terminals", [Terminal("12", "12"), Terminal("7", "7")]),
        ("抽查的机器和IP地址", "机器均未开机", "terminals", NoneThere("机器均未开机")),
        ("核对的上网人员", "无人", "customers", NoneThere("无人上网")),
        ("核对的上网人员", "２名", "customers", 2),
        ("服务器日志保存", "180天", "server_log_days", 180),
        ("服务器日志保存", "没有日志", "server_log_days", NoneThere("没有日志")),
        ("现场核定的营业面积", "200平方米", "area_found", 200),
        ("发现的公用卡", "无", "public_cards", 0),
        ("有害信息的种类", "涉赌、涉黄", "harmful", ["涉黄", "涉赌"]),
        ("有害信息的种类", "没有", "harmful", NoneThere("未发现")),
        ("安全审计系统", "√正常", "audit", "正常"),
        ("视频系统", "未安装", "video", NoneThere("未安装")),
        ("配备信息网络安全员", "×", "officer", False),
        ("安全员证书编号", "无", "certificate", NoneThere("没有证书")),
        ("证书有效期至", "2027年3月31日", "certificate_expires", date(2027, 3, 31)),
        ("招牌上的名称", "＂极光＂网吧（一店）", "sign", "＂极光＂网吧（一店）"),
    ],
)  # fmt: skip
def test_measures_are_read_as_people_write_them(
    tmp_path: Path, label: str, value: Any, code: str, meant: Any
) -> None:
    form_, faults = read(tmp_path, {label: value})
    assert (form_.measured[code], faults) == (meant, [])


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("检查日期", "九月八日", "应为日期，例如 2026-09-10"),
        ("检查日期", "26.9.8", "应为日期，例如 2026-09-10"),
        ("检查结束时间", "下班时", "应为时间，例如 9:05"),
        ("本次检查情况", "关门", "应填 已实地检查、拒绝进入、"),
        ("不予配合情形（1-5）", "一", "应为 1 至 5，多项用顿号隔开"),
        ("B3 没有使用公用卡", "否", "应填 符合、不符合、不适用 之一"),
        ("抽查的机器和IP地址", "12、35", "「12」不能确定是哪台机器、什么地址"),
        ("抽查的机器和IP地址", date(2026, 12, 12), "表格软件把它改成了日期或时间"),
        ("核对的上网人员", "无", "没有的填 0 还是「无人上网」，请写明"),
        ("核对的上网人员", "若干", "应为整数（人）；没有的填「无人上网」"),
        ("服务器日志保存", "半年", "应为整数（天）；没有的填「没有日志」"),
        ("其中红色", "5％", "应为整数（条）"),
        ("现场上网人数", "26台", "应为整数（人）"),
        ("调看视频的起止时间", "20:00—22:00", "应为起止时间，例如 2026-09-07 20:00—22:00"),
        ("安全审计系统", "好", "应填 正常、不正常 之一；没有的填「未安装」"),
        ("有害信息的种类", "涉密", "应填 涉政、涉恐、"),
        ("安全员证书编号", 2026000123456789, "这是数字单元格，表格软件可能已改动末位"),
    ],
)  # fmt: skip
def test_what_is_not_plainly_one_thing_is_asked_about_with_its_row(
    tmp_path: Path, label: str, value: Any, expected: str
) -> None:
    assert asked(tmp_path, label, value).startswith(expected)


@pytest.mark.parametrize("value", ["-1", "2.5", -1, 2.5, "9" * 5000, "二十六"])
def test_a_count_is_a_whole_number(tmp_path: Path, value: Any) -> None:
    form_, faults = read(tmp_path, {"现场上网人数": value})
    assert "headcount" not in form_.measured
    assert [(fault.column, fault.expected) for fault in faults] == [
        ("现场上网人数", "应为整数（人）")
    ]


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("12号机 192.168.1.12、35-35", ["12-192.168.1.12", "35-35"]),
        ("12：12", ["12-12"]),
        ("12-12、12-12", ["12-12"]),
    ],
)
def test_by_an_item_of_the_first_format_machines_are_read_and_nobody_is_accused(
    tmp_path: Path, value: str, meant: list[str]
) -> None:
    one = task(FIRST)
    content = workbook(one, forms={one.number: form(one, VISIT, CONFORMS)})
    label = "抽查机器（编号-IP 末位）"
    path = written(tmp_path / "a.xlsx", content, lambda sheet: fill(sheet, label, value))
    [sheet] = read_record_forms(path)
    form_, faults = FormReader(FIRST).read(sheet, one.officers)
    assert (form_.measured["terminals"], faults) == (meant, [])


def test_officers_of_one_name_are_asked_about(tmp_path: Path) -> None:
    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, CONFORMS)})
    path = written(tmp_path / "a.xlsx", content, lambda sheet: fill(sheet, "录入人警号", "林虚"))
    [sheet] = read_record_forms(path)
    form_, [fault] = FormReader(one.item).read(sheet, (("035023", "林虚"), ("035036", "林虚")))
    assert (form_.author, fault.column) == ("", "录入人警号")
    assert "请填警号（035023、035036）" in fault.expected


def test_the_same_words_are_read_alike_on_every_form_and_asked_about_on_every_form(
    tmp_path: Path,
) -> None:
    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, CONFORMS)})
    reader, label = FormReader(one.item), "是否出示警察证"
    answers = []
    for number, said in enumerate((True, 1, "1", "是", 1, True)):
        path = tmp_path / f"{number}.xlsx"
        [sheet] = read_record_forms(
            written(path, content, lambda sheet, said=said: fill(sheet, label, said))  # type: ignore[misc]
        )
        read_, faults = reader.read(sheet, one.officers)
        answers.append((read_.police_id_shown, [fault.column for fault in faults]))
    unclear = (None, [label])
    assert answers == [(True, []), unclear, unclear, (True, []), unclear, (True, [])]


def test_a_name_is_read_by_who_was_sent_there(tmp_path: Path) -> None:
    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, CONFORMS)})
    path = written(tmp_path / "a.xlsx", content, lambda sheet: fill(sheet, "录入人警号", "林虚"))
    [sheet] = read_record_forms(path)
    reader = FormReader(one.item)
    for badge in ("035023", "035036"):
        assert reader.read(sheet, ((badge, "林虚"),))[0].author == badge


@pytest.mark.duty("10.2", "20.1")
@pytest.mark.parametrize(
    ("licences", "terminals", "kept"),
    [
        ("未出示", "60", False),
        ("未出示", "58", True),  # written over although none was shown: named and sent back
        ("营业执照", "60", True),
    ],
)
def test_what_was_printed_and_left_is_no_answer_where_it_is_not_asked_for(
    tmp_path: Path, licences: str, terminals: str, kept: bool
) -> None:
    def edit(sheet: Any) -> None:
        for label, value in (("出示的证照", licences), ("证照登记的终端", terminals)):
            fill(sheet, label, value)

    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, CONFORMS)})
    [sheet] = read_record_forms(written(tmp_path / "a.xlsx", content, edit))
    found, _ = FormReader(one.item).read(sheet, one.officers, (("terminals_licensed", 60),))
    assert ("terminals_licensed" in found.measured) is kept


@pytest.mark.duty("20.1")
def test_of_premises_that_were_closed_what_was_printed_is_no_answer(tmp_path: Path) -> None:
    one = task()
    content = workbook(one, forms={one.number: form(one, VISIT, CLOSED)})
    edited = written(
        tmp_path / "a.xlsx", content, lambda sheet: fill(sheet, "证照登记的终端", "60")
    )
    [sheet] = read_record_forms(edited)
    found, faults = FormReader(one.item).read(sheet, one.officers, (("terminals_licensed", 60),))
    assert (found.measured, faults) == ({}, [])

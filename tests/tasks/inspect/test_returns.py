"""Record forms come back, and come back again (第十、二十、二十三条)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from flows.sample.answers import CONFORMS, KEEPS_OUT, SHORT_LOGS
from models import database
from models.faults import Refused
from models.rules.entries import AUTHOR_EXPECTED
from models.tables import AuditEvent, FindingRecord, Inspection, RecordReturn
from tasks.inspect.returns import import_returns
from tests import walk
from tests.forms import fill

RECEIVED = date(2026, 9, 11)


def versions(number: str) -> list[tuple[int, str, date]]:
    """(version, outcome, received) of an inspection's returns, oldest first."""
    with database.reading() as session:
        return [
            (each.version, each.outcome, each.received_on)
            for each in session.exec(
                select(RecordReturn)
                .join(Inspection, col(Inspection.id) == col(RecordReturn.inspection_id))
                .where(Inspection.number == number)
                .order_by(col(RecordReturn.version))
            )
        ]


def in_force(number: str) -> tuple[int, str, list[str]]:
    """(version, state, points found) of what stands for an inspection."""
    with database.reading() as session:
        inspection = session.exec(select(Inspection).where(Inspection.number == number)).one()
        record = session.get_one(RecordReturn, inspection.current_return_id)
        points = session.exec(
            select(FindingRecord.check_point).where(FindingRecord.return_id == record.id)
        ).all()
        return record.version, inspection.state, list(points)


def edited(path: Path, rows: dict[str, Any]) -> Path:
    """A workbook whose first form says something else in some rows."""
    book = load_workbook(path)
    for label, value in rows.items():
        fill(book.worksheets[1], label, value)
    book.save(path)
    return path


@pytest.mark.duty("23.2")
def test_a_form_put_back_to_its_first_version_is_the_one_in_force(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    number = each.task.number
    acts = [
        walk.hand_in(house, each, RECEIVED, story)["act"]
        for story in (CONFORMS, CONFORMS, SHORT_LOGS, CONFORMS, CONFORMS)
    ]
    assert acts == ["done", "unchanged", "done", "done", "unchanged"]
    assert [outcome for _, outcome, _ in versions(number)] == ["conform", "non_conform", "conform"]
    assert in_force(number) == (3, "returned", [])
    with pytest.raises(DBAPIError, match="登记表的版本不得修改"), database.writing() as session:
        session.execute(text("UPDATE record_return SET outcome = 'conform'"))


@pytest.mark.duty("10.3")
def test_a_form_is_stored_as_rfc_8785_writes_it(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    written = edited(walk.fill(house, each), {"备注": '引号" 反斜线\\ 制表\t𠮷 <&>'})
    import_returns(written, walk.REGION, RECEIVED, walk.CLERK)
    with database.reading() as session:
        payload = session.exec(select(RecordReturn.payload)).one()
    assert "𠮷" in payload
    assert payload.encode() == rfc8785.dumps(json.loads(payload))


@pytest.mark.duty("23.2")
def test_a_retry_of_one_request_gets_its_answer_again_and_changes_nothing(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    first = walk.fill(house, each)
    answer = import_returns(first, walk.REGION, RECEIVED, walk.CLERK, request="r1")
    walk.hand_in(house, each, RECEIVED, SHORT_LOGS)
    again = import_returns(walk.fill(house, each), walk.REGION, RECEIVED, walk.CLERK, request="r1")
    assert again == {**answer, "act": "known"}
    assert in_force(each.task.number) == (2, "returned", ["D3"])


@pytest.mark.duty("20.1", "23.1")
def test_a_return_carries_the_day_it_came_in(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    walk.hand_in(house, each, RECEIVED)
    walk.hand_in(house, each, RECEIVED + timedelta(days=3), SHORT_LOGS)
    assert [day for _, _, day in versions(each.task.number)] == [
        date(2026, 9, 11),
        date(2026, 9, 14),
    ]


@pytest.mark.duty("23.2")
def test_a_correction_does_not_come_before_what_it_corrects(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    walk.hand_in(house, each, RECEIVED)
    with pytest.raises(Refused, match="上一版登记表回收之日 2026-09-11"):
        walk.hand_in(house, each, RECEIVED - timedelta(days=1), SHORT_LOGS)
    assert len(versions(each.task.number)) == 1


@pytest.mark.duty("19.1", "20.2", "10.2", "23.2")
def test_a_faulty_return_is_refused_with_every_reason_and_its_row(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    path = edited(
        walk.fill(house, each),
        {
            "检查人员警号": each.task.officers[0][0],
            "被检查对象确认": "拒绝签字",
            "服务器日志保存": 30,
            "核对的上网人员": 1,
            "备注": "顾客 35010519900101123X",
            "录入人警号": "999999",
        },
    )
    with pytest.raises(Refused) as refusal:
        import_returns(path, walk.REGION, RECEIVED, walk.CLERK)
    assert {fault.column: fault.expected for fault in refusal.value.faults} == {
        "检查人员警号": "检查人员不得少于 2 人（第十九条）",
        "录入人警号": AUTHOR_EXPECTED,
        "拒绝签字原因": "被检查对象拒绝确认的应注明原因（第二十条）",
        "核对的上网人员": "应不少于 2 人（第十条）",
        "备注": "不得填写身份证号：登记表不记录个人身份信息",
        "D3 服务器、计费系统日志按规定保存": "与检查所见不一致：服务器日志只保存了30天，规定不少于180天，应为 不符合",
    }
    sheet = load_workbook(path).worksheets[1]
    for fault in refusal.value.faults:
        assert fault.row is not None
        assert fault.column in [cell.value for cell in sheet[fault.row]]
    assert "1990" not in str(refusal.value)
    with database.reading() as session:
        assert session.exec(select(RecordReturn)).all() == []


@pytest.mark.duty("20.1")
def test_one_fault_lets_no_form_of_the_file_through(house: Path) -> None:
    walk.dispatched(house)
    # Two inspections that one inspector leads, in one workbook.
    first, second = walk.open_ones()[:2]
    path = walk.fill(house, first)
    book = load_workbook(path)
    other = load_workbook(walk.fill(house, second)).worksheets[1]
    copied = book.create_sheet(other.title + "二")
    for row in other.iter_rows(values_only=True):
        copied.append(row)
    book.save(path)
    edited(path, {"录入人警号": "999999"})
    with pytest.raises(Refused):
        import_returns(path, walk.REGION, RECEIVED, walk.CLERK)
    assert [versions(each.task.number) for each in (first, second)] == [[], []]
    edited(path, {"录入人警号": first.task.officers[0][0]})
    done = import_returns(path, walk.REGION, RECEIVED, walk.CLERK)
    assert done["received"] == [first.task.number, second.task.number]


@pytest.mark.duty("20.1")
def test_two_forms_of_one_inspection_in_a_file_are_refused(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    path = walk.fill(house, each)
    book = load_workbook(path)
    book.copy_worksheet(book.worksheets[1])
    book.save(path)
    with pytest.raises(Refused, match="文件里有这个任务的多份登记表"):
        import_returns(path, walk.REGION, RECEIVED, walk.CLERK)


@pytest.mark.duty("20.1")
def test_a_form_of_no_inspection_is_named(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    path = edited(walk.fill(house, each), {"任务编号": "350105-WB-01-2026-5-00099"})
    with pytest.raises(
        Refused, match="第3行「任务编号」列的值为「350105-WB-01-2026-5-00099」，没有"
    ):
        import_returns(path, walk.REGION, RECEIVED, walk.CLERK)


@pytest.mark.duty("23.1", "23.2")
def test_what_is_public_takes_no_other_form(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    walk.hand_in(house, each, RECEIVED)
    with database.writing() as session:
        session.execute(
            text("UPDATE inspection SET state = 'published' WHERE number = :number"),
            {"number": each.task.number},
        )
    with pytest.raises(Refused, match="结果已批准公示，更正须先经决定"):
        walk.hand_in(house, each, RECEIVED, SHORT_LOGS)
    assert walk.hand_in(house, each, RECEIVED)["act"] == "unchanged"
    assert len(versions(each.task.number)) == 1


@pytest.mark.duty("7.2")
def test_a_form_printed_from_another_version_is_refused_with_both_versions(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    path = walk.fill(house, each)
    book = load_workbook(path)
    sheet = book.worksheets[1]
    fill(sheet, "事项版本", "清单第 9 版，要点 2027-1 版")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "服务器日志保存":
                cell.value = "服务器日志保存月数"
    book.save(path)
    with pytest.raises(Refused) as refusal:
        import_returns(path, walk.REGION, RECEIVED, walk.CLERK)
    [fault] = refusal.value.faults
    assert (fault.row, fault.column, fault.value) == (6, "抽查事项", "清单第 9 版,要点 2027-1 版")
    assert "本任务适用「清单第 1 版，要点 2026-2 版」" in fault.expected
    assert "服务器日志保存" in fault.expected


@pytest.mark.duty("22.1", "10.3")
def test_each_return_that_changes_something_leaves_one_event(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    for story in (CONFORMS, CONFORMS, KEEPS_OUT):
        walk.hand_in(house, each, RECEIVED, story)
    with database.reading() as session:
        events = session.exec(select(AuditEvent).where(AuditEvent.action == "回收登记表")).all()
    assert [event.actor for event in events] == [walk.CLERK, walk.CLERK]
    assert in_force(each.task.number) == (2, "returned", [])


@pytest.mark.duty("20.1")
def test_a_formula_is_refused_in_its_row_and_nothing_is_kept(home: Path) -> None:
    walk.dispatched(home)
    each = walk.open_ones()[0]
    typed = {"备注": '=HYPERLINK("a","b")', "现场上网人数": "=20+6"}
    with pytest.raises(Refused) as refusal:
        import_returns(edited(walk.fill(home, each), typed), walk.REGION, RECEIVED, walk.CLERK)
    assert {(fault.column, fault.value, fault.expected) for fault in refusal.value.faults} == {
        ("备注", '=HYPERLINK("a","b")', "应为文字，不得有网页标记或公式"),
        ("现场上网人数", "=20+6", "应为整数（人）"),
    }
    assert versions(each.task.number) == []

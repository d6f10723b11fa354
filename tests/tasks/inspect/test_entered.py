"""Who enters a form, on what, and why another replaces it (第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from flows.sample.answers import SHORT_LOGS
from models import database
from models.faults import Refused
from models.tables import RecordReturn
from tasks.inspect.returns import import_returns
from tests import walk
from tests.tasks.inspect.test_returns import edited, versions

RECEIVED = date(2026, 9, 11)


@pytest.mark.duty("23.2")
def test_a_version_that_does_not_say_why_is_refused_in_its_row(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    import_returns(walk.fill(house, each), walk.REGION, RECEIVED, walk.CLERK)
    later = walk.fill(house, each, story=SHORT_LOGS)
    with pytest.raises(Refused) as refusal:
        import_returns(later, walk.REGION, RECEIVED, walk.CLERK)
    [fault] = refusal.value.faults
    assert (fault.column, fault.expected) == (
        "改动原因",
        "这是第 2 版，应写明改动原因（也可用 --reason 写明）（第二十三条）",
    )
    assert fault.row is not None
    written = walk.fill(house, each, story=SHORT_LOGS, reason="日志天数看错了（虚构）")
    done = import_returns(written, walk.REGION, RECEIVED, walk.CLERK, reason="另一个原因")
    assert [each["reason"] for each in done["later"]] == ["日志天数看错了（虚构）"]
    with database.reading() as session:
        kept = session.exec(select(RecordReturn).order_by(col(RecordReturn.version))).all()
    assert [(each.reason, "改动" in each.payload) for each in kept] == [
        ("", False),
        ("日志天数看错了（虚构）", False),
    ]
    unfit = walk.fill(house, each, reason="顾客 13900001234 反映")
    with pytest.raises(Refused, match="不得填写手机号"):
        import_returns(unfit, walk.REGION, RECEIVED, walk.CLERK)
    with pytest.raises(Refused, match="改动原因应为文字"):
        import_returns(unfit, walk.REGION, RECEIVED, walk.CLERK, reason="<b>改</b>")


@pytest.mark.duty("23.2")
def test_a_clerk_enters_in_their_own_name_what_the_officers_signed(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    path = walk.fill(house, each, author=walk.CLERK)
    scan, fake = house / "扫描件.pdf", house / "假.pdf"
    scan.write_bytes(b"%PDF-1.7 invented")
    fake.write_bytes(b"\xff\xd8\xff<script>")
    with pytest.raises(Refused, match="由内勤代录的填经办人本人姓名"):
        import_returns(path, walk.REGION, RECEIVED, walk.CLERK)
    with pytest.raises(Refused, match="由内勤代录的填经办人本人姓名"):
        import_returns(path, walk.REGION, RECEIVED, "另一人", record=scan)
    with pytest.raises(Refused, match="应为 PDF、PNG 或 JPEG"):
        import_returns(path, walk.REGION, RECEIVED, walk.CLERK, record=fake)
    import_returns(path, walk.REGION, RECEIVED, walk.CLERK, record=scan)
    with database.reading() as session:
        kept = session.exec(select(RecordReturn)).one()
    assert kept.author == walk.CLERK
    assert (house / kept.written_record).read_bytes() == scan.read_bytes()
    assert kept.written_record.startswith("written_records/")
    assert "录入人须为检查人员之一" in refused(
        COPIED.format(author="'x'", record="''", reason="'x'")
    )
    assert "须写明改动原因" in refused(COPIED.format(author="author", record="'x'", reason="' '"))


COPIED = (
    "INSERT INTO record_return (inspection_id, version, visited_on, received_on, author, outcome, "
    "signature, refusal_reason, non_cooperation, payload, digest, written_record, reason) "
    "SELECT inspection_id, 2, visited_on, received_on, {author}, outcome, signature, refusal_reason, "
    "non_cooperation, payload, digest, {record}, {reason} FROM record_return"
)


def refused(statement: str) -> str:
    """Why the database takes no such row."""
    with pytest.raises(DBAPIError) as refusal, database.writing() as session:
        session.execute(text(statement))
    return str(refusal.value)


@pytest.mark.duty("20.1")
def test_a_form_of_another_firm_and_two_files_of_one_inspection_are_refused(house: Path) -> None:
    walk.dispatched(house)
    first, second = walk.open_ones()[:2]
    wrong = edited(walk.fill(house, first), {"任务编号": second.task.number})
    with pytest.raises(Refused) as refusal:
        import_returns(wrong, walk.REGION, RECEIVED, walk.CLERK)
    [fault] = refusal.value.faults
    assert (fault.column, fault.value) == ("信用代码", first.task.credit_code)
    assert f"检查对象是「{second.task.subject}」" in fault.expected
    path = walk.fill(house, first)
    with pytest.raises(Refused, match="一同交回的另一个文件里已有这个任务的登记表"):
        import_returns(path, walk.REGION, RECEIVED, walk.CLERK, beside={first.task.number})
    assert versions(first.task.number) == []

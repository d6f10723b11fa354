"""A result that was told is corrected or withdrawn by a decision, and the public reads that it was
(第二十三条)."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import select

from flows.sample.answers import CONFORMS, SHORT_LOGS
from models import database, district
from models.clock import held_at
from models.tables import AuditEvent, DeadlineRecord
from tasks.archive.ready import archive_ready
from tasks.base import audit
from tasks.inspect.dispositions import dispose
from tasks.inspect.task_sheets import forms_out
from tasks.publish.amend import amended_in_words, correct, withdraw
from tasks.publish.due import build_due
from tasks.setup.prepare import prepare
from tests import walk
from tests.refusal import reasons
from tests.tasks.publish import stories
from tests.tasks.publish.stories import LATER, NEXT

AFTER = date(2026, 9, 30)
WHY, NOTE = ("误抄另一家的数据（内部）", "检查结果登记有误，更正如下")


def _batch(house: Path, n: int) -> list[list[str]]:
    """The rows of the batch of the ``n``-th package."""
    name = f"350105-WB-01-2026-5-results-{n}.zip"
    with zipfile.ZipFile(house / "delivered" / "credit-publicity" / name) as packed:
        book = openpyxl.load_workbook(io.BytesIO(packed.read("公示信息.xlsx")))
    return [[str(cell or "") for cell in row] for row in book.active.iter_rows(values_only=True)][
        1:
    ]


@pytest.mark.duty("20.1", "23.1", "23.2")
def test_a_correction_opens_to_one_form_and_its_note_stays(house: Path) -> None:
    stories.told(house)
    each = stories.each_one(4)
    number = each.task.number
    with held_at(LATER):
        archive_ready(walk.REGION, LATER)
    assert stories.standing(number) == "archived"
    with held_at(NEXT):
        answer = correct(number, WHY, NOTE, NEXT, walk.LEADER, asked_by=walk.CLERK)
        assert amended_in_words(answer) == (
            f"{number} 的检查结果已由 大队长乙 于 2026-09-29 决定更正，请交回改好的登记表"
        )
        assert (
            correct(number, WHY, NOTE, NEXT, walk.LEADER, asked_by=walk.CLERK)["act"] == "unchanged"
        )
        assert reasons(correct, number, "另", "另", NEXT, walk.LEADER) == [
            "该任务的结果已决定更正，尚待交回更正的登记表"
        ]
        assert stories.standing(number) == "published"
        [again] = forms_out(walk.REGION, NEXT, lead_only=True).values()
        assert [task.number for task in again.tasks] == [number]
        assert forms_out(walk.REGION, LATER) == {}
        assert build_due(walk.REGION, NEXT)["built"] == []  # nothing is corrected yet
        assert archive_ready(walk.REGION, NEXT)["archived"] == 0
    assert stories.form_again(house, each, NEXT, SHORT_LOGS)["act"] == "done"
    assert forms_out(walk.REGION, NEXT) == {}
    [said] = reasons(stories.form_again, house, each, NEXT, CONFORMS)
    assert "更正须先经决定" in said  # it was one form
    walk.published(NEXT)
    page, rows = stories.on_site(house)
    row = rows[number]
    assert (row["version"], row["kind"], row["clean"]) == (2, "correction", False)
    assert row["notes"] == [f"2026-09-29 马尾区公安局网安大队决定更正：{NOTE}"]
    assert NOTE in page
    assert WHY not in page
    assert walk.LEADER not in page
    assert stories.kept(number)[-1] == (2, "correction", stories.matter(2))
    assert _met("amendment", f"{number}/2") == NEXT
    # What comes after it keeps the note.
    with held_at(AFTER):
        for each in (number, stories.each_one(0).task.number):
            _disposed(each)
    walk.published(AFTER)
    _, rows = stories.on_site(house)
    assert (rows[number]["version"], rows[number]["kind"]) == (3, "handling")
    assert rows[number]["notes"] == row["notes"]
    assert audit.verify()["problems"] == []


def _disposed(number: str) -> None:
    """Something is decided about the logs."""
    dispose(number, "D3", "handle", "罚字9号", AFTER, walk.LEADER)


def _met(kind: str, matter: str) -> date | None:
    with database.reading() as session:
        return session.exec(
            select(DeadlineRecord.met_on).where(
                DeadlineRecord.kind == kind, DeadlineRecord.matter == matter
            )
        ).one()


@pytest.mark.duty("23.1", "23.2")
def test_a_withdrawal_takes_the_text_back_and_keeps_the_place(house: Path) -> None:
    stories.told(house)
    number = stories.each_one(0).task.number
    page, rows = stories.on_site(house)
    assert "日志只保存了90天" in page
    with held_at(NEXT):
        answer = withdraw(number, WHY, "结果有误，撤回", NEXT, walk.LEADER)
        assert "请制作并批准公示件" in amended_in_words(answer)
    [said] = reasons(stories.form_again, house, stories.each_one(0), NEXT, CONFORMS)
    assert "更正须先经决定" in said
    walk.published(NEXT)
    page, rows = stories.on_site(house)
    assert "日志只保存了90天" not in page
    assert "日志只保存了90天" not in str(rows)
    row = rows[number]
    assert (row["name"], row["result"], row["disposition"], row["clean"], row["visited_on"]) == (
        rows[number]["name"], "撤回", "", None, "",
    )  # fmt: skip
    assert row["notes"] == ["2026-09-29 马尾区公安局网安大队决定撤回：结果有误，撤回"]
    assert len(rows) == 5
    batch = _batch(house, 2)
    assert [("撤回" in line, "90 天" in str(line)) for line in batch] == [(True, False)]
    assert stories.state(stories.matter(1)) == "published"  # four of its five results stand
    with held_at(AFTER):
        again = ("已", "已", AFTER, walk.LEADER)
        assert reasons(withdraw, number, *again) == ["该任务的结果已经撤回"]
        same = withdraw(number, WHY, "结果有误，撤回", AFTER, walk.LEADER)
        assert (same["act"], same["decided_on"]) == ("unchanged", "2026-09-29")
        # What is decided about its finding is not told any more.
        _disposed(number)
        assert build_due(walk.REGION, AFTER)["built"] == []
        # Unless it is corrected.
        correct(number, WHY, NOTE, AFTER, walk.LEADER)
    stories.form_again(house, stories.each_one(0), AFTER, CONFORMS)
    walk.published(AFTER)
    _, rows = stories.on_site(house)
    assert (rows[number]["version"], rows[number]["result"]) == (3, "未发现问题")
    assert len(rows[number]["notes"]) == 2


@pytest.mark.duty("23.1", "23.2")
def test_what_cannot_be_amended_is_refused_with_every_reason(house: Path) -> None:
    stories.told(house)
    number = stories.each_one(4).task.number
    early = date(2026, 9, 7)
    with held_at(NEXT):
        assert reasons(correct, number, " ", "", NEXT, walk.LEADER) == [
            "更正须写明原因（--reason）", "更正须写明向社会公布的说明（--note）",
        ]  # fmt: skip
        # The visit was on the 8th, the release on the 28th.
        assert reasons(withdraw, number, "误", "误", early, walk.LEADER) == [
            "决定撤回公示的检查结果的日期 2026-09-07 早于检查之日 2026-09-08",
            "决定撤回公示的检查结果的日期 2026-09-07 早于批准公示之日 2026-09-28",
        ]
        assert reasons(correct, number, "误", "误", NEXT, "甲 乙", asked_by="甲乙") == [
            "更正不得由提出的人（甲乙）自己决定"
        ]
        unknown = "350105-WB-01-2026-5-99999"
        assert reasons(correct, unknown, "误", "误", NEXT, "乙") == [f"没有检查任务「{unknown}」"]
        [said] = reasons(correct, "x", "误", "误", NEXT, "乙")
        assert said.startswith("任务编号「x」的写法不对")
    with database.reading() as session:
        actions = set(session.exec(select(AuditEvent.action)))
    assert not {action for action in actions if action.startswith("决定")}


@pytest.mark.duty("23.1", "23.2")
def test_before_the_release_there_is_nothing_to_amend(house: Path) -> None:
    walk.dispatched(house)
    walk.all_in(house, stories.RECEIVED)
    with held_at(LATER):
        build_due(walk.REGION, LATER)
        number = stories.each_one(4).task.number
        for act in (correct, withdraw):
            [said] = reasons(act, number, "误", "误", LATER, walk.LEADER)
            assert "尚未批准公示" in said


@pytest.mark.duty("23.2")
def test_two_decide_where_the_district_says_so(house: Path) -> None:
    text = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    for old, new in (
        ("amendment_needs_two = { value = false", "amendment_needs_two = { value = true"),
        ('version = "2026-1"', 'version = "2026-2"'),
        ("valid_from = 2026-01-01", "valid_from = 2026-01-02"),
    ):
        assert old in text
        text = text.replace(old, new)
    (house / "two.toml").write_text(text, "utf-8")
    stories.told(house)
    with held_at(LATER):
        prepare(LATER, house / "two.toml")
    number = stories.each_one(4).task.number
    with held_at(NEXT):
        assert reasons(correct, number, "误", "误", NEXT, "乙") == [
            "更正须由他人提出（--asked-by），再由 乙 决定"
        ]
        assert correct(number, "误", "误", NEXT, "乙", asked_by="甲")["asked_by"] == "甲"

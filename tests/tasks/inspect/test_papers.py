"""The papers of a draw or of one inspection, handed over as a zip: private, on record, the same again
(第十条末款、第十九条、第二十一条)."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from flows.sample.answers import CLOSED, SHORT_LOGS
from models import database
from models.clock import held_at
from models.rules.papers import PaperKind
from models.tables import AuditEvent, PaperNumber
from tasks.inspect.papers import export_papers
from tasks.inspect.recheck import open_recheck
from tasks.inspect.rectify import order
from tasks.inspect.send_back import send_back
from tests import walk
from tests.refusal import reasons, refusal
from tests.reports.papers.invented import pages
from tests.tasks.inspect.checked_terms import confirm_terms

NEXT, RECEIVED = date(2026, 9, 2), date(2026, 9, 11)


def _export(house: Path, day: date = NEXT, **named: object) -> dict[str, object]:
    with held_at(day):
        return export_papers(walk.REGION, day, house / "taken", walk.CLERK, **named)  # type: ignore[arg-type]


def _papers(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _numbers() -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(row.kind, row.number) for row in session.exec(select(PaperNumber))]


@pytest.mark.duty("10.3", "19.1", "20.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_a_draws_papers_are_one_zip_numbered_once_private_and_the_same_again(house: Path) -> None:
    done = walk.dispatched(house)
    confirm_terms(house)
    first = _export(house, draw_id=done.draw_id, kinds=[PaperKind.NOTICE])
    path = house / "taken" / "papers-350105-WB-01-2026-5.zip"
    count = len(walk.open_ones())
    assert first == {
        "bundles": [path.name], "papers": count, "numbered": count, "draft": False, "act": "done",
    }  # fmt: skip
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    content, numbers = path.read_bytes(), _numbers()
    assert [number for kind, number in numbers if kind == "inspection-notice"] == [
        f"马公（网安）检通〔2026〕{n}号" for n in range(1, count + 1)
    ]
    papers = _papers(path)
    assert list(papers)[:2] == [
        "350105-WB-01-2026-5-00001/2-行政检查通知书.pdf", "350105-WB-01-2026-5-00002/2-行政检查通知书.pdf",
    ]  # fmt: skip
    said = pages(papers["350105-WB-01-2026-5-00001/2-行政检查通知书.pdf"])[0]
    assert "马公（网安）检通〔2026〕1号" in said
    assert "2026年9月2日（印章）" in said
    assert "√随机抽查：2026年第5期（9—10月）" in said
    assert "本年检查次数本次之前0次" in said
    assert "60日内向福州市马尾区人民政府申请行政复议，或者6个月内" in said
    assert "草稿" not in said
    assert "待核" not in said
    path.unlink()
    again = _export(house, date(2026, 9, 3), draw_id=done.draw_id, kinds=[PaperKind.NOTICE])
    assert (again["numbered"], path.read_bytes()) == (0, content)
    assert _numbers() == numbers
    with database.reading() as session:
        taken = session.exec(select(AuditEvent).where(AuditEvent.action == "导出检查文书")).all()
    assert [event.actor for event in taken] == [walk.CLERK] * 2
    assert f"taken/{path.name}" in json.loads(taken[-1].payload)["handed_over"]


@pytest.mark.duty("25.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_nothing_is_issued_that_no_jurist_confirmed_but_a_draft_shows_it(house: Path) -> None:
    done = walk.dispatched(house)
    refused = refusal(_export, house, draw_id=done.draw_id)
    assert refused.code == "not-checked"
    said = list(refused.reasons)
    assert (
        "区县参数 papers.review_within（自知道之日起多久内可以申请行政复议）待核，不得印制文书"
        in said
    )
    assert len(said) == 8  # seven terms and the way out
    assert not (house / "taken").exists()
    number = walk.open_ones()[0].task.number
    every = _export(house, numbers=[number], draft=True)
    assert [name.partition("/")[2] for name in _papers(house / "taken" / f"papers-{number}.zip")] == [
        "1-检查审批表.pdf", "2-行政检查通知书.pdf", "3-检查情况登记表.pdf",
    ]  # fmt: skip
    assert every["papers"] == 3
    drafted = _export(house, numbers=[number], kinds=[PaperKind.NOTICE], draft=True)
    assert (drafted["papers"], drafted["numbered"], _numbers()) == (1, 0, [])
    [pdf] = _papers(house / "taken" / f"papers-{number}.zip").values()
    page = pages(pdf)[0]
    assert "草稿，未经审批，不得送达" in page
    assert "起诉（待核）。" in page
    assert "检通〔2026〕号" in page
    # A form to write on states nothing of the law that is open.
    assert _export(house, numbers=[number], kinds=[PaperKind.RECORD])["papers"] == 1


@pytest.mark.duty("21.1", "23.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_after_the_visit_come_the_order_and_the_feedback(house: Path) -> None:
    walk.dispatched(house)
    confirm_terms(house)
    faulty, closed, out = walk.open_ones()[:3]
    walk.hand_in(house, faulty, RECEIVED, SHORT_LOGS)
    walk.hand_in(house, closed, RECEIVED, CLOSED)
    later = [PaperKind.ORDER, PaperKind.FEEDBACK]
    assert reasons(_export, house, RECEIVED, numbers=[faulty.task.number, out.task.number], kinds=later) == [
        f"任务 {faulty.task.number} 没有责令改正的决定，没有责令改正通知书",
        f"任务 {out.task.number} 的登记表尚未交回，没有检查结果反馈",
        f"任务 {out.task.number} 没有责令改正的决定，没有责令改正通知书",
    ]  # fmt: skip
    with held_at(RECEIVED):
        order(
            faulty.task.number,
            "D3",
            "马公（网安）责改〔2026〕3号",
            RECEIVED,
            walk.LEADER,
            until=date(2026, 9, 30),
        )
    answer = _export(house, RECEIVED, numbers=[faulty.task.number], kinds=later)
    assert (answer["papers"], answer["numbered"]) == (2, 1)
    ordered, told = (
        "".join(pages(pdf)) for pdf in _papers(house / "taken" / f"papers-{faulty.task.number}.zip").values()
    )  # fmt: skip
    for wanted in ("责改〔2026〕3号", "2026年9月8日，本机关检查人员在", "天，规定不少于180天（第十条第4项③）。",
                   "在2026年9月30日前改正，做到：服务器、计费系统日志按规定保存。"):  # fmt: skip
        assert wanted in ordered, wanted
    for wanted in ("检馈〔2026〕1号", "1.基础资料共4项，未发现问题。", "4.安全技术措施共6项，1项不符合规定：",
                   "责改〔2026〕3号责令改正的，你单位应在2026年9月30日前改正并接受复查。",
                   "最迟于2026年10月12日在福州市公安公众服务网"):  # fmt: skip
        assert wanted in told, (
            wanted
        )  # 20 working days from September 8, by the holiday notice of 2026
    with held_at(RECEIVED):
        recheck = open_recheck(faulty.task.number, [], RECEIVED, walk.CLERK)["recheck"]
    _export(house, RECEIVED, numbers=[recheck], kinds=[PaperKind.NOTICE])
    [again] = _papers(house / "taken" / f"papers-{recheck}.zip").values()
    assert f"√复查：对任务{faulty.task.number}所见问题的复查" in pages(again)[0]
    assert "本次之前1次（随机抽查1次）" in pages(again)[0]
    # That premises are closed is a result nobody has confirmed the words of yet.
    assert reasons(_export, house, RECEIVED, numbers=[closed.task.number], kinds=[PaperKind.FEEDBACK])[0] == (
        "事项文件的检查结果「已停业」待核，不得印制文书"
    )  # fmt: skip


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_what_is_not_there_is_named_all_at_once(house: Path) -> None:
    done = walk.dispatched(house)
    day = date(2026, 9, 1)
    number = walk.open_ones()[0].task.number
    with held_at(NEXT):

        def named(*numbers: str, on: date = day) -> list[str]:
            return reasons(
                export_papers, walk.REGION, on, house / "taken", walk.CLERK, numbers=numbers
            )

        assert named("350105-ZX-2026-00009", "350105-ZX-2026-00008") == [
            "没有任务「350105-ZX-2026-00009」", "没有任务「350105-ZX-2026-00008」",
        ]  # fmt: skip
        assert named(number, on=date(2026, 8, 31)) == [
            f"任务 {number} 于 2026-09-01 才派发，2026-08-31 尚无文书"
        ]
        answer = export_papers(
            walk.REGION, date(2026, 8, 31), house / "taken", walk.CLERK, draw_id=done.draw_id
        )
    assert (answer["act"], answer["bundles"]) == ("unchanged", [])
    blocked = house / "file"
    blocked.write_bytes(b"")
    with held_at(NEXT):
        [said] = reasons(
            export_papers, walk.REGION, NEXT, blocked, walk.CLERK, numbers=[number], draft=True
        )  # fmt: skip
    assert said.startswith(f"无法写入文件夹「{blocked}」")


@pytest.mark.duty("20.1", "23.2")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_a_firm_is_told_nothing_of_a_form_that_is_sent_back(house: Path) -> None:
    walk.returned(house, RECEIVED)
    confirm_terms(house)
    number = walk.every_one()[0].task.number
    with held_at(RECEIVED):
        send_back(number, "D3 的天数请核对", RECEIVED, walk.LEADER)
    asked = {"numbers": [number], "kinds": [PaperKind.FEEDBACK]}
    assert reasons(_export, house, RECEIVED, **asked) == [
        f"任务 {number} 的登记表已退回补正，没有{PaperKind.FEEDBACK.words}"
    ]
    _export(house, RECEIVED, numbers=[number])
    assert not [n for n in _papers(house / "taken" / f"papers-{number}.zip") if "反馈" in n]

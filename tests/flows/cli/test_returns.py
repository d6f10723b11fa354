"""``ssj returns``: what was taken in, what stood already, what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from flows.sample.answers import CLOSED, SHORT_LOGS
from models import database
from models.clock import held_at
from models.tables import AuditEvent
from tests import walk
from tests.flows.cli.conftest import Ssj, letters
from tests.forms import fill

RECEIVED = date(2026, 9, 11)
ON = ("--as-of", "2026-09-11", "--by", "内勤甲")


@pytest.mark.duty("20.1", "23.2")
def test_each_file_is_told_of_by_what_became_of_it(run: Ssj, home: Path) -> None:
    walk.dispatched(home)
    each = walk.open_ones()[0]
    path = walk.fill(home, each)
    with held_at(RECEIVED):
        first, again = (run("returns", "import", str(path), *ON).stdout for _ in range(2))
    assert first == f"{path.name}：收到 1 份。\n"
    assert again == f"{path.name}：1 份与现有登记表相同，未作改动。\n"


@pytest.mark.duty("20.1")
def test_a_refused_file_keeps_no_other_out(run: Ssj, home: Path) -> None:
    walk.dispatched(home)
    path = walk.fill(home, walk.open_ones()[0])
    with held_at(RECEIVED):
        answer = run("returns", "import", str(home / "无.xlsx"), str(path), *ON, "--json")
    assert answer.exit_code == 1
    told = json.loads(answer.stdout)
    assert [done["file"] for done in told["taken"]] == [path.name]
    assert told["refused"] == ["没有这个文件：无.xlsx"]


@pytest.mark.duty("20.1", "23.2")
def test_of_two_versions_at_once_neither_is_taken_whichever_is_named_first(
    run: Ssj, home: Path
) -> None:
    walk.dispatched(home)
    first, second = walk.open_ones()[:2]
    one = walk.fill(home, first).rename(home / "a.xlsx")
    other = walk.fill(home, first, story=SHORT_LOGS, reason=walk.CHANGED).rename(home / "b.xlsx")
    third = walk.fill(home, second)
    for files in ((one, other, third), (other, one, third)):
        with held_at(RECEIVED):
            answer = run("returns", "import", *map(str, files), *ON, "--json")
        assert answer.exit_code == 1
        told = json.loads(answer.stdout)
        assert [done["file"] for done in told["taken"]] == [third.name]
        assert {
            (fault["file"], fault["column"], fault["expected"]) for fault in told["faults"]
        } == {
            (name, "任务编号", "一同交回的另一个文件里已有这个任务的登记表：请只留一份")
            for name in ("a.xlsx", "b.xlsx")
        }
    with database.reading() as session:
        kept = session.exec(
            select(AuditEvent.actor, AuditEvent.payload).where(
                AuditEvent.action == "登记表不予收取"
            )
        ).all()
    # Each file once, however often it is handed in unchanged.
    assert [(actor, json.loads(payload)["file"]) for actor, payload in kept] == [
        ("内勤甲", "a.xlsx"),
        ("内勤甲", "b.xlsx"),
    ]
    for (_, payload), path in zip(kept, (one, other), strict=True):
        told = json.loads(payload)
        assert (home / told["kept"]).read_bytes() == path.read_bytes()
        assert "请只留一份" in told["why"][0]
    assert first.task.number in {each.task.number for each in walk.open_ones()}


@pytest.mark.duty("20.1")
def test_where_nothing_is_taken_in_nothing_is_told_of_it(run: Ssj, home: Path) -> None:
    walk.dispatched(home)
    with held_at(RECEIVED):
        answer = run("returns", "import", str(home / "无.xlsx"), *ON)
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr == "错误：没有这个文件：无.xlsx\n"


@pytest.mark.duty("21.1")
def test_a_disposition_says_what_stands(run: Ssj, home: Path) -> None:
    walk.dispatched(home)
    each = walk.open_ones()[0]
    walk.hand_in(home, each, RECEIVED, SHORT_LOGS)
    words = ("returns", "dispose", each.task.number, "D3", "--kind", "transfer")
    words += ("--department", "区文旅局", "--document", "移字1号")
    with held_at(RECEIVED):
        first, again = (run(*words, *ON).stdout for _ in range(2))
        refused = run(*words, *ON, "--document", "移字2号")
    number = each.task.number
    assert first == f"{number} D3 的处理结果已登记：移交区文旅局（移字1号）。\n"
    assert again == f"{number} D3 的处理结果此前已登记：移交区文旅局（移字1号），未作改动。\n"
    assert refused.exit_code == 1
    assert "已于 2026-09-11 由 内勤甲 登记" in refused.stderr


@pytest.mark.duty("17.2", "18.3")
def test_a_place_to_be_filled_is_told_with_the_command_that_fills_it(run: Ssj, home: Path) -> None:
    walk.dispatched(home)
    each = walk.open_ones()[0]
    path = walk.fill(home, each, story=CLOSED)
    book = load_workbook(path)
    fill(book.worksheets[1], "本次检查情况", "已搬迁")
    book.save(path)
    with held_at(RECEIVED):
        said = run("returns", "import", str(path), *ON).stdout
        shown = run("cycle", "show", "--as-of", "2026-09-11").stdout
    line = (
        f"  {each.task.number} 已搬迁，按事项规定应由下一递补对象接替，请在公示结果之前申请："
        f"ssj substitute apply 350105/WB-01/2026-5 {each.task.credit_code} --reason 已迁出 --attach 佐证材料"
    )
    assert said == f"{path.name}：收到 1 份。\n{line}\n"
    assert line in shown
    assert "待申请递补 1" in shown


@pytest.mark.duty("20.1", "23.2")
def test_a_form_sent_back_is_said_until_another_version_is_in(run: Ssj, home: Path) -> None:
    walk.dispatched(home)
    each = walk.open_ones()[0]
    number = each.task.number
    walk.hand_in(home, each, RECEIVED, SHORT_LOGS)
    words = ("returns", "send-back", number, "--opinion", "请核对日志天数", "--as-of", "2026-09-11")
    with held_at(RECEIVED):
        back = run(*words, "--by", "大队长乙").stdout
        shown = run("cycle", "show", "--as-of", "2026-09-11").stdout
        same = run("returns", "import", str(walk.fill(home, each, story=SHORT_LOGS)), *ON).stdout
        new = run("returns", "import", str(walk.fill(home, each)), *ON, "--reason", "看错了").stdout
    assert back == f"{number} 的登记表由 大队长乙 于 2026-09-11 退回补正：请核对日志天数。\n"
    [(told, gone)] = letters("sent_back")
    assert "请核对日志天数" in told
    assert gone
    assert "；退回补正尚未交回 1" in shown
    assert f"  {back.strip().removesuffix('。')}\n" in shown
    assert f"  {number} 已退回补正，交回的与退回的一份相同，仍须补正\n" in same
    assert f"  {number} 第 2 版，录入人 {each.task.officers[0][0]}，改动原因：看错了\n" in new

"""``ssj substitute``: nothing is decided by leaving a word out (第十八条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import ChangeApplication, DrawEntry, Message
from tests import walk
from tests.conftest import SAMPLES
from tests.flows.cli.conftest import Ssj
from tests.tasks.change import changing

DRAW_ID = "350105/WB-01/2026-5"
NUMBER = f"{DRAW_ID}/C1"
DAY = date(2026, 9, 3)
DATED = ("--as-of", DAY.isoformat())


def _by_ticket() -> list[str]:
    with database.reading() as session:
        query = select(DrawEntry).where(DrawEntry.stratum == "general").order_by(DrawEntry.rank)  # type: ignore[arg-type]
        return [entry.credit_code for entry in session.exec(query)]


def _apply(run: Ssj, subject: str, reason: str = "停业") -> str:
    evidence = ("--attach", str(SAMPLES / "停业说明.txt"), "--by", walk.CLERK)
    answer = run("substitute", "apply", DRAW_ID, subject, "--reason", reason, *evidence, *DATED)
    return str(answer.stdout or answer.stderr)


def _decide(run: Ssj, *words: str, by: str = walk.CHIEF) -> tuple[int, str]:
    answer = run("substitute", "decide", NUMBER, *words, "--by", by, *DATED)
    return answer.exit_code, answer.stdout or answer.stderr


def _decision() -> str | None:
    with database.reading() as session:
        return session.exec(select(ChangeApplication.decision)).one()


@pytest.mark.duty("18.3")
@pytest.mark.parametrize("words", [(), ("--approve", "--refuse")])
def test_without_a_decision_nothing_is_decided(
    house: Path, run: Ssj, words: tuple[str, ...]
) -> None:
    walk.dispatched(house)
    with held_at(DAY):
        first, _, third, *_ = _by_ticket()
        assert f"变更申请 {NUMBER} 已由 内勤甲 于 2026-09-03 登记" in _apply(run, first)
        code, told = _decide(run, *words)
        assert (code, _decision()) == (2, None)
        assert "--approve 或 --refuse" in told
        code, told = _decide(run, "--approve")
    stands = f"{NUMBER} 已由 分管领导丙（分管领导） 于 2026-09-03 决定：批准，{first} 由 {third} 递补，检查人员 "
    assert (code, told.startswith(stands)) == (0, True)
    # Who comes now has the task sheet of it, and who does not come any more is told.
    with database.reading() as session:
        fresh = session.exec(select(Message).where(Message.written_on == DAY)).all()
    assert {each.kind for each in fresh} >= {"dispatch"}
    assert all(each.sent_on == DAY for each in fresh if each.address)
    assert all(each.attachment for each in fresh if each.kind == "dispatch")


@pytest.mark.duty("18.3")
def test_asked_again_it_says_what_was_decided_or_refuses_the_other(house: Path, run: Ssj) -> None:
    walk.dispatched(house)
    with held_at(DAY):
        first, *_ = _by_ticket()
        _apply(run, first)
        assert "此前已由 内勤甲 于 2026-09-03 登记，待分管领导决定，未作改动。" in _apply(
            run, first
        )
        assert "待决定，不能另行申请" in _apply(run, first, "已迁出")
        assert "原因「搬迁」应为 停业（suspended）、" in _apply(run, first, "搬迁")
        assert _decide(run, "--refuse", by=f"{walk.CLERK}\u200b")[0] == 1
        stands = f"{NUMBER} 已由 分管领导丙（分管领导） 于 2026-09-03 决定：不予批准"
        assert _decide(run, "--refuse") == (0, f"{stands}。\n")
        assert _decide(run, "--refuse", by="另一领导") == (0, f"{stands}，未作改动。\n")
        code, told = _decide(run, "--approve")
    assert code == 1
    assert "不能再作其他决定" in told


@pytest.mark.duty("18.3")
def test_every_command_says_that_a_second_decider_is_waited_for(house: Path, run: Ssj) -> None:
    walk.dispatched(house)
    with held_at(DAY):
        first, _, third, fourth, *_ = _by_ticket()
        for subject in (first, third):
            changing.changed(subject)
        assert "C3 已由 内勤甲 于 2026-09-03 登记，待分管领导决定。" in _apply(run, fourth)
        number = f"{DRAW_ID}/C3"
        by_chief = ("substitute", "decide", number, "--approve", "--by", walk.CHIEF, *DATED)
        told = run(*by_chief).stdout
        assert told.startswith(
            f"{number} 已由 分管领导丙（分管领导） 于 2026-09-03 同意，待第二人决定："
        )
        assert "登记，待第二人决定，未作改动。" in _apply(run, fourth)
        assert json.loads(run(*by_chief, "--json").stdout)["stands"] == "second-decision"
        shown = run("cycle", "show", "--year", "2026", "--period", "5", *DATED).stdout
        assert "变更申请待第二人决定 1 件" in shown
        assert f"变更申请 {number}  更换检查对象，2026-09-03 提出，待第二人决定" in shown
        refused = run(*by_chief[:-4], "--by", walk.LEADER, "--role", "局长", *DATED)
        assert (refused.exit_code, "主要负责人（head） 之一" in refused.stderr) == (1, True)
        second = run(*by_chief[:-4], "--by", walk.LEADER, "--role", "主要负责人", *DATED)
    assert "已由 分管领导丙（分管领导）、大队长乙（主要负责人） 于 2026-09-03 决定：批准，" in (
        second.stdout
    )

"""``ssj handle``: every step of a handling, and what stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.clock import held_at
from tasks.inspect.dispositions import dispose
from tests import walk
from tests.flows.cli.conftest import Ssj
from tests.tasks.inspect.orders import ORDERED, RECHECK, found, photo


@pytest.mark.duty("21.1")
def test_an_order_its_evidence_and_its_recheck_are_told_of(run: Ssj, home: Path) -> None:
    number = found(home).task.number
    on = ("--as-of", "2026-09-14", "--by", "内勤甲")
    words = ("handle", "order", number, "D3", "--document", "责改1号", "--until", "2026-09-21")
    with held_at(ORDERED):
        first, again = (run(*words, *on).stdout for _ in range(2))
        assert first == f"{number} D3 已责令改正（责改1号），改正期限 2026-09-21。\n"
        assert again == f"{number} D3 已责令改正（责改1号），改正期限 2026-09-21，未作改动。\n"
        said = run("handle", "evidence", number, "D3", "--attach", str(photo(home)), *on).stdout
        assert said == f"{number} D3 的改正材料已收存 1 件，请安排复查。\n"
        said = run("handle", "recheck", number, *on).stdout
        assert said.startswith(f"{number} D3 的复查 {RECHECK} 已派发给 ")
        shown = run("handle", "show", "--as-of", "2026-09-14").stdout
        assert "D3  复查中：责令改正（责改1号）；应于 2026-09-28 前复查改正情况" in shown
        shown = run("cycle", "show", "--as-of", "2026-09-14").stdout
        assert "；尚未处理完毕的问题 1" in shown
        assert "D3  复查中：责令改正（责改1号）" in shown


@pytest.mark.duty("21.1")
def test_an_answer_and_a_correction_are_told_of(run: Ssj, home: Path) -> None:
    number = found(home).task.number
    on = ("--as-of", "2026-09-14", "--by", "内勤甲")
    with held_at(ORDERED):
        dispose(number, "D3", "transfer", "移字1号", ORDERED, walk.LEADER, "区文旅局")
        words = ("handle", "correct", number, "D3", "--reason", "误抄", "--document", "移字2号")
        assert run(*words, *on).stdout == f"{number} D3 的处理登记已更正为 区文旅局（移字2号）。\n"
        words = ("handle", "answer", number, "D3", "--outcome", "returned", "--document", "函1号")
        assert run(*words, *on).stdout == (
            f"{number} D3 的移送答复已登记：不予受理，退回（函1号），现为「移送被退回」。\n"
        )
        told = run("handle", "show", "--as-of", "2026-09-14", "--all", "--json")
    assert [each["number"] for each in json.loads(told.stdout)[0]["steps"]] == [1, 2, 3]


@pytest.mark.duty("21.1")
def test_a_longer_term_and_a_decision_of_the_wrong_kind_are_told_of(run: Ssj, home: Path) -> None:
    number = found(home).task.number
    on = ("--as-of", "2026-09-14", "--by", "分管领导丙")
    with held_at(ORDERED):
        dispose(number, "D3", "handle", "罚字1号", ORDERED, walk.LEADER)
        meant = ("--kind", "order", "--document", "责改1号", "--until", "2026-09-21")
        words = ("handle", "correct", number, "D3", "--reason", "误登", *meant)
        assert run(*words, *on).stdout == (
            f"{number} D3 的处理登记已更正为责令改正（责改1号），改正期限 2026-09-21。\n"
        )
        asked = ("--until", "2026-09-30", "--document", "延1号", "--reason", "缺货")
        words = ("handle", "extend", number, "D3", *asked)
        said = f"{number} D3 的改正期限已延长至 2026-09-30（延1号）"
        first, again = (run(*words, *on).stdout for _ in range(2))
        assert first == f"{said}，原为 2026-09-21。\n"
        assert again == f"{said}，未作改动。\n"
        shown = run("handle", "show", "--as-of", "2026-09-14", "--all").stdout
    assert "1. 2026-09-14  依法查处〔已更正〕（罚字1号）" in shown
    assert (
        "2. 2026-09-14  更正登记（第 1 项，应为「责令改正」）（责改1号），期限至 2026-09-21"
        in shown
    )
    assert "3. 2026-09-14  延长改正期限（延1号），期限至 2026-09-30，原因：缺货" in shown

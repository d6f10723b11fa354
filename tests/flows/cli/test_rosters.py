"""``ssj rosters``: a list looked at first, then taken, then the same again; what changed and why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.clock import held_at
from tests import walk
from tests.conftest import SAMPLES
from tests.flows.cli.conftest import Ssj
from tests.tasks.rosters.lists import confirmed

WORDS = ("rosters", "import", "--kind", "subjects", "--as-of", "2026-09-01", "--by", "内勤甲")


@pytest.mark.duty("13.1")
def test_differences_are_shown_without_taking_them(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        looked = run(*WORDS, "--dry-run", str(walk.SUBJECTS)).stdout
        again = run(*WORDS, str(walk.SUBJECTS)).stdout
    assert looked.splitlines()[0] == "共 48 条：新增 0，变更 0，移出 0。"
    assert looked.endswith("（只看差异，名录库未更新）\n")
    assert "名录与在册的一致，市场主体名录库（WB-01）仍为第 1 版" in again


def _with_terminals(house: Path, written: str) -> str:
    """The sample roster with a column of the dossier; ``written`` stands in each row."""
    book = load_workbook(walk.SUBJECTS)
    sheet = book.active
    column, head = sheet.max_column + 1, 0
    for row in sheet.iter_rows():
        if head:
            sheet.cell(row[0].row, column).value = written
        elif "统一社会信用代码" in {cell.value for cell in row}:
            head = sheet.cell(row[0].row, column, "机器数").row
    book.save(house / "名录.xlsx")
    return str(house / "名录.xlsx")


@pytest.mark.duty("10.1", "13.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_dossiers_that_stand_in_a_roster_come_in_with_it(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        wrong = run(*WORDS, _with_terminals(house, "约60"))
        right = run(*WORDS, _with_terminals(house, "60台"))
        shown = run("dossier", "show", GONE, "--as-of", "2026-09-01").stdout
    assert wrong.exit_code == 0
    assert "表中的场所档案没有载入，改正后请用 ssj dossier import：" in wrong.stdout
    assert wrong.stdout.count("「约60」，应为整数（台）") == 48
    assert "表中的场所档案已载入：48 家有变动，已成新版。" in right.stdout
    assert "  终端数 60台\n" in shown


def test_a_file_that_is_none_is_refused_by_name(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    file = house / "名录.csv"
    file.write_text("甲,乙\n1,2\n")
    with held_at(walk.DRAW_DAY):
        refused = run(*WORDS, str(file))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("错误：")
    assert "名录.csv" in refused.stderr


NEXT_DAY = ("--as-of", "2026-09-02")
GONE, NEW = "92350105MA0190056R", "92350105MA0388031F"
"""Whom the changed sample leaves out, and whom it adds."""


@pytest.mark.duty("13.1")
def test_what_changed_since_the_last_draw_is_listed_and_explained(house: Path, run: Ssj) -> None:
    confirmed(house)
    changed = str(SAMPLES / "市场主体名录库-变更.xlsx")
    with held_at(date(2026, 9, 2)):
        assert run("rosters", "moves", *NEXT_DAY).stdout == (
            "自「350105/WB-01/2026-5」（名录库第 1 版）至第 1 版：变动 0 家，其中未说明原因 0 家。\n"
        )
        imported = run(
            "rosters", "import", "--kind", "subjects", changed, *NEXT_DAY, "--by", "内勤甲"
        )
        assert imported.stdout.splitlines()[-4:-1] == [
            "  说明变动原因的 1 家：",
            f"    {NEW} 样例新月网吧一店：新设立",
            "  自上次确认的抽取以来有 1 家变动未说明原因，ssj rosters moves 列出。",
        ]
        moves = run("rosters", "moves", *NEXT_DAY).stdout.splitlines()
        assert moves[0].endswith("至第 2 版：变动 2 家，其中未说明原因 1 家。")
        assert f"  {GONE} 样例青木网吧二店  移出名录：未说明" in moves
        assert f"  {NEW} 样例新月网吧一店  新列入名录：新设立" in moves
        explain = ("rosters", "explain", GONE, "--reason", "已注销", *NEXT_DAY, "--by")
        stands = "「样例青木网吧二店」移出名录，原因为「已注销」（内勤甲，2026-09-02）"
        assert run(*explain, "内勤甲").stdout == f"{stands}。\n"
        assert run(*explain, "另一人").stdout == f"{stands}，未作改动。\n"
        wrong = run("rosters", "explain", GONE, "--reason", "投诉举报", *NEXT_DAY, "--json")
        assert (wrong.exit_code, json.loads(wrong.stdout)["code"]) == (1, "reason-does-not-fit")
        listed = json.loads(run("rosters", "moves", *NEXT_DAY, "--json").stdout)
    assert listed["unexplained"] == 0
    assert {each["reason"] for each in listed["moves"]} == {"deregistered", "established"}


@pytest.mark.duty("11.1", "13.1")
def test_both_rosters_are_shown_as_they_stand(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    shown = run("rosters", "show", "--as-of", "2026-09-01").stdout
    assert shown == (
        "市场主体名录库（WB-01）第 1 版（2026-09-01，市场主体名录库.xlsx），共 48 家："
        "参加抽取 一般 40、重点 4、必查 2；不参加抽取 停业 2。\n"
        "执法检查人员名录库第 1 版（2026-09-01，执法检查人员名录库.csv），共 8 人：可派 8 人；"
        "回避 亲属关系 1。\n"
        "每家须派 2 人，除去回避恰好只剩 2 人可派的有 0 家。\n"
    )


def test_before_a_draw_there_is_nothing_to_explain(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    assert run("rosters", "moves", "--as-of", "2026-09-01").stdout == (
        "事项「WB-01」还没有按现行规则确认过的抽取，没有须说明的变动。\n"
    )
    refused = run("rosters", "explain", GONE, "--reason", "已注销", "--as-of", "2026-09-01")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "还没有按现行规则确认过的抽取" in refused.stderr

"""A recheck is an inspection of its own, by officers who may go (第二十一条)."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from models.clock import held_at
from reports.record_form import render
from tasks.inspect.recheck import open_recheck
from tasks.inspect.task_sheets import forms_out
from tasks.rosters.refresh import refresh_roster
from tests import walk
from tests.refusal import reasons
from tests.tasks.inspect.orders import AGAIN, RECHECK, found, ordered


@pytest.mark.duty("17.1", "21.1")
def test_the_same_recheck_again_is_known_and_another_refused(home: Path) -> None:
    number = found(home).task.number
    ordered(number)
    with held_at(AGAIN):
        first = open_recheck(number, [], AGAIN, walk.CLERK)
        assert len(first["officers"]) == 2
        assert open_recheck(number, [], AGAIN, walk.CHIEF)["act"] == "unchanged"
        others = [badge for badge in badges_on_duty() if badge not in first["officers"]][:2]
        [said] = reasons(open_recheck, number, others, AGAIN, walk.CLERK)
    assert said.startswith(f"任务 {number} 已派发复查 {RECHECK}")


@pytest.mark.duty("20.1", "21.1")
def test_the_task_sheet_of_a_recheck_names_the_points_to_look_at(home: Path) -> None:
    number = found(home).task.number
    ordered(number)
    with held_at(AGAIN):
        lead = open_recheck(number, [], AGAIN, walk.CLERK)["officers"][0]
        book = forms_out(walk.REGION, AGAIN)[f"检查任务单-{lead}.xlsx"]
    sheet = openpyxl.load_workbook(io.BytesIO(render(book))).worksheets[0]
    told = [str(cell.value) for row in sheet for cell in row if RECHECK in str(cell.value)]
    # By hand: D3 of the sample item is about how long logs are kept.
    assert [text.splitlines()[-1].startswith("复查 D3 ") for text in told] == [True]
    assert sum("复查 " in str(cell.value) for row in sheet for cell in row) == 1


def badges_on_duty() -> list[str]:
    """Every badge of those who lead an inspection or assist."""
    return sorted({badge for one in walk.every_one() for badge, _ in one.task.officers})


@pytest.mark.duty("17.1", "21.1")
def test_who_keeps_away_from_the_firm_does_not_recheck_it(home: Path) -> None:
    each = found(home)
    number, (badge, _) = each.task.number, each.task.officers[0]
    ordered(number)
    text = walk.INSPECTORS.read_text(encoding="gb18030").splitlines()
    column = text[1].split(",").index("回避对象")
    rows = [line.split(",") for line in text]
    for row in rows:
        if row[0] == badge:
            row[column] = each.task.credit_code
    roster = home / "检查人员.csv"
    roster.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="gb18030")
    with held_at(AGAIN):
        refresh_roster("inspectors", roster, walk.REGION, AGAIN, walk.CLERK)
        assert reasons(open_recheck, number, [], AGAIN, walk.CLERK) == [
            f"警号「{badge}」应当回避该市场主体：其他应当回避的情形"
        ]

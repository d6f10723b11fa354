"""The draws held against the plan, and why not (第九条、第二十四条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.clock import held_at
from tasks.draw.abandon import abandon
from tests import walk
from tests.tasks.assess.working_year import DEDUCTION, NOVEMBER, assessed


@pytest.mark.duty("9.2", "9.3", "18.1", "24.1")
def test_a_deduction_stands_for_the_first_period_that_was_skipped(year: Path) -> None:
    shown = assessed(NOVEMBER)
    [plan] = shown["draws"]
    # Four periods were skipped, the deduction stands for the first of them.
    assert (plan["in_time"]["words"], plan["deductions"][0]["document"]) == ("1/4", DEDUCTION)
    assert [each["state_name"] for each in plan["periods"]] == [
        "未抽取，由扣减抵去", "逾期未抽取", "逾期未抽取", "逾期未抽取", "已抽取", "未到抽取日",
    ]  # fmt: skip
    assert (plan["without_photographs"], shown["changes"]["words"]) == ([], "1/5")


@pytest.mark.duty("18.1", "18.2", "24.1")
def test_a_draw_without_photograph_is_named_until_it_is_abandoned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    draw_id = walk.drawn(tmp_path).draw_id
    shown = assessed(walk.DRAW_DAY)
    assert shown["draws"][0]["without_photographs"] == [draw_id]
    photos = next(row for row in shown["score"]["rows"] if row["measure"] == "photos")
    assert (photos["share"]["words"], photos["points"]) == ("0/1", "0")
    with held_at(walk.DRAW_DAY):
        abandon(draw_id, "名单有误", walk.DRAW_DAY, walk.LEADER)
    [plan] = assessed(walk.DRAW_DAY)["draws"]
    assert plan["without_photographs"] == []
    fifth = plan["periods"][4]
    assert (fifth["state"], fifth["abandoned"][0]["draw_id"]) == ("due", draw_id)
    assert "名单有误" in fifth["abandoned"][0]["reason"]

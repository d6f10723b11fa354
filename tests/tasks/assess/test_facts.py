"""What belongs to a period, and to whom (第二十四条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.clock import held_at
from tasks.inspect.special import open_special
from tasks.inspect.special_cancel import cancel_special
from tests import walk
from tests.tasks.assess.working_year import IN_TIME, NOVEMBER, SPECIAL, assessed, in_time


@pytest.mark.duty("24.1")
def test_groups_count_each_inspection_once_for_its_lead_and_for_every_inspector(
    year: Path,
) -> None:
    groups = assessed(NOVEMBER)["groups"]
    assert [each["name"] for each in groups["period"]] == ["第5期", "复查", "专项检查"]
    [unit] = groups["unit"]
    assert (unit["inspections"], unit["visited"], unit["found"]) == (6, 5, 1)
    assert sum(each["inspections"] for each in groups["inspector"]) == 2 * 6


@pytest.mark.duty("4.1", "24.1")
def test_a_special_inspection_that_was_cancelled_is_due_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    walk.dispatched(tmp_path)
    firm = walk.open_ones()[0].task
    badges = [badge for badge, _ in firm.officers]
    with held_at(walk.DRAW_DAY):
        opened = open_special(
            walk.REGION, 3, SPECIAL, firm.credit_code, badges, walk.DRAW_DAY, walk.CLERK
        )
    with held_at(IN_TIME):
        cancel_special(opened["number"], "线索不实", IN_TIME, walk.LEADER)
    assert in_time(assessed(walk.DRAW_DAY))["returns"] == (0, 0, 0, 6)
    assert in_time(assessed(IN_TIME))["returns"] == (0, 0, 0, 5)

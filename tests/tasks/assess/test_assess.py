"""A year's work assessed; every figure is counted by hand from ``working_year`` (第二十四条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.faults import Refused
from tasks.assess.assess import assess
from tests import walk
from tests.tasks.assess.working_year import NOVEMBER, YEAR_OVER, assessed, in_time


@pytest.mark.duty("9.1", "9.3", "18.1", "20.1", "21.1", "23.1", "24.1")
def test_a_year_is_assessed_as_a_person_would_count_it(year: Path) -> None:
    shown = assessed(NOVEMBER)
    # Four of five drawn were inspected, the special inspection in the visit of one of them.
    assert shown["visits"] == {
        "drawn": 4, "joint": 0, "special": 0, "together": 1, "rechecks": 1, "in_vain": 0,
    }  # fmt: skip
    [covered] = shown["coverage"]
    assert (covered["words"], covered["left_the_roster"]) == ("4/48（8%）", 0)
    # Two general, one key, two must-inspect are drawn; the substitute in the general class never came back.
    assert [(e["stratum"], e["reached"], e["due"], e["out"]) for e in shown["ratios"]] == [
        ("general", 1, 2, False), ("key", 1, 1, False), ("must", 2, 2, False),
    ]  # fmt: skip


@pytest.mark.duty("24.1")
def test_points_follow_the_districts_standard(year: Path) -> None:
    scored = assessed(NOVEMBER)["score"]
    # By mawei.toml: photos 5; changes 1/5 lies a quarter of the way from 1/4 to 1/20: 1.25 of 5; results 20;
    # findings 10; the rest 0 of 15 each. Not due yet: record, handling results, coverage: 5 each.
    assert (scored["points"], scored["possible"], scored["most"]) == ("36.3", 85, 100)
    assert (scored["level"], scored["checked"]) == ("不合格", False)
    points = {row["measure"]: row["points"] for row in scored["rows"]}
    assert points == {
        "draws_held": "0", "ratio_reached": "0", "coverage": None, "photos": "5", "changes": "1.3",
        "returns": "0", "results": "20", "handling": None, "record": None, "disposed": "10",
    }  # fmt: skip
    after = {row["measure"]: row for row in assessed(YEAR_OVER)["score"]["rows"]}
    assert (after["coverage"]["share"]["words"], after["coverage"]["points"]) == ("4/48（8%）", "0")
    assert after["record"]["share"]["words"] == "0/1"


@pytest.mark.duty("24.1")
def test_what_is_out_is_open_on_either_database(house: Path) -> None:
    walk.dispatched(house)
    shown = assessed(walk.DRAW_DAY)
    assert in_time(shown) == {
        "item_list": (0, 0, 2, 0),
        "returns": (0, 0, 0, 5),
        "record": (0, 0, 0, 1),
    }
    assert (shown["coverage"][0]["words"], shown["results"], shown["overdue"][0]["done"]) == (
        "0/48（0%）", [], None,
    )  # fmt: skip
    # Five periods are due by the first of September, the fifth is drawn that day; four were skipped.
    assert shown["draws"][0]["in_time"]["words"] == "1/5"


def test_nothing_planned_and_no_such_period_are_refused(year: Path) -> None:
    with pytest.raises(Refused, match="没有 2027 年度抽查计划"):
        assess(walk.REGION, 2027, NOVEMBER)
    with pytest.raises(Refused, match="没有第 7 期"):
        assessed(NOVEMBER, 7)
    with pytest.raises(Refused, match="没有事项 WB-09 的 2026"):
        assess(walk.REGION, 2026, NOVEMBER, item_code="WB-09")

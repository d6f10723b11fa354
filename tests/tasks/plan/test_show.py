"""Every period says whether it was drawn, and a late or skipped one says so (第九条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import database
from models.clock import held_at
from models.faults import Refused
from reports.dashboard import cycle_in_words
from tasks.draw.abandon import abandon
from tasks.draw.announce import announce
from tasks.overview.cycles import cycle
from tasks.plan.annual import approve_plan, make_plan
from tasks.plan.show import plan_in_words, show_plan
from tasks.setup.upgrade import on_record
from tests import released, walk
from tests.tasks.change import changing

JANUARY = date(2027, 1, 8)


def _states(as_of: date) -> list[str]:
    return [each["state"] for each in show_plan(walk.REGION, 2026, as_of)["periods"]]


@pytest.mark.duty("9.2")
def test_skipped_drawn_and_coming_periods_are_told_apart(house: Path) -> None:
    walk.drawn(house)
    assert _states(date(2026, 9, 1)) == ["skipped"] * 4 + ["drawn", "ahead"]
    words = plan_in_words(show_plan(walk.REGION, 2026, date(2026, 11, 2)))
    assert "第 4 期  2026-07-01 至 2026-08-31，2026-07-01 抽取：逾期未抽取" in words
    assert (
        "第 5 期  2026-09-01 至 2026-10-31，2026-09-01 抽取：已抽取（2026-09-01 公告 350105/WB-01/2026-5）"
        in words
    )
    assert "第 6 期  2026-11-01 至 2026-12-31，2026-11-02 抽取：待抽取" in words


@pytest.mark.duty("9.2")
def test_a_late_draw_counts_for_its_period_and_not_once_a_later_one_was_drawn(
    house: Path,
) -> None:
    walk.prepared(house)
    late = announce(walk.REGION, 2026, 4, walk.DRAW_DAY, walk.CLERK)
    assert (late["draw_id"], late["period_ended_on"]) == ("350105/WB-01/2026-4", "2026-08-31")
    assert _states(walk.DRAW_DAY)[3] == "late"
    with pytest.raises(Refused, match="其后的 2026 年第 4 期已于 2026-09-01 抽取"):
        announce(walk.REGION, 2026, 3, walk.DRAW_DAY, walk.CLERK)


@pytest.mark.duty("9.2")
def test_the_last_period_of_a_year_may_be_drawn_late_in_the_next(house: Path) -> None:
    walk.prepared(house)
    with held_at(JANUARY):
        late = announce(walk.REGION, 2026, 6, JANUARY, walk.CLERK)
    assert (late["draw_id"], late["period_ended_on"]) == ("350105/WB-01/2026-6", "2026-12-31")
    assert _states(JANUARY)[5] == "late"


@pytest.mark.duty("9.2")
def test_an_abandoned_draw_leaves_its_period_undrawn(house: Path) -> None:
    walk.prepared(house)
    done = announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK)
    abandon(done["draw_id"], "名单有误", walk.DRAW_DAY, walk.LEADER)
    assert _states(walk.DRAW_DAY)[4] == "due"
    assert _states(date(2026, 11, 1))[4] == "skipped"


@pytest.mark.duty("16.1")
def test_an_approval_entered_late_says_so(house: Path) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        make_plan(walk.REGION, 2027, walk.NEW_YEAR, walk.CLERK)
        approve_plan(walk.REGION, 2027, walk.NEW_YEAR, walk.LEADER)
    shown = show_plan(walk.REGION, 2027, walk.DRAW_DAY)
    assert shown["approved_on"] == walk.NEW_YEAR
    assert shown["approved_in_words"] == "2026-01-05（补录，2026-09-01 登记）"
    assert "大队长乙 已于 2026-01-05（补录，2026-09-01 登记） 批准" in plan_in_words(shown)


@pytest.mark.duty("16.1")
def test_an_approval_that_an_earlier_release_entered_late_says_so(house: Path) -> None:
    released.load("0005")
    database.migrate(around=on_record)
    shown = show_plan(walk.REGION, 2026, walk.DRAW_DAY)
    assert shown["approved_in_words"] == "2026-01-05（补录，2026-11-25 登记）"


@pytest.mark.duty("9.2", "10.3")
def test_a_draw_announced_late_on_paper_says_so_in_its_period(house: Path) -> None:
    walk.prepared(house)
    entered = date(2026, 9, 4)
    with held_at(entered):
        announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK)
    shown = show_plan(walk.REGION, 2026, entered)
    assert shown["periods"][4]["drawn_on"] == walk.DRAW_DAY
    assert (
        "已抽取（2026-09-01（补录，2026-09-04 登记） 公告 350105/WB-01/2026-5）"
        in plan_in_words(shown)
    )


@pytest.mark.duty("9.2")
def test_the_overview_says_that_a_period_was_skipped(house: Path) -> None:
    walk.prepared(house)
    skipped = cycle(walk.REGION, 2026, 4, walk.DRAW_DAY)
    assert (skipped["draw"], skipped["period_state"]) == (None, "逾期未抽取")
    assert cycle_in_words(skipped).endswith("逾期未抽取。")
    assert cycle(walk.REGION, 2025, 4, walk.DRAW_DAY)["period_state"] is None


@pytest.mark.duty("9.2", "18.3")
def test_the_changes_of_a_draw_stand_in_the_year(house: Path) -> None:
    walk.dispatched(house)
    for subject in changing.general()[:2]:
        changing.changed(subject)
    shown = show_plan(walk.REGION, 2026, changing.DAY)
    assert [each["changes"] for each in shown["periods"]] == [0, 0, 0, 0, 2, 0]
    assert "（2026-09-01 公告 350105/WB-01/2026-5），变更 2 次" in plan_in_words(shown)

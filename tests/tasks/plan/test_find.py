"""Which plan and period is meant (第九、十六条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import database, district, item_file
from models.faults import Refused
from tasks.draw.abandon import abandon
from tasks.draw.announce import announce
from tasks.lists.version import import_items
from tasks.plan.annual import approve_plan, make_plan
from tasks.plan.find import (
    as_planned,
    check_period,
    check_period_to_draw,
    item_planned,
    period_of,
    period_on,
    plan_of,
)
from tasks.rosters.refresh import refresh_roster
from tasks.setup.prepare import prepare
from tests import walk
from tests.tasks.lists.test_version import item_list


@pytest.mark.duty("9.2", "16.1")
def test_a_plan_and_its_periods_are_found_by_region_item_and_year(house: Path) -> None:
    walk.prepared(house)
    with database.reading() as session:
        plan, period = period_of(session, walk.REGION, 2026, 5, item_code="WB-01")
        assert (plan.year, as_planned(period).draw_on) == (2026, date(2026, 9, 1))
        for year, code in ((2025, "WB-01"), (2026, "WB-02")):
            with pytest.raises(Refused, match=f"事项 {code} 的 {year} 年度抽查计划"):
                plan_of(session, walk.REGION, year, item_code=code)
        with pytest.raises(Refused, match="没有第 7 期，只有第 1 至第 6 期"):
            period_of(session, walk.REGION, 2026, 7, item_code="WB-01")
    with pytest.raises(Refused, match="没有第 0 期"):
        check_period(walk.REGION, 2026, 0, "WB-01")


@pytest.mark.duty("9.2")
def test_a_day_falls_into_one_period(house: Path) -> None:
    walk.prepared(house)
    assert period_on(walk.REGION, date(2026, 8, 31)) == (2026, 4)
    assert period_on(walk.REGION, date(2026, 9, 1)) == (2026, 5)
    with pytest.raises(Refused, match="2027 年度抽查计划"):
        period_on(walk.REGION, date(2027, 1, 1))


@pytest.mark.duty("11.1")
def test_the_item_of_a_year_is_the_one_planned_for_it(house: Path) -> None:
    walk.prepared(house)
    assert item_planned(walk.REGION, 2026, walk.DRAW_DAY, None) == "WB-01"
    assert item_planned(walk.REGION, 2027, walk.DRAW_DAY, None) == "WB-01"
    with pytest.raises(Refused, match="没有事项「WB-99」"):
        item_planned(walk.REGION, 2026, walk.DRAW_DAY, "WB-99")


@pytest.mark.duty("9.2")
def test_an_abandoned_draw_hinders_no_earlier_period(house: Path) -> None:
    walk.prepared(house)
    fifth = announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK)["draw_id"]
    _check(4, "WB-01", "其后的")
    abandon(fifth, "名单有误", walk.DRAW_DAY, walk.LEADER)
    _check(4, "WB-01")


@pytest.mark.duty("6.1", "9.2")
def test_a_draw_of_another_item_hinders_none(house: Path) -> None:
    two = house / "two.toml"
    text = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    two.write_text(text.replace('items = ["WB-01"]', 'items = ["WB-01", "WB-02"]'), "utf-8")
    prepare(walk.NEW_YEAR, two)
    shipped = (item_file.SHIPPED / "wb-01.toml").read_text("utf-8")
    (house / "wb-02.toml").write_text(shipped.replace("WB-01", "WB-02"), "utf-8")
    both = item_list(house, ("WB-01", "5%", ""), ("WB-02", "5%", ""))
    import_items(both, walk.REGION, walk.NEW_YEAR, walk.CLERK)
    for code in ("WB-01", "WB-02"):
        make_plan(walk.REGION, 2026, walk.NEW_YEAR, walk.CLERK, item_code=code)
        approve_plan(walk.REGION, 2026, walk.NEW_YEAR, walk.LEADER, item_code=code)
    for kind, path in (("subjects", walk.SUBJECTS), ("inspectors", walk.INSPECTORS)):
        refresh_roster(kind, path, walk.REGION, walk.DRAW_DAY, walk.CLERK, item_code="WB-02")
    announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, item_code="WB-02")
    _check(4, "WB-01")
    _check(4, "WB-02", "其后的 2026 年第 5 期已于 2026-09-01 抽取")
    with pytest.raises(Refused, match="请用 --item 指明其一：WB-01、WB-02"):
        approve_plan(walk.REGION, 2026, walk.NEW_YEAR, walk.LEADER)


def _check(number: int, item_code: str, refused: str | None = None) -> None:
    with database.reading() as session:
        plan, period = period_of(session, walk.REGION, 2026, number, item_code=item_code)
        if refused is None:
            check_period_to_draw(session, plan, period, walk.DRAW_DAY)
        else:
            with pytest.raises(Refused, match=refused):
                check_period_to_draw(session, plan, period, walk.DRAW_DAY)

"""Which plan and period is meant (第九、十六条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import database
from models.faults import Refused
from tasks.plan.find import as_planned, check_period, item_planned, period_of, period_on, plan_of
from tests import walk


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

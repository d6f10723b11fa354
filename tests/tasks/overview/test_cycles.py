"""Where a cycle stands: who did what on which day, what is due, what is overdue, nobody's code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.faults import Refused
from reports.dashboard import (
    cycle_in_words,
    inspection_in_words,
)
from tasks.overview import cycles
from tests import walk

PERIOD = (walk.REGION, 2026, 5)


@pytest.mark.duty("9.2", "10.3")
def test_before_anything_is_drawn_the_cycle_says_so(house: Path) -> None:
    walk.prepared(house)
    shown = cycles.cycle(*PERIOD, walk.DRAW_DAY)
    assert (shown["draw"], shown["inspections"]) == (None, [])
    assert cycle_in_words(shown).endswith("WB-01 2026 年第 5 期，截至 2026-09-01：待抽取。")
    assert cycles.cycles(walk.REGION) == []
    with pytest.raises(Refused, match="还没有抽取过"):
        cycles.newest(walk.REGION)


@pytest.mark.duty("10.3", "23.1")
def test_what_is_out_is_counted_and_the_days_left_are_working_days(house: Path) -> None:
    walk.dispatched(house)
    shown = cycles.cycle(*PERIOD, walk.DRAW_DAY)
    assert shown["states"] == {"dispatched": 5}  # by hand: 5 % of 60 and of 40 are drawn
    [due_on] = {row["due_on"] for row in shown["inspections"]}
    [left] = {row["days_left"] for row in shown["inspections"]}
    # By hand: 2–4, 7–11 and 14–18 September, the make-up Sunday 20, and Monday 21.
    assert (due_on, left) == ("2026-09-21", 15)
    row = shown["inspections"][0]
    assert inspection_in_words(row).endswith("待检查回传，期限 2026-09-21（剩 15 个工作日）")
    late = cycles.cycle(*PERIOD, date(2026, 9, 22))
    assert late["overdue"] == 5
    assert "其中逾期未回传 5" in cycle_in_words(late)
    assert inspection_in_words(late["inspections"][0]).endswith("（超 1 个工作日）")


@pytest.mark.duty("6.1")
def test_cycles_are_found_by_item(house: Path) -> None:
    walk.drawn(house)
    assert cycles.cycles(walk.REGION) == [("WB-01", 2026, 5)]
    assert cycles.newest(walk.REGION, "WB-01") == ("WB-01", 2026, 5)
    assert cycles.cycles(walk.REGION, "WB-02") == []
    with pytest.raises(Refused, match="没有事项「WB-02」"):
        cycles.cycle(*PERIOD, walk.DRAW_DAY, "WB-02")

"""Where a cycle stands: who did what on which day, what is due, what is overdue, nobody's code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import DrawEntry
from reports.dashboard import (
    application_in_words,
    cycle_in_words,
    draw_in_words,
    inspection_in_words,
    vacated_in_words,
)
from tasks.change.applications import decide
from tasks.draw.confirm import confirm
from tasks.overview import cycles
from tests import walk
from tests.tasks.change import changing

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


@pytest.mark.duty("10.3")
def test_an_act_entered_late_is_shown_with_the_day_it_was_entered(house: Path) -> None:
    done = walk.drawn(house)
    walk.photographed(done.draw_id, walk.DRAW_DAY)
    with held_at(date(2026, 9, 4)):
        confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)
    shown = cycles.cycle(*PERIOD, date(2026, 9, 4))["draw"]
    assert [(act["act"], act["day_in_words"], act["by"]) for act in shown["acts"]] == [
        ("公告", "2026-09-01", walk.CLERK),
        ("抽取", "2026-09-01", walk.CLERK),
        ("确认", "2026-09-01（补录，2026-09-04 登记）", walk.LEADER),
    ]
    assert f"- 确认：2026-09-01（补录，2026-09-04 登记），{walk.LEADER}" in draw_in_words(shown)


@pytest.mark.duty("17.1")
def test_the_dashboard_never_says_who_was_drawn(house: Path) -> None:
    walk.dispatched(house)
    shown = cycles.cycle(*PERIOD, walk.DRAW_DAY)
    told = draw_in_words(shown["draw"]) + cycle_in_words(shown)
    for each in walk.every_one():
        assert each.task.subject not in told
        assert each.task.credit_code not in told


@pytest.mark.duty("6.1")
def test_cycles_are_found_by_item(house: Path) -> None:
    walk.drawn(house)
    assert cycles.cycles(walk.REGION) == [("WB-01", 2026, 5)]
    assert cycles.newest(walk.REGION, "WB-01") == ("WB-01", 2026, 5)
    assert cycles.cycles(walk.REGION, "WB-02") == []
    with pytest.raises(Refused, match="没有事项「WB-02」"):
        cycles.cycle(*PERIOD, walk.DRAW_DAY, "WB-02")


@pytest.mark.duty("10.3", "18.3")
def test_changes_empty_places_and_who_is_waited_for_are_in_the_overview(house: Path) -> None:
    walk.dispatched(house)
    first, _, third, fourth, *_ = changing.general()
    with database.reading() as session:
        must = session.exec(
            select(DrawEntry.credit_code).where(DrawEntry.stratum == "must", DrawEntry.rank == 1)
        ).one()
    for subject in (first, third, must):
        changing.changed(subject)
    decide(changing.applied(fourth), True, changing.DAY, walk.CHIEF)
    shown = cycles.cycle(*PERIOD, changing.DAY)
    told = cycle_in_words(shown)
    assert "；变更 3 次，涉及 2 处；空缺 1 处；变更申请待第二人决定 1 件。" in told
    draw = shown["draw"]
    # By hand: three changes at two of five places.
    assert (draw["changes"]["count"], draw["changes"]["share"]) == (3, "2/5")
    assert draw["changes"]["by_reason"] == {"停业": 3}
    [empty], [waiting] = draw["vacated"], draw["applications"]
    assert vacated_in_words(empty).startswith("  必查第 1 位  空缺，停业，")
    assert application_in_words(waiting).endswith("待第二人决定")
    # The dashboard tells no outsider who was drawn.
    page = draw_in_words(draw)
    assert "- 变更：3 次（更换检查对象 3 次）" in page
    assert not any(code in page for code in (first, third, fourth, must))

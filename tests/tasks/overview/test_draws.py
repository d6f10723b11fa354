"""Where a draw stands: who did what on which day, how often it was changed, nobody's code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import DrawEntry
from reports.dashboard import (
    application_in_words,
    cycle_in_words,
    draw_in_words,
    vacated_in_words,
)
from tasks.change.applications import decide
from tasks.draw.confirm import confirm
from tasks.overview import cycles
from tests import walk
from tests.tasks.change import changing

PERIOD = (walk.REGION, 2026, 5)


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

"""What is said of a firm's visits before it is visited again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import database
from models.clock import held_at
from models.rules.firm_visits import VisitKind
from tasks.base.terms import in_force
from tasks.inspect.inspections import waiting_inspections
from tasks.inspect.special import open_special
from tasks.inspect.visits import warned_of, years_so_far
from tests import visit_rules, walk

FIRM, PAIR = "92350105MA0015838Y", ["035023", "035036"]
NEXT, RECEIVED = date(2026, 9, 2), date(2026, 9, 11)


@pytest.mark.duty("4.1", "17.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_a_notice_says_the_years_visits_and_a_visit_too_many_is_warned_of(house: Path) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        open_special(walk.REGION, 1, "部署1号", FIRM, PAIR, walk.DRAW_DAY, walk.CLERK)
    (each,) = walk.open_ones()
    walk.hand_in(house, each, RECEIVED)
    with held_at(RECEIVED):
        for ground, document in ((2, "部署2号"), (3, "投诉单3号")):
            open_special(walk.REGION, ground, document, FIRM, PAIR, RECEIVED, walk.CLERK)
    with database.reading() as session:
        terms = in_force(session, walk.REGION, RECEIVED)
        waiting = waiting_inspections(session, walk.REGION)
        told = years_so_far(session, terms, RECEIVED, waiting)
        assert warned_of(session, terms, RECEIVED, waiting) == []  # the district has no rule
    for said in told.values():
        assert (said.words, said.warnings) == ("本年已检查 1 次（专项检查 1 次）", ())
        assert said.counted[VisitKind.SPECIAL] == 1
    visit_rules.loaded(house)
    with database.reading() as session:
        (warned,) = warned_of(session, in_force(session, walk.REGION, RECEIVED), RECEIVED, waiting)
    # The complaint's is exempt and for cause; the campaign's is neither.
    assert warned["number"] == "350105-ZX-2026-00002"
    assert warned["warnings"] == [
        "本年已检查 1 次，再检查将超过全年 1 次的上限",
        "60 日内重复检查：2026-09-08 已检查过",
    ]

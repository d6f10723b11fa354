"""What a plan means for how often its firms are visited, said before they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import SubjectEntry
from tasks.inspect.special import open_special
from tasks.overview.cycles import cycle
from tasks.plan.show import plan_in_words, show_plan
from tests import visit_rules, walk

EIGHT = {f"0350{n}" for n in (23, 36, 49, 62, 75, 88)} | {"035101", "035114"}
NEXT = date(2026, 9, 2)


def _firms(*classes: str) -> list[str]:
    with database.reading() as session:
        return list(
            session.exec(
                select(SubjectEntry.credit_code)
                .where(SubjectEntry.status == "正常", col(SubjectEntry.risk_class).in_(classes))
                .order_by(col(SubjectEntry.id))
            )
        )


@pytest.mark.duty("9.4", "17.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_the_plan_says_which_firms_would_be_visited_too_often_and_the_cycle_who_is(
    house: Path,
) -> None:
    walk.dispatched(house)
    assert show_plan(walk.REGION, 2026, NEXT)["visits"] is None
    visit_rules.loaded(house)
    shown = show_plan(walk.REGION, 2026, NEXT)["visits"]
    # Period 5 is drawn, 6 is to come: each 必查 firm has one visit to come and would get a second.
    assert (shown["cap"], shown["draws_left"]) == (1, 1)
    assert {each["credit_code"]: each["total"] for each in shown["beyond_cap"]} == dict.fromkeys(
        _firms("must"), 2
    )
    assert len(shown["at_cap"]) == 5  # the sample: 2 general, 1 key, 2 must
    words = plan_in_words(show_plan(walk.REGION, 2026, NEXT))
    assert "以下 2 家全年将超过 1 次" in words
    assert "现已达上限 5 家" in words

    assert cycle(walk.REGION, 2026, 5, NEXT)["visit_warnings"] == []
    first = walk.open_ones()[0]
    kin = {"035062"}  # to a firm of the sample
    others = sorted(EIGHT - kin - {badge for badge, _ in first.task.officers})[:2]
    with held_at(NEXT):
        opened = open_special(
            walk.REGION, 1, "部署2号", first.task.credit_code, others, NEXT, walk.CLERK
        )
    told = "本年已检查 0 次、另有待检查 1 次，再检查将超过全年 1 次的上限"
    assert opened["warnings"] == [told]
    (warned,) = cycle(walk.REGION, 2026, 5, NEXT)["visit_warnings"]
    assert (warned["number"], warned["warnings"]) == (first.task.number, [told])

"""Who may inspect, and whether there are enough of them, is known before a draw is announced (第十四条、第十七条)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import Draw
from tasks.draw.abandon import abandon
from tests import walk
from tests.tasks.draw.announced import LATER, announced, the_draw, with_inspectors


@pytest.mark.duty("14.1", "14.2")
def test_who_may_not_inspect_is_not_drawn_and_too_few_are_refused(house: Path) -> None:
    walk.prepared(house)
    off_duty = [
        (f"一级警员,是,在岗,inspector{n}@", f"一级警员,是,离岗,inspector{n}@") for n in (2, 4)
    ]
    unqualified = [("三级警长,是,在岗,inspector3@", "三级警长,否,在岗,inspector3@")]
    with_inspectors(house, *off_duty, *unqualified)
    announced()
    assert json.loads(the_draw().announcement)["inspectors"]["count"] == 5


@pytest.mark.duty("14.2")
def test_fewer_inspectors_than_the_rule_asks_for_are_not_announced(house: Path) -> None:
    walk.prepared(house)
    with_inspectors(
        house,
        ("三级警长,是", "三级警长,否"),
        ("一级警员,是,在岗,inspector8", "一级警员,是,离岗,inspector8"),
    )
    with pytest.raises(Refused, match="只有 3 人，不得少于 4 人"):
        announced()
    with database.reading() as session:
        assert session.exec(select(Draw)).all() == []


@pytest.mark.duty("17.3")
def test_a_subject_that_cannot_be_staffed_is_refused_before_any_seed_exists(house: Path) -> None:
    walk.prepared(house)
    # Seven of eight are recused from one subject: one is left, two are needed.
    rows = [
        (f"inspector{n}@example.invalid,\n", f"inspector{n}@example.invalid,92350105MA01583806\n")
        for n in (1, 2, 3, 5, 6, 7)
    ]
    with_inspectors(house, *rows)
    with pytest.raises(
        Refused, match="「92350105MA01583806」未被回避的检查人员只有 1 人，应至少 2 人"
    ):
        announced()


@pytest.mark.duty("14.1", "17.1")
def test_the_codes_do_not_follow_the_badges(house: Path) -> None:
    walk.prepared(house)
    orders = set()
    for n in range(3):
        extra = n > 0
        draw_id = announced(LATER, extra=extra)["draw_id"]
        with database.reading() as session:
            draw = session.exec(select(Draw).where(Draw.draw_id == draw_id)).one()
        orders.add(tuple(json.loads(draw.inspector_codes).values()))
        with held_at(LATER):
            abandon(draw_id, "名单有误", LATER, walk.LEADER)
    # Eight inspectors in three secret orders: twice the same one time in 13,000.
    assert len(orders) > 1

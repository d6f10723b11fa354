"""Whoever led an inspection hears of what is due of its findings (第二十、二十一条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import Message
from tasks.inspect.chase import chase
from tasks.inspect.dispositions import undisposed
from tests import walk
from tests.tasks.inspect.orders import RECEIVED, found, ordered


@pytest.mark.duty("20.1", "21.1")
def test_the_lead_and_the_supervisor_hear_of_a_term_before_and_after_it_once_each(
    home: Path,
) -> None:
    lead = found(home).task.officers[0][1]
    [(number, _)] = undisposed(walk.REGION)
    for each in walk.open_ones():
        walk.hand_in(home, each, RECEIVED)
    ordered(number)
    days = [date(2026, 9, 15), date(2026, 9, 18), date(2026, 9, 21), date(2026, 9, 22)]
    for day in [*days, days[-1]]:
        with held_at(day):
            chase(walk.REGION, day)
    with database.reading() as session:
        told = session.exec(
            select(Message).where(Message.kind == "handling").order_by(col(Message.id))
        ).all()
        said = session.exec(select(Message).where(Message.kind == "supervisor")).all()
    # By hand: five working days left (the 20th is a make-up day), none, and the day after the term.
    assert [str(each.written_on) for each in told] == ["2026-09-15", "2026-09-21", "2026-09-22"]
    assert {each.body.splitlines()[0] for each in told} == {f"{lead}："}
    assert number in told[0].body
    assert any(
        f"{number}/D3/1 应于 2026-09-21 前提交改正材料（第二十一条（本级自定）），已超过 1 个工作日"
        in each.body
        for each in said
    )

"""What is due while a finding is handled (第二十一条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.sample.answers import CLOSED, SHORT_LOGS
from models.clock import held_at
from tasks.inspect import handling_deadlines
from tasks.inspect.chase import chase
from tasks.inspect.dispositions import dispose
from tasks.inspect.recheck import open_recheck
from tasks.inspect.transfers import answer
from tasks.overview.handling import handling
from tests import walk
from tests.tasks.inspect.orders import (
    AGAIN,
    ORDERED,
    UNTIL,
    deadlines,
    found,
    ordered,
    rechecked,
    stages,
)


@pytest.mark.duty("21.1")
def test_who_submits_nothing_has_missed_its_term_and_the_recheck_is_due_after_it(
    home: Path,
) -> None:
    number = found(home).task.number
    ordered(number)
    [shown] = handling(walk.REGION, AGAIN)
    assert (shown["due"]["kind"], shown["due"]["on"]) == ("rectify", "2026-09-21")
    assert shown["due"]["days_left"] == -1
    rechecked(home, number, SHORT_LOGS)
    assert deadlines() == [
        ("rectify", "D3/1", UNTIL, AGAIN),  # a day late, and so it stays
        ("recheck", "D3/1", date(2026, 10, 12), AGAIN),
    ]


@pytest.mark.duty("21.1")
def test_of_what_could_not_be_seen_another_recheck_is_waited_for(home: Path) -> None:
    number = found(home).task.number
    ordered(number)
    rechecked(home, number, CLOSED)
    assert [met for kind, _, _, met in deadlines() if kind == "recheck"] == [None]
    with held_at(AGAIN):
        again = open_recheck(number, [], AGAIN, walk.CLERK)
    assert again["recheck"] == "350105-FC-2026-00002"


@pytest.mark.duty("21.1")
def test_a_criminal_referral_has_a_term_of_its_own(home: Path) -> None:
    number = found(home).task.number
    with held_at(ORDERED):
        dispose(number, "D3", "criminal", "移送字1号", ORDERED, walk.LEADER)
        # By hand: ten working days after the 14th, the 20th a make-up day, the 25th off.
        assert deadlines() == [("criminal_answer", "D3/1", date(2026, 9, 28), None)]
        answer(number, "D3", "filed", "立字1号", ORDERED, walk.CLERK)
    assert deadlines()[0][3] == ORDERED
    assert stages() == ["涉嫌犯罪已立案"]


@pytest.mark.duty("21.1")
@pytest.mark.parametrize(
    ("kind", "to", "due"),
    # By hand: ten and thirty working days after 14 September, over the holidays and two make-up days.
    [("criminal", "", date(2026, 9, 28)), ("transfer", "区文旅局", date(2026, 10, 30))],
)
def test_what_was_sent_before_answers_were_waited_for_is_due_from_its_decision(
    home: Path, monkeypatch: pytest.MonkeyPatch, kind: str, to: str, due: date
) -> None:
    number = found(home).task.number
    with held_at(ORDERED), monkeypatch.context() as before:
        before.setattr(handling_deadlines, "ANSWERS", {})
        dispose(number, "D3", kind, "移送字1号", ORDERED, walk.LEADER, to)
    assert deadlines() == []
    with held_at(AGAIN):
        chase(walk.REGION, AGAIN)
        assert deadlines() == [(f"{kind}_answer", "D3/1", due, None)]
        assert chase(walk.REGION, AGAIN)["act"] == "unchanged"
    assert len(deadlines()) == 1

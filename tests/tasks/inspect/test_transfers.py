"""What was transferred is waited for until it is answered (第二十一条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from tasks.archive.ready import archive_ready
from tasks.inspect.dispositions import dispose, undisposed
from tasks.inspect.transfers import answer
from tests import walk
from tests.tasks.inspect.orders import LATER, ORDERED, RECEIVED, deadlines, found, stages
from tests.tasks.publish import stories


@pytest.mark.duty("21.1", "23.1")
def test_a_transfer_is_waited_for_until_it_is_answered(home: Path) -> None:
    walk.dispatched(home)
    walk.all_in(home, RECEIVED)
    [(number, _)] = undisposed(walk.REGION)
    with held_at(ORDERED):
        dispose(number, "D3", "transfer", "移字1号", ORDERED, walk.LEADER, "区文旅局")
    # By hand: thirty working days after the 14th of September: 2 make-up days, 25 September and
    # 1 to 7 October off.
    assert deadlines() == [("transfer_answer", "D3/1", date(2026, 10, 30), None)]
    walk.published(LATER)
    with held_at(LATER):
        archive_ready(walk.REGION, LATER)
        assert stories.standing(number) == "published"
        told = answer(number, "D3", "dealt_with", "文旅函1号", LATER, walk.CLERK)
        assert told["act"] == "done"
        again = answer(number, "D3", "dealt_with", "文旅函1号", LATER, walk.CHIEF)
        assert again["act"] == "unchanged"
        assert archive_ready(walk.REGION, LATER)["archived"] == 0  # that it ended is not told yet
    assert deadlines()[0][3] == LATER
    walk.published(LATER)
    said = stories.on_site(home)[1][number]["disposition"]
    assert said == "移交区文旅局（移字1号），接收部门已答复"
    assert "文旅函1号" not in stories.on_site(home)[0]
    with held_at(LATER):
        assert archive_ready(walk.REGION, LATER)["archived"] == 1


@pytest.mark.duty("21.1")
def test_what_comes_back_is_handled_here(home: Path) -> None:
    number = found(home).task.number
    with held_at(ORDERED):
        dispose(number, "D3", "criminal", "移送字1号", ORDERED, walk.LEADER)
        answer(number, "D3", "not_filed", "不立字1号", ORDERED, walk.CLERK)
    assert stages() == ["移送被退回"]
    assert undisposed(walk.REGION) == [(number, "D3")]
    with held_at(ORDERED):
        dispose(number, "D3", "handle", "罚字1号", ORDERED, walk.LEADER)
    assert stages() == ["已查处"]

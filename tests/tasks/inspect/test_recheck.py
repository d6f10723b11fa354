"""A recheck is an inspection of its own, by officers who may go (第二十一条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.clock import held_at
from tasks.inspect.recheck import open_recheck
from tests import walk
from tests.refusal import reasons
from tests.tasks.inspect.orders import AGAIN, RECHECK, found, ordered


@pytest.mark.duty("17.1", "21.1")
def test_the_same_recheck_again_is_known_and_another_refused(home: Path) -> None:
    number = found(home).task.number
    ordered(number)
    with held_at(AGAIN):
        first = open_recheck(number, [], AGAIN, walk.CLERK)
        assert len(first["officers"]) == 2
        assert open_recheck(number, [], AGAIN, walk.CHIEF)["act"] == "unchanged"
        others = [badge for badge in badges_on_duty() if badge not in first["officers"]][:2]
        [said] = reasons(open_recheck, number, others, AGAIN, walk.CLERK)
    assert said.startswith(f"任务 {number} 已派发复查 {RECHECK}")


def badges_on_duty() -> list[str]:
    """Every badge of those who lead an inspection or assist."""
    return sorted({badge for one in walk.every_one() for badge, _ in one.task.officers})

"""What the public reads of a handling, and when a file closes (第二十一条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.sample.answers import SHORT_LOGS
from models.clock import held_at
from tasks.archive.ready import archive_ready
from tasks.inspect.dispositions import dispose, undisposed
from tasks.inspect.rectify import order
from tests import walk
from tests.tasks.inspect.orders import NEXT, ORDER, RECHECK, rechecked
from tests.tasks.publish import stories


@pytest.mark.duty("21.1", "23.1")
def test_the_public_reads_what_came_of_an_order_and_of_no_recheck_by_itself(home: Path) -> None:
    stories.told(home)
    [(number, _)] = undisposed(walk.REGION)
    assert stories.on_site(home)[1][number]["disposition"].startswith("正在处理")
    with held_at(NEXT):
        order(number, "D3", ORDER, NEXT, walk.LEADER, until=date(2026, 10, 12))
    walk.published(NEXT)
    assert len(stories.kept(number)) == 1  # an order is in hand: nothing new is said
    day = date(2026, 10, 13)
    rechecked(home, number, SHORT_LOGS, day)
    walk.published(day)
    said = stories.on_site(home)[1][number]["disposition"]
    # By hand: sixty working days after the 28th of September, National Day and a make-up day between.
    assert said == f"责令改正（{ORDER}），逾期未改正，正在处理，2026-12-25 前公布处理结果"
    with held_at(day):
        archive_ready(walk.REGION, day)
        assert stories.standing(number) == "published"
        dispose(number, "D3", "handle", "罚字1号", day, walk.LEADER)
        archive_ready(walk.REGION, day)
        assert stories.standing(number) == "published"  # at its end, and not told yet
    walk.published(day)
    assert stories.on_site(home)[1][number]["disposition"] == "依法查处（罚字1号）"
    assert [(version, kind) for version, kind, _ in stories.kept(number)] == [
        (1, "opinion"), (2, "handling"), (3, "handling"),
    ]  # fmt: skip
    assert stories.kept(RECHECK) == []
    assert RECHECK not in stories.on_site(home)[1]
    with held_at(day):
        assert archive_ready(walk.REGION, day)["archived"] == 2
    assert (stories.standing(number), stories.standing(RECHECK)) == ("archived", "archived")

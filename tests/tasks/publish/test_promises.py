"""The days by which more is told are tracked, promised and met (第二十一、二十三条)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import DeadlineRecord
from tasks.inspect.chase import chase
from tasks.publish.due import build_due
from tests import walk
from tests.tasks.publish import stories
from tests.tasks.publish.stories import LATER, NEXT


def _deadlines(kind: str) -> list[tuple[str, bool]]:
    with database.reading() as session:
        rows = select(DeadlineRecord).where(DeadlineRecord.kind == kind)
        return [
            (each.matter, each.met_on is not None)
            for each in session.exec(rows.order_by(col(DeadlineRecord.id)))
        ]


@pytest.mark.duty("21.1", "23.1")
def test_a_promise_is_kept_by_the_next_word_and_chased_until_then(house: Path) -> None:
    from datetime import date

    stories.told(house)
    assert {met for _, met in _deadlines("results")} == {True}
    [(promised, met)] = _deadlines("next_word")
    assert (promised.endswith("/1"), met) == (True, False)
    late = date(2026, 12, 28)
    with held_at(late):
        chase(walk.REGION, late)
    with database.reading() as session:
        from models.tables import Message

        told = session.exec(select(Message.body).order_by(col(Message.id).desc())).first()
    assert (
        f"{promised} 应于 2026-12-25 前公布正在处理的事项的结果"
        "（第二十一条、第二十三条（本级自定）），已超过 1 个工作日"
    ) in str(told)


@pytest.mark.duty("21.1", "23.1")
def test_a_decision_starts_its_own_deadline_once(house: Path) -> None:
    stories.told(house)
    number = stories.handled()
    with held_at(NEXT):
        build_due(walk.REGION, NEXT)
        build_due(walk.REGION, NEXT)
    assert _deadlines("handling") == [(f"{number}/2", False)]
    walk.published(NEXT)
    assert _deadlines("handling") == [(f"{number}/2", True)]
    assert _deadlines("next_word") == [(f"{number}/1", True)]
    assert LATER < NEXT

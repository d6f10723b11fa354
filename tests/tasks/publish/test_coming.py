"""What is still to be told, and whether it is known already (第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import database
from models.clock import held_at
from tasks.base.terms import in_force
from tasks.inspect.dispositions import dispose, undisposed
from tasks.inspect.extend import extend
from tasks.inspect.rectify import order
from tasks.publish.coming import Coming, coming
from tests import walk
from tests.tasks.publish import stories
from tests.tasks.publish.stories import LATER, NEXT, RECEIVED


def _coming(as_of: date) -> list[Coming]:
    with database.reading() as session:
        return coming(session, in_force(session, walk.REGION, as_of), as_of)


@pytest.mark.duty("21.1", "23.1")
def test_an_opinion_waits_for_its_form_a_handling_result_for_its_decision(house: Path) -> None:
    walk.dispatched(house)
    assert [(each.kind, each.ready) for each in _coming(RECEIVED)] == [("opinion", False)] * 5
    walk.all_in(house, RECEIVED)
    assert {(each.kind, each.ready, each.version) for each in _coming(RECEIVED)} == {
        ("opinion", True, 1)
    }
    assert not any(each.ready for each in _coming(date(2026, 9, 10)))
    walk.published(LATER)
    [handled] = _coming(LATER)
    assert (handled.kind, handled.ready, handled.version) == ("handling", False, 2)
    assert handled.due_on == date(2026, 12, 25)  # promised
    stories.handled()
    [known] = _coming(NEXT)
    assert (known.ready, known.decided, known.due_on) == (True, (NEXT,), date(2026, 10, 14))
    assert not _coming(LATER)[0].ready  # decided a day later


@pytest.mark.duty("21.1", "23.1")
def test_what_is_decided_shortly_before_the_promised_day_is_due_on_that_day(house: Path) -> None:
    stories.told(house)
    [(number, point)] = undisposed(walk.REGION)
    decided, promised = date(2026, 12, 23), date(2026, 12, 25)
    with held_at(decided):
        dispose(number, point, "handle", "处1号", decided, walk.LEADER)
    [told] = _coming(decided)
    # Seven working days from the decision would be in January.
    assert (told.kind, told.ready, told.due_on) == ("handling", True, promised)


@pytest.mark.duty("21.1", "23.1")
def test_a_term_that_outlasts_the_promised_day_is_told_before_that_day(house: Path) -> None:
    stories.told(house)
    [(number, point)] = undisposed(walk.REGION)
    until, longer, decided, out = (
        date(2026, 12, 14), date(2026, 12, 25), date(2026, 12, 14), date(2026, 12, 18),
    )  # fmt: skip
    with held_at(NEXT):
        order(number, point, "责改1号", NEXT, walk.LEADER, until=until)
    [waits] = _coming(decided)
    assert not waits.ready
    with held_at(decided):
        extend(number, point, longer, "延1号", "设备缺货", decided, walk.CHIEF)
    [told] = _coming(decided)
    # Seven working days from 14 December, two before the day that was promised.
    assert (told.kind, told.ready, told.due_on) == ("handling", True, date(2026, 12, 23))
    walk.published(out)
    row = stories.on_site(house)[1][number]
    assert (row["version"], row["kind"]) == (2, "handling")
    assert row["notes"] == [
        "2026-12-14 马尾区公安局网安大队决定延长改正期限至 2026-12-25，公布处理结果的日期随之顺延"
    ]
    [later] = _coming(out)
    assert not later.ready
    assert later.due_on is not None
    assert later.due_on > longer
    assert f"正在处理，{later.due_on} 前公布处理结果" in row["disposition"]
    walk.published(out)
    assert stories.on_site(house)[1][number]["version"] == 2

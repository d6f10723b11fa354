"""What is still to be told, and whether it is known already (第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import database
from tasks.base.terms import in_force
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

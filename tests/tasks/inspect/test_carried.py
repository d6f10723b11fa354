"""A corrected form and the handling of what it found before (第二十一条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.sample.answers import CONFORMS, SHORT_LOGS
from models.clock import held_at
from tasks.inspect.dispositions import dispose
from tasks.inspect.returns import import_returns
from tests import walk
from tests.tasks.inspect.orders import ORDERED, deadlines, found, stages


@pytest.mark.duty("21.1", "23.2")
def test_a_corrected_form_keeps_the_handling_of_what_it_leaves(house: Path) -> None:
    each = found(house)
    number = each.task.number
    with held_at(ORDERED):
        dispose(number, "D3", "transfer", "移字1号", ORDERED, walk.LEADER, "区文旅局")
    # The same finding on another day of visit.
    path = walk.fill(house, each, date(2026, 9, 9), SHORT_LOGS)
    with held_at(ORDERED):
        done = import_returns(path, walk.REGION, ORDERED, walk.CLERK, reason=walk.CHANGED)
    assert (done["act"], done["lapsed"]) == ("done", [])
    assert stages() == ["已移送"]
    with held_at(ORDERED):
        done = import_returns(
            walk.fill(house, each, story=CONFORMS, reason=walk.CHANGED),
            walk.REGION,
            ORDERED,
            walk.CLERK,
        )
    lapsed = {"number": number, "check_point": "D3", "words": "已移送：移交区文旅局（移字1号）"}
    assert done["lapsed"] == [lapsed]
    assert stages() == []
    assert deadlines()[0][3] == ORDERED  # nobody is asked for an answer any more

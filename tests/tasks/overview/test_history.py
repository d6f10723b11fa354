"""One subject's whole history, with what was entered late (第十条末款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import clock
from models.faults import Refused
from tasks.inspect import returns
from tasks.overview.history import history
from tests import walk

RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 28)


@pytest.mark.duty("10.3")
def test_one_command_tells_a_subjects_whole_history_and_what_was_entered_late(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    with clock.held_at(LATER):
        returns.import_returns(walk.fill(house, each), walk.REGION, RECEIVED, walk.CLERK)
    events = {event["action"]: event for event in history(each.task.credit_code)}
    assert events["回收登记表"]["day"] == "2026-09-11（补录，2026-09-28 登记）"
    assert "抽中" in events
    with pytest.raises(Refused, match="从未有过"):
        history("X")

"""The audit record tells what was changed in it (第十条末款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models import database
from models.faults import Refused
from tasks.base import audit
from tasks.overview.history import history
from tests import walk

RECEIVED = date(2026, 9, 11)
LATER = date(2026, 9, 28)


@pytest.mark.duty("10.3")
def test_the_record_refuses_to_be_deleted(house: Path) -> None:
    walk.dispatched(house)
    assert audit.verify()["problems"] == []
    with pytest.raises(DBAPIError, match="留痕记录不得"), database.writing() as session:
        session.execute(text("DELETE FROM audit_event"))


@pytest.mark.duty("10.3")
def test_one_command_tells_a_subjects_whole_history(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    walk.hand_in(house, each, RECEIVED)
    told = [event["action"] for event in history(each.task.credit_code)]
    assert "回收登记表" in told
    assert "抽中" in told
    with pytest.raises(Refused, match="从未有过"):
        history("X")

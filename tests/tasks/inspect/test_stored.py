"""Forms are stored as versions, each finding with the one it goes on from (第二十条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from flows.sample.answers import SHORT_LOGS
from models import database
from models.clock import held_at
from models.tables import FindingRecord
from tasks.inspect.returns import import_returns
from tests import walk
from tests.tasks.inspect.orders import ORDERED, found


@pytest.mark.duty("20.1", "23.2")
def test_a_finding_goes_on_from_where_it_was_first_found(home: Path) -> None:
    each = found(home)
    for day in (date(2026, 9, 9), date(2026, 9, 10)):
        with held_at(ORDERED):
            path = walk.fill(home, each, day, SHORT_LOGS)
            import_returns(path, walk.REGION, ORDERED, walk.CLERK, reason=walk.CHANGED)
    with database.reading() as session:
        rows = session.exec(select(FindingRecord).order_by(col(FindingRecord.id))).all()
    assert [row.continues_id for row in rows] == [None, rows[0].id, rows[0].id]

"""Nothing leaves before its release; each channel acknowledges (第三条、第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.tables import (
    DeadlineRecord,
    Disclosure,
    Receipt,
)
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tests import walk

RECEIVED = date(2026, 9, 11)
LATER = date(2026, 9, 28)


@pytest.mark.duty("3.1", "23.1")
def test_results_go_to_all_three_channels_once_released_each_with_a_receipt(house: Path) -> None:
    walk.dispatched(house)
    walk.all_in(house, RECEIVED)
    build_due(walk.REGION, LATER)
    deliver_pending(walk.REGION, LATER)
    with database.reading() as session:
        assert session.exec(select(Receipt)).all() == []  # nothing leaves before the release
    walk.published(LATER)
    walk.published(LATER)
    with database.reading() as session:
        rows = session.exec(select(Disclosure)).all()
        receipts = session.exec(select(Receipt)).all()
        open_deadlines = session.exec(
            select(DeadlineRecord).where(
                DeadlineRecord.kind == "results", col(DeadlineRecord.met_on).is_(None)
            )
        ).all()
    assert {row.channel for row in rows} == {
        "city-police",
        "district-government",
        "credit-publicity",
    }
    assert len(receipts) == len(rows)
    assert {row.state for row in rows} == {"delivered"}
    assert open_deadlines == []

"""Results are due twenty working days from the visit (第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.tables import (
    DeadlineRecord,
)
from tests import walk

RECEIVED = date(2026, 9, 11)
LATER = date(2026, 9, 28)


@pytest.mark.duty("23.1")
def test_twenty_working_days_run_from_each_visit(house: Path) -> None:
    walk.dispatched(house)
    walk.hand_in(house, walk.open_ones()[0], RECEIVED)
    with database.reading() as session:
        (deadline,) = session.exec(
            select(DeadlineRecord).where(DeadlineRecord.kind == "results")
        ).all()
    # Visited Tuesday 2026-09-08; by hand: 9-11 Sep (3), 14-18 (8), 20-24 (13; the 20th is worked,
    # the 25th is Mid-Autumn), 28-30 (16), 8-10 Oct (19; the 10th is worked), 12 Oct (20).
    assert deadline.due_on == date(2026, 10, 12)
    assert deadline.status == "official"

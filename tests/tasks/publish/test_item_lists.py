"""Item lists are made public in time (第八条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.tables import (
    DeadlineRecord,
)
from tasks.inspect import chase
from tests import walk
from tests.pages import text_of

RECEIVED = date(2026, 9, 11)
LATER = date(2026, 9, 28)


@pytest.mark.duty("8.1", "16.1")
def test_item_lists_and_the_plan_are_published_and_their_deadline_is_met(house: Path) -> None:
    walk.prepared(house)
    # Revised Monday 2026-01-05; ten working days: Monday 19 January.
    with database.reading() as session:
        due = {d.due_on for d in session.exec(select(DeadlineRecord))}
    assert due == {date(2026, 1, 19)}
    chase.chase(walk.REGION, date(2026, 1, 13))  # four working days left: too early to warn
    chase.chase(walk.REGION, date(2026, 1, 14))
    with database.reading() as session:
        assert {d.warned_on for d in session.exec(select(DeadlineRecord))} == {date(2026, 1, 14)}
    walk.published(LATER)
    with database.reading() as session:
        assert all(d.met_on == LATER for d in session.exec(select(DeadlineRecord)))
    titles = text_of((house / "site" / walk.REGION / "index.html").read_text())
    assert "单一部门随机抽查事项清单（第1版）" in titles
    page = (house / "site" / walk.REGION / "items-350105-single-1.html").read_text()
    assert "<dt>抽查比例</dt><dd>5%</dd>" in page
    assert "2026年度抽查计划" in titles

"""Special inspections: one ground, its document (第四条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from models import database
from models.faults import Refused
from tasks.inspect import special
from tests import walk

RECEIVED = date(2026, 9, 11)
LATER = date(2026, 9, 28)


@pytest.mark.duty("4.1")
def test_a_special_inspection_names_one_ground_and_its_document(house: Path) -> None:
    walk.prepared(house)
    badges = ["035023", "035036"]
    with database.reading() as session:
        known = session.execute(text("SELECT credit_code FROM subject_entry")).scalars().all()
    subject = known[0]
    for ground, document in ((8, "投诉单1号"), (3, " ")):
        with pytest.raises(Refused):
            special.open_special(
                walk.REGION, ground, document, subject, badges, walk.DRAW_DAY, walk.CLERK
            )
    with pytest.raises(Refused, match="不得少于 2 人"):
        special.open_special(
            walk.REGION, 3, "投诉单1号", subject, badges[:1], walk.DRAW_DAY, walk.CLERK
        )
    for _ in range(2):
        done = special.open_special(
            walk.REGION, 3, "投诉单1号", subject, badges, walk.DRAW_DAY, walk.CLERK
        )
    (each,) = walk.open_ones()
    assert each.task.number == done["number"]
    walk.hand_in(house, each, RECEIVED)
    walk.published(LATER)
    (page,) = (house / "site" / walk.REGION).glob("results-*.html")
    assert "被投诉举报涉嫌违法违规（投诉单1号）" in page.read_text()

"""Inspections are numbered on from those of the same draw or year (第七条)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import Inspection, SubjectEntry
from tasks.inspect.opening import Opening, open_inspections
from tasks.inspect.special import open_special
from tests import walk


@pytest.mark.duty("7.2", "17.3")
def test_numbers_count_on_and_seats_follow_the_order_named(house: Path) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        drawn = session.exec(select(Inspection.number).order_by(col(Inspection.number))).all()
        subject = session.exec(select(SubjectEntry.credit_code)).first()
    assert list(drawn) == [f"350105-WB-01-2026-5-{n:05d}" for n in range(1, 6)]
    assert subject is not None
    opened = []
    with held_at(walk.DRAW_DAY):
        for document in ("文1号", "文2号"):
            opened.append(
                open_special(
                    walk.REGION, 3, document, subject, ["035049", "035023"],
                    walk.DRAW_DAY, walk.CLERK,
                )["number"]
            )  # fmt: skip
    assert opened == ["350105-ZX-2026-00001", "350105-ZX-2026-00002"]
    special = [each for each in walk.open_ones() if each.task.number == opened[1]]
    assert [badge for badge, _ in special[0].task.officers] == ["035049", "035023"]


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_numbers_that_begin_as_those_of_an_item_take_none_of_its_inspections(house: Path) -> None:
    walk.dispatched(house)
    officer = walk.open_ones()[0].officer_ids[0]
    with database.writing() as session:
        first = session.exec(select(Inspection).order_by(col(Inspection.id))).first()
        assert first is not None
        # As specials are numbered in a region that has an item ZX: 350105-ZX-2026-…
        [opened] = open_inspections(
            session,
            "350105-WB-01-2026",
            [Opening(first.subject_entry_id, [officer], recheck_of_id=first.id)],
            region=first.region,
            item_id=first.item_id,
            year=2026,
            period=None,
            as_of=walk.DRAW_DAY,
            due_on=first.due_on,
        )
        assert opened.task.number == "350105-WB-01-2026-00006"

"""A matter is public once every channel has it; then its deadlines are met (第三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Disclosure, Receipt, pk
from tasks.base.step import step
from tasks.publish.due import build_due
from tasks.publish.received import receive
from tasks.publish.release import release
from tests import walk
from tests.tasks.publish import stories

PLAN, DAY = "350105/plan/WB-01/2026/1", date(2026, 1, 6)


@pytest.mark.duty("3.1", "23.1")
def test_who_has_it_is_told_channel_by_channel_until_all_have(house: Path) -> None:
    walk.prepared(house)
    with held_at(DAY):
        build_due(walk.REGION, DAY)
        release(PLAN, DAY, walk.LEADER)
    with database.reading() as session:
        files = select(Disclosure).where(Disclosure.file.like("%plan%"))  # type: ignore[attr-defined]
        packages = session.exec(files).all()
    states = []
    for n, package in enumerate(packages):
        with held_at(DAY), step(f"t:{n}", action="试", as_of=DAY, region=walk.REGION) as s:
            disclosure = s.session.get_one(Disclosure, pk(package))
            receipt = Receipt(disclosure_id=pk(package), reference="r", digest="d", received_on=DAY)
            answer = receive(s.session, disclosure, receipt)
            s.record(**answer)
        states.append(
            (sum(day is not None for day in answer["received"].values()), answer["publication"])
        )
    assert states == [(1, "released"), (2, "released"), (3, "published")]
    assert stories.state(PLAN) == "published"

"""A result is published when the last channel has it, by its legal day and by the clock's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Draw, Inspection, pk
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.published import published, published_later
from tasks.publish.release import release, unreleased
from tests import walk

RECEIVED, SAID, ENTERED = date(2026, 9, 11), date(2026, 9, 28), date(2026, 11, 25)


@pytest.mark.duty("10.3", "23.1")
def test_a_delivery_entered_late_keeps_both_days(house: Path) -> None:
    walk.returned(house, RECEIVED)
    with held_at(ENTERED):
        build_due(walk.REGION, SAID)
        for matter in unreleased(walk.REGION):
            release(matter, SAID, walk.LEADER)
        with database.reading() as session:
            assert published(session, pk(session.exec(select(Draw)).one())) == {}
        deliver_pending(walk.REGION, SAID)
    with database.reading() as session:
        days = published(session, pk(session.exec(select(Draw)).one()))
        ids = set(session.exec(select(Inspection.id)))
        assert set(session.exec(published_later(date(2026, 9, 27)))) == ids
        assert list(session.exec(published_later(SAID))) == []
    assert set(days) == ids
    assert {(each.on, each.entered_on) for each in days.values()} == {(SAID, ENTERED)}

"""The archive takes what is public, decided and photographed, and nothing sooner (第十条末款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database, district
from models.clock import held_at
from models.rules.dispositions import DispositionKind
from models.tables import AuditEvent, Inspection
from tasks.archive.ready import archive_ready
from tasks.draw.confirm import confirm
from tasks.draw.photos import attach_photo
from tasks.inspect.dispatch import dispatch
from tasks.inspect.dispositions import dispose, undisposed
from tasks.setup.prepare import prepare
from tests import walk
from tests.conftest import SAMPLES

RECEIVED, LATER, NEXT = date(2026, 9, 11), date(2026, 9, 28), date(2026, 9, 29)


def _archived(as_of: date, on: date = NEXT) -> int:
    with held_at(on):
        return int(archive_ready(walk.REGION, as_of)["archived"])


@pytest.mark.duty("10.3", "21.1", "23.1")
def test_not_before_publication_nor_before_every_finding_is_decided(house: Path) -> None:
    walk.returned(house, RECEIVED)
    assert _archived(LATER) == 0
    walk.published(LATER)
    assert _archived(date(2026, 9, 27)) == 0  # on that day it was not public yet
    assert _archived(LATER) == 4  # by hand: five, one of them with a finding
    assert _archived(LATER) == 0
    with held_at(NEXT):
        ((number, point),) = undisposed(walk.REGION)
        dispose(number, point, DispositionKind.HANDLE, "罚字1号", NEXT, walk.LEADER)
    assert _archived(LATER) == 0  # decided on the 29th
    assert _archived(NEXT) == 0  # and not public yet
    walk.published(NEXT)
    assert _archived(NEXT) == 1
    with database.reading() as session:
        assert set(session.exec(select(Inspection.state))) == {"archived"}
        events = session.exec(
            select(AuditEvent).where(AuditEvent.action == "归档").order_by(col(AuditEvent.number))
        ).all()
    assert len(events) == 2  # what changes nothing leaves no event
    assert number in events[1].payload


@pytest.mark.duty("18.1")
def test_a_drawn_inspection_waits_for_the_photograph_of_its_draw(house: Path) -> None:
    without = house / "without.toml"
    text = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    for old, new in (
        (
            "photographs_before_confirming = { value = true",
            "photographs_before_confirming = { value = false",
        ),
        ('version = "2026-1"', 'version = "2026-2"'),
        ("valid_from = 2026-01-01", "valid_from = 2026-01-02"),
    ):
        assert old in text
        text = text.replace(old, new)
    without.write_text(text, "utf-8")
    walk.prepared(house)
    prepare(walk.NEW_YEAR, without)
    done = walk.drawn(house)
    with held_at(walk.DRAW_DAY):
        confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)
        dispatch(done.draw_id, walk.DRAW_DAY, walk.CLERK)
    for each in walk.open_ones():
        walk.hand_in(house, each, RECEIVED)
    walk.published(LATER)
    assert _archived(LATER) == 0
    with held_at(NEXT):
        attach_photo(done.draw_id, SAMPLES / "抽取现场-1.png", NEXT, walk.CLERK)
    assert _archived(LATER) == 0  # there was none on that day
    assert _archived(NEXT) == 5

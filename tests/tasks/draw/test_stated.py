"""The announcement says what binds the draw, and what can't be held is refused (第九、十四、十七条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database, district
from models.clock import held_at
from models.faults import Refused
from models.tables import AuditEvent, Draw
from tasks.draw.announce import announce
from tasks.draw.stated import STRATUM_NAMES, binding, ratios
from tasks.setup.prepare import prepare
from tests import walk


@pytest.mark.duty("7.2", "9.1", "9.4", "14.2", "17.1", "17.3")
def test_terms_item_and_recusals_are_stated(house: Path) -> None:
    walk.prepared(house)
    walk.announced()
    with database.reading() as session:
        said = json.loads(session.exec(select(Draw.announcement)).one())
        bound = binding(session, walk.REGION, "WB-01", walk.DRAW_DAY)
        events = session.exec(select(AuditEvent).order_by(col(AuditEvent.number))).all()
    [number] = [n for n, e in enumerate(events) if e.key.startswith("draw.announce:")]
    # By hand, from the district file and the sample rosters.
    assert said["floor"] == {"ratio": "1/20", "count": 3}
    assert said["inspectors"]["minimum"] == 4
    assert (said["inspectors_per_subject"], said["load"]) == (2, {"rule": "least-cap", "slack": 0})
    assert said["second_decision_after"] == 2
    assert said["regulation"] == {"file": "350105", "version": "2026-1"}
    assert said["item"] == {"code": "WB-01", "version": 1, "name": bound.item.name}
    assert said["recusals"]["by_reason"] == [{"reason": "kinship", "count": 1}]
    assert said["recusals"]["tight"] == 0
    assert said["ineligible"]["by_reason"] == [{"reason": "suspended", "count": 2}]
    assert said["audit_head"] == events[number - 1].hash  # before this event


@pytest.mark.duty("9.4", "18.3")
def test_who_is_carried_over_is_drawn_in_any_case(house: Path) -> None:
    walk.prepared(house)
    with database.reading() as session:
        bound = binding(session, walk.REGION, "WB-01", walk.DRAW_DAY)
    assert ratios(bound.terms, bound.item)["carried-over"] == 1
    assert STRATUM_NAMES["carried-over"] == "上期顺延"


@pytest.mark.duty("9.1")
def test_fewer_than_the_district_asks_for_at_least_are_not_announced(house: Path) -> None:
    other = house / "more.toml"
    text = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    for old, new in (
        ("floor_subjects = { value = 1,", "floor_subjects = { value = 6,"),
        ('version = "2026-1"', 'version = "2026-2"'),
        ("valid_from = 2026-01-01", "valid_from = 2026-01-02"),
    ):
        assert old in text
        text = text.replace(old, new)
    other.write_text(text, "utf-8")
    walk.prepared(house)
    prepare(walk.NEW_YEAR, other)
    with held_at(walk.DRAW_DAY), pytest.raises(Refused, match="共抽 5 家，至少应抽 6 家（第九条）"):
        announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, [])


@pytest.mark.duty("17.1")
def test_a_source_that_is_out_already_is_not_announced(house: Path) -> None:
    walk.prepared(house)
    day = date(2026, 9, 1)
    with held_at(day), pytest.raises(Refused, match="应晚于公告的时间 2026-09-01T12:00:00"):
        announce(walk.REGION, 2026, 5, day, walk.CLERK, ["witness-dice/a"], not_before=day)

"""The clock's day of an act is found by what the act was about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import clock, database
from tasks.base.acts import about, entered_on, newest
from tasks.base.step import append_event, step
from tests import walk

SEPTEMBER, NOVEMBER = date(2026, 9, 28), date(2026, 11, 25)


def _act(subject: str, as_of: date, on: date) -> None:
    with clock.held_at(on), step(subject, action="测试", as_of=as_of, region=walk.REGION) as s:
        s.record(ok=True)


@pytest.mark.duty("10.3")
def test_the_newest_event_about_each_subject_tells_the_day(house: Path) -> None:
    walk.set_up(house)
    _act("draw.confirm:350105/WB-01/2026-5", SEPTEMBER, SEPTEMBER)
    _act("draw.confirm:350105/WB-01/2026-5", SEPTEMBER, NOVEMBER)
    _act("draw.confirm:350105/WB-01/2026-51", SEPTEMBER, SEPTEMBER)
    _act("draw.confirm:350105/WB-01/2026-5/C1", SEPTEMBER, SEPTEMBER)
    with database.writing() as session:
        append_event(
            session, "plan.approve:350105:2026", action="批准", actor="大队长",
            as_of=SEPTEMBER, region=walk.REGION, payload={},
        )  # fmt: skip
    with database.reading() as session:
        found = entered_on(
            session,
            ["draw.confirm:350105/WB-01/2026-5", "draw.confirm:350105/WB-01/2026-51",
             "plan.approve:350105:2026", "draw.run:350105/WB-01/2026-5"],
        )  # fmt: skip
    assert found.pop("plan.approve:350105:2026") == clock.today()
    assert found == {
        "draw.confirm:350105/WB-01/2026-5": NOVEMBER,
        "draw.confirm:350105/WB-01/2026-51": SEPTEMBER,
    }
    with database.reading() as session:
        confirmed = newest(session, ["draw.confirm:350105/WB-01/2026-5"])
    # The second event of the record, dated September, entered in November.
    assert confirmed == {"draw.confirm:350105/WB-01/2026-5": (2, SEPTEMBER, NOVEMBER)}


@pytest.mark.duty("10.3", "16.1")
def test_acts_of_a_plan_are_found_as_releases_of_one_item_wrote_them(house: Path) -> None:
    walk.set_up(house)
    with database.writing() as session:
        for key in ("plan.approve:350105:2026", "plan.deduct:350105:2026:文〔2026〕7号"):
            append_event(
                session, key, action="测试", actor="大队长",
                as_of=SEPTEMBER, region=walk.REGION, payload={},
            )  # fmt: skip
    approved, deducted = (
        "plan.approve:350105/WB-01/2026",
        "plan.deduct:350105/WB-01/2026/文〔2026〕7号",
    )
    with database.reading() as session:
        found = entered_on(session, [approved, deducted, "plan.approve:350105/WB-01/2027"])
        assert found == {approved: clock.today(), deducted: clock.today()}
        assert [event.key for event in about(session, approved)] == ["plan.approve:350105:2026"]


def test_thousands_of_subjects_are_asked_for_at_once(house: Path) -> None:
    walk.set_up(house)
    _act("x:7", SEPTEMBER, NOVEMBER)
    with database.reading() as session:
        assert entered_on(session, (f"x:{n}" for n in range(3_000))) == {"x:7": NOVEMBER}

"""Nothing leaves before its release; each channel acknowledges (第三条、第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import DeadlineRecord, Disclosure, Inspection, Receipt
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.release import release
from tests import walk
from tests.refusal import reasons

RECEIVED = date(2026, 9, 11)
LATER = date(2026, 9, 28)


@pytest.mark.duty("3.1", "23.1")
def test_results_go_to_all_three_channels_once_released_each_with_a_receipt(house: Path) -> None:
    walk.returned(house, RECEIVED)
    build_due(walk.REGION, LATER)
    deliver_pending(walk.REGION, LATER)
    with database.reading() as session:
        # Of the announcement, before the draw; nothing else leaves before its release.
        assert len(session.exec(select(Receipt)).all()) == 3
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


PLAN = "350105/plan/WB-01/2026/1"
BUILT, RELEASED, NEXT = date(2026, 1, 6), date(2026, 1, 7), date(2026, 1, 8)


def _released(house: Path) -> None:
    """The plan is built and released; the item lists only built."""
    walk.prepared(house)
    with held_at(NEXT):
        build_due(walk.REGION, BUILT)
        release(PLAN, RELEASED, walk.LEADER)


def _receipts() -> list[date]:
    with database.reading() as session:
        return [receipt.received_on for receipt in session.exec(select(Receipt))]


@pytest.mark.duty("10.3", "23.1")
def test_nothing_is_delivered_as_of_a_day_before_its_release(house: Path) -> None:
    _released(house)
    with held_at(NEXT):
        early = deliver_pending(walk.REGION, BUILT)
        assert (early["delivered"], early["released_later"]) == (0, [PLAN])
        assert _receipts() == []
        done = deliver_pending(walk.REGION, NEXT)
        assert (done["delivered"], done["released_later"], done["act"]) == (3, [], "done")
        again = deliver_pending(walk.REGION, NEXT)
        assert (again["delivered"], again["act"]) == (0, "unchanged")
    assert _receipts() == [NEXT] * 3


@pytest.mark.duty("3.1")
def test_a_package_that_was_changed_is_not_delivered(house: Path) -> None:
    _released(house)
    package = house / "packages" / "city-police" / "350105-plan-WB-01-2026-1.zip"
    package.write_bytes(package.read_bytes() + b"x")
    with held_at(NEXT):
        [said] = reasons(deliver_pending, walk.REGION, NEXT)
    assert said == f"公示包「{package.relative_to(house)}」与制作时的摘要不符，不予送达"
    assert not (house / "delivered" / "city-police").exists()
    assert _receipts() == []


@pytest.mark.duty("3.1", "23.1")
def test_one_channel_does_not_make_it_published(house: Path) -> None:
    walk.returned(house, RECEIVED)
    last = house / "packages" / "credit-publicity" / "350105-WB-01-2026-5-results-1.zip"
    with held_at(LATER):
        build_due(walk.REGION, LATER)
        release("350105/WB-01/2026-5/results/1", LATER, walk.LEADER)
        whole = last.read_bytes()
        last.write_bytes(b"")
        reasons(deliver_pending, walk.REGION, LATER)
        assert len(_receipts()) == 3 + 2  # of the announcement, and of the results
        assert _standing() == ({"returned"}, {None})
        last.write_bytes(whole)
        assert deliver_pending(walk.REGION, LATER)["delivered"] == 1
    assert _standing() == ({"published"}, {LATER})


def _standing() -> tuple[set[str], set[date | None]]:
    """The states of the inspections, and when the deadlines of their results were met."""
    with database.reading() as session:
        states = set(session.exec(select(Inspection.state)))
        met = select(DeadlineRecord.met_on).where(DeadlineRecord.kind == "results")
        return states, set(session.exec(met))


@pytest.mark.duty("8.1")
def test_the_deadline_of_an_item_list_is_met_by_its_own_publication_only(house: Path) -> None:
    _released(house)
    with held_at(NEXT):
        deliver_pending(walk.REGION, NEXT)  # the plan
        assert _met_lists() == {None}
        release("350105/items/single/1", NEXT, walk.LEADER)
        deliver_pending(walk.REGION, NEXT)
    assert _met_lists() == {None, NEXT}  # the joint list is not released


def _met_lists() -> set[date | None]:
    with database.reading() as session:
        kind = DeadlineRecord.kind == "item_list"
        return set(session.exec(select(DeadlineRecord.met_on).where(kind)))

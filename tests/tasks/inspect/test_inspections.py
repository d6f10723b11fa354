"""Inspections with their subject, officers and item."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.tables import Inspection, InspectionOfficer, InspectorEntry, SubjectEntry
from tasks.inspect.inspections import (
    Assigned,
    assigned,
    by_inspector,
    by_person,
    waiting_inspections,
)
from tests import walk
from tests.forms import task


@pytest.mark.duty("7.2", "17.3", "20.1")
def test_an_inspection_knows_its_subject_its_officers_in_their_seats_and_its_item(
    house: Path,
) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        rows = session.exec(select(Inspection).order_by(col(Inspection.id).desc())).all()
        found = assigned(session, rows)
        assert [each.id for each in found] == [row.id for row in rows]
        for row, each in zip(rows, found, strict=True):
            subject = session.get_one(SubjectEntry, row.subject_entry_id)
            assert each.task.credit_code == subject.credit_code
            seated = session.exec(
                select(InspectorEntry.badge_number)
                .join(
                    InspectionOfficer,
                    col(InspectionOfficer.inspector_entry_id) == col(InspectorEntry.id),
                )
                .where(InspectionOfficer.inspection_id == row.id)
                .order_by(col(InspectionOfficer.seat))
            ).all()
            assert [badge for badge, _ in each.task.officers] == list(seated)
            assert (each.task.item.code, each.task.due_on) == ("WB-01", row.due_on)


@pytest.mark.duty("20.1")
def test_each_inspector_has_what_they_take_part_in_or_lead(house: Path) -> None:
    walk.dispatched(house)
    found = walk.open_ones()
    both, leads = by_inspector(found), by_inspector(found, lead_only=True)
    assert sum(len(theirs) for theirs in both.values()) == 10  # two on each of five
    assert sum(len(theirs) for theirs in leads.values()) == 5
    for inspector, theirs in leads.items():
        assert all(each.officer_ids[0] == inspector for each in theirs)


@pytest.mark.duty("20.1")
def test_what_came_back_waits_no_longer(house: Path) -> None:
    walk.dispatched(house)
    first, *rest = walk.open_ones()
    walk.hand_in(house, first, walk.VISIT)
    with database.reading() as session:
        waiting = waiting_inspections(session, walk.REGION)
    assert [each.number for each in waiting] == [each.task.number for each in rest]


@pytest.mark.duty("20.1")
def test_one_person_under_two_entries_is_one_person() -> None:
    # The lead of both was entered anew (or is on another item's roster) for the second.
    first, second = Assigned(1, (11, 12), task()), Assigned(2, (31, 12), task(number=2))
    together = by_person([first, second])
    assert [each.officer_ids for each in together] == [(31, 12), (31, 12)]
    assert by_inspector(together, lead_only=True) == {31: together}

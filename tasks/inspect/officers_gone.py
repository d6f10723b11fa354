"""Inspections that are still out and name an officer who, by the roster in force, may inspect no more:
moved away, off duty, or without the qualification."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from models.rules.inspection import AWAITING_RETURN
from models.rules.rosters import can_inspect
from models.tables import Inspection, InspectionOfficer, InspectorEntry, Item
from tasks.inspect.special_officers import rosters_in_force, stands


class Gone(TypedDict):
    """A task and which of its officers can't do it any more."""

    number: str
    badge_number: str
    name: str
    due_on: str


def officers_gone(session: Session, region: str, as_of: date) -> list[Gone]:
    """Every task of a region that is still out and names an officer who may inspect no more, oldest
    first.

    Duty: 15.1 (第十五条).
    """
    out = session.execute(
        select_columns(
            col(Inspection.number),
            col(Inspection.due_on),
            col(Item.code),
            col(InspectorEntry.badge_number),
            col(InspectorEntry.name),
        )
        .join(Item, col(Item.id) == col(Inspection.item_id))
        .join(InspectionOfficer, col(InspectionOfficer.inspection_id) == col(Inspection.id))
        .join(InspectorEntry, col(InspectorEntry.id) == col(InspectionOfficer.inspector_entry_id))
        .where(
            col(Inspection.region) == region,
            col(Inspection.dispatched_on) <= as_of,
            col(Inspection.state).in_(AWAITING_RETURN),
        )
        .order_by(col(Inspection.id), col(InspectionOfficer.seat))
    ).all()
    if not out:
        return []
    able = _able(session, region, as_of)
    return [
        Gone(number=number, badge_number=badge, name=name, due_on=due_on.isoformat())
        for number, due_on, item_code, badge, name in out
        if (item_code, badge) not in able
    ]


def _able(session: Session, region: str, as_of: date) -> set[tuple[str, str]]:
    """(item code, badge) of whoever may inspect on a day."""
    versions = rosters_in_force(session, region, as_of)
    return {
        (entry.item_code, entry.badge_number)
        for entry in session.exec(select(InspectorEntry).where(InspectorEntry.region == region))
        if can_inspect(entry.qualified, entry.duty) and stands(entry, versions.get(entry.item_code))
    }

"""The special inspections of a region: on what ground, how each stands, and which were one visit with
another inspection."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models import clock, database
from models.rules.firm_visits import source_of
from models.rules.inspection import InspectionState, Outcome
from models.rules.order import day_in_words
from models.rules.public_state import WITHDRAWN
from models.rules.special import GROUNDS, ground_in_words
from models.rules.task import Task
from models.tables import (
    Inspection,
    RecordReturn,
    SpecialCancellation,
    SpecialInspection,
    pk,
)
from tasks.base.acts import about_all
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.base.visits import visits_made
from tasks.inspect.inspections import assigned
from tasks.inspect.officers_gone import officers_gone
from tasks.inspect.visits import warned_of
from tasks.publish.published import withdrawn


def specials(
    region: str, as_of: date, year: int | None = None, item_code: str | None = None
) -> Result:
    """The special inspections opened in a year (as a rule that of ``as_of``) and by that day, in the
    order of their numbers, and how many stand where; of one item or of all.

    Duty: 4.1, 10.3 (第四条、第十条末款).
    """
    year = year or as_of.year
    with database.reading() as session:
        rows = _known(session, region, as_of, year)
        together = _together(session, region, as_of, year) if rows else {}
        known = assigned(session, [inspection for inspection, *_ in rows])
        out = [each for each, *_ in rows if each.state == InspectionState.DISPATCHED]
        warned = warned_of(session, in_force(session, region, as_of), as_of, out)
        taken_back = withdrawn(session, [pk(inspection) for inspection, *_ in rows], as_of)
        gone = officers_gone(session, region, as_of) if rows else []
        entered = _entered(session, region)
        listed = [
            _shown(special, inspection, record, cancelled, each.task, as_of, entered)
            | {"same_visit": together.get(inspection.number, [])}
            | ({"outcome": WITHDRAWN} if pk(inspection) in taken_back else {})
            for (inspection, special, record, cancelled), each in zip(rows, known, strict=True)
            if item_code in (None, each.task.item.code)
        ]
    numbers = {each["number"] for each in listed}
    return {
        "region": region,
        "as_of": as_of.isoformat(),
        "year": year,
        "states": dict(Counter(each["state"] for each in listed)),
        "specials": listed,
        "officers_gone": [each for each in gone if each["number"] in numbers],
        "visit_warnings": [each for each in warned if each["number"] in numbers],
    }


_Known = tuple[Inspection, SpecialInspection, RecordReturn | None, SpecialCancellation | None]


def _known(session: Session, region: str, as_of: date, year: int) -> list[_Known]:
    return list(
        session.exec(
            select(Inspection, SpecialInspection, RecordReturn, SpecialCancellation)
            .join(SpecialInspection, col(SpecialInspection.id) == col(Inspection.special_id))
            .join(
                RecordReturn,
                col(RecordReturn.id) == col(Inspection.current_return_id),
                isouter=True,
            )
            .join(
                SpecialCancellation,
                col(SpecialCancellation.special_id) == col(SpecialInspection.id),
                isouter=True,
            )
            .where(
                Inspection.region == region,
                Inspection.year == year,
                SpecialInspection.opened_on <= as_of,
            )
            .order_by(col(Inspection.number))
        )
    )


def _together(session: Session, region: str, as_of: date, year: int) -> dict[str, list[str]]:
    """Number -> the other inspections made in the same visit."""
    made = visits_made(session, region, date(year, 1, 1), as_of)
    return {
        number: [other for other in visit.numbers if other != number]
        for visit in made
        if len(visit.numbers) > 1
        for number in visit.numbers
    }


def _shown(
    special: SpecialInspection,
    inspection: Inspection,
    record: RecordReturn | None,
    cancelled: SpecialCancellation | None,
    task: Task,
    as_of: date,
    entered: dict[str, date],
) -> dict[str, Any]:
    state, source = InspectionState(inspection.state), source_of(special.ground, special.source)
    category = task.item.category(record.category) if record else None
    outcome = category.words if category else Outcome(record.outcome).words if record else None
    out = state == InspectionState.DISPATCHED
    return {
        "number": inspection.number,
        "item_code": task.item.code,
        "subject": task.subject,
        "credit_code": special.credit_code,
        "ground": special.ground,
        "ground_words": GROUNDS[special.ground],
        "document": special.document,
        "basis": ground_in_words(special.ground, special.document, special.joint_with),
        "source": source.value if source else None,
        "source_words": source.words if source else None,
        "joint_with": special.joint_with,
        "officers": [name for _, name in task.officers],
        "badges": [badge for badge, _ in task.officers],
        "opened_on": special.opened_on.isoformat(),
        "opened_in_words": day_in_words(special.opened_on, entered.get(inspection.number)),
        "opened_by": special.opened_by,
        "state": state.value,
        "state_name": state.words,
        "due_on": inspection.due_on.isoformat() if out else None,
        "overdue": out and inspection.due_on < as_of,
        "visited_on": record.visited_on.isoformat() if record else None,
        "outcome": outcome,
        "cancelled": {
            "reason": cancelled.reason,
            "on": cancelled.cancelled_on.isoformat(),
            "by": cancelled.cancelled_by,
        }
        if cancelled
        else None,
    }


def _entered(session: Session, region: str) -> dict[str, date]:
    """Number of a special inspection -> the clock's day on which its opening was entered."""
    days: dict[str, date] = {}
    for event in about_all(session, f"special.open:{region}:"):
        days.setdefault(
            json.loads(event.payload).get("number", ""), clock.day_of(event.recorded_at)
        )
    return days

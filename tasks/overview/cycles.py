"""Where every cycle and every inspection stands."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models import database
from models.tables import (
    DeadlineRecord,
    Draw,
    DrawEntry,
    DrawPhoto,
    Inspection,
    RecordReturn,
)
from tasks.base.deadlines import RESULTS
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.base.working_days import working_days
from tasks.inspect.inspections import assigned

STATES = {
    "dispatched": "待检查回传",
    "returned": "已回传待公示",
    "published": "已公示",
    "archived": "已归档",
    "replaced": "已被替换",
}
DRAW_STATES = {
    "announced": "已公告待抽取",
    "drawn": "已抽取待确认",
    "confirmed": "已确认",
    "abandoned": "已作废",
}
OUTCOMES = {"conform": "未发现问题", "non_conform": "发现问题", "not_cooperating": "不予配合"}


def cycle(region: str, year: int, period: int, as_of: date, most: int = 500) -> Result:
    """One cycle: its draw, how many inspections stand where, and at most ``most`` of them listed,
    the most pressing first.

    Duty: 10.3, 23.1 (第十条、第二十三条).
    """
    with database.reading() as session:
        terms = in_force(session, region, as_of)
        draw = session.exec(
            select(Draw)
            .where(Draw.region == region, Draw.year == year, Draw.period == period)
            .order_by(col(Draw.id).desc())
        ).first()
        told: Result = {
            "region": region,
            "district": terms.name,
            "year": year,
            "period": period,
            "as_of": as_of.isoformat(),
            "draw": _draw(session, draw) if draw else None,
            "states": {},
            "overdue": 0,
            "inspections": [],
        }
        if draw is None:
            return told
        counts: Counter[str] = Counter()
        rows: list[tuple[int, Inspection, DeadlineRecord | None, RecordReturn | None]] = []
        calendar = working_days(region)
        for inspection, deadline, record in session.exec(
            select(Inspection, DeadlineRecord, RecordReturn)
            .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
            .join(
                DeadlineRecord,
                (col(DeadlineRecord.matter) == col(Inspection.number))
                & (col(DeadlineRecord.kind) == RESULTS),
                isouter=True,
            )
            .join(
                RecordReturn,
                col(RecordReturn.id) == col(Inspection.current_return_id),
                isouter=True,
            )
            .where(DrawEntry.draw_pk == draw.id)
        ):
            counts[inspection.state] += 1
            due = _due(inspection, deadline)
            left = calendar.working_days_between(as_of, due) if due else 10**6
            told["overdue"] += inspection.state == "dispatched" and left < 0
            rows.append((left, inspection, deadline, record))
        rows.sort(key=lambda row: (row[0], row[1].number))
        shown = rows[:most]
        known = assigned(session, [inspection for _, inspection, _, _ in shown])
        told["states"] = dict(counts)
        told["inspections"] = [
            _row(left, inspection, deadline, record, each.task.subject, each.task.officers)
            for (left, inspection, deadline, record), each in zip(shown, known, strict=True)
        ]
        return told


def _due(inspection: Inspection, deadline: DeadlineRecord | None) -> date | None:
    if inspection.state == "dispatched":
        return inspection.due_on
    if inspection.state == "returned" and deadline is not None:
        return deadline.due_on
    return None


def _row(
    left: int,
    inspection: Inspection,
    deadline: DeadlineRecord | None,
    record: RecordReturn | None,
    subject: str,
    officers: tuple[tuple[str, str], ...],
) -> dict[str, Any]:
    due = _due(inspection, deadline)
    return {
        "number": inspection.number,
        "subject": subject,
        "officers": [name for _, name in officers],
        "state": inspection.state,
        "state_name": STATES[inspection.state],
        "visited_on": record.visited_on.isoformat() if record else None,
        "outcome": OUTCOMES[record.outcome] if record else None,
        "due_on": due.isoformat() if due else None,
        "days_left": left if due else None,
        "late_return": bool(record and record.received_on > inspection.due_on),
    }


def _draw(session: Session, draw: Draw) -> Result:
    said = json.loads(draw.announcement)
    photos = session.exec(select(DrawPhoto.digest).where(DrawPhoto.draw_pk == draw.id)).all()
    return {
        "draw_id": draw.draw_id,
        "state": draw.state,
        "state_name": DRAW_STATES[draw.state],
        "announcement_digest": draw.announcement_digest,
        "commitment": draw.commitment,
        "subjects": said["subjects"],
        "ineligible": said["ineligible"]["by_reason"],
        "strata": said["strata"],
        "inspectors": said["inspectors"]["count"],
        "cap": draw.cap,
        "sources": said["sources"],
        "confirmed_by": draw.confirmed_by,
        "photos": len(photos),
        "complete": bool(photos),
    }


def cycles(region: str) -> list[tuple[int, int]]:
    """(year, period) of every draw of the region, oldest first."""
    with database.reading() as session:
        rows = session.exec(
            select(Draw.year, Draw.period)
            .where(Draw.region == region, col(Draw.period).is_not(None))
            .order_by(col(Draw.year), col(Draw.period))
        ).all()
        return [(year, period) for year, period in rows if period is not None]

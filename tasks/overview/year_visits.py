"""The visits of a year and its special inspections, counted beside the draws of the ledger."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from models.rules.firm_visits import count_by_kind, count_in_words
from models.tables import (
    DeadlineRecord,
    Inspection,
    RecordReturn,
    SpecialCancellation,
    SpecialInspection,
)
from tasks.base.deadlines import RESULTS
from tasks.base.step import Result
from tasks.base.visits import visits_made

FIRST = 1
"""The version of a form that came in first."""


def counted_in_year(session: Session, region: str, year: int, as_of: date) -> Result:
    """What was known on ``as_of``: the year's visits of all items of a region by kind, each once, and
    how many special inspections were opened, made, told in public and cancelled.

    Duty: 4.1, 10.3 (第四条、第十条末款).
    """
    made = visits_made(session, region, date(year, 1, 1), min(as_of, date(year, 12, 31)))
    counted = count_by_kind(made)
    return {
        "visits": {kind.value: n for kind, n in counted.items()},
        "visits_words": count_in_words(counted),
        "specials": _specials(session, region, year, as_of),
    }


def _specials(session: Session, region: str, year: int, as_of: date) -> dict[str, int]:
    rows = session.exec(
        select(SpecialInspection, SpecialCancellation, RecordReturn, DeadlineRecord)
        .join(Inspection, col(Inspection.special_id) == col(SpecialInspection.id))
        .join(
            SpecialCancellation,
            col(SpecialCancellation.special_id) == col(SpecialInspection.id),
            isouter=True,
        )
        .join(
            RecordReturn,
            (col(RecordReturn.inspection_id) == col(Inspection.id))
            & (col(RecordReturn.version) == FIRST),
            isouter=True,
        )
        .join(
            DeadlineRecord,
            (col(DeadlineRecord.matter) == col(Inspection.number))
            & (col(DeadlineRecord.kind) == RESULTS),
            isouter=True,
        )
        .where(
            Inspection.region == region,
            Inspection.year == year,
            SpecialInspection.opened_on <= as_of,
        )
    ).all()
    return {
        "opened": len(rows),
        "cancelled": sum(c is not None and c.cancelled_on <= as_of for _, c, _, _ in rows),
        "made": sum(r is not None and r.received_on <= as_of for _, _, r, _ in rows),
        "published": sum(
            d is not None and d.met_on is not None and d.met_on <= as_of for _, _, _, d in rows
        ),
    }

"""The year's ledger as the house knows it on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session

from models import database
from models.faults import Refused
from models.rules.held_draw import Abandoned, Deducted, HeldDraw
from models.rules.ledger import DrawRow, LedgerRow, ledger
from models.rules.order import Done
from tasks.base.acts import shown_day
from tasks.base.key_file import NO_KEY
from tasks.base.step import Result
from tasks.draw.changes import rate_shown
from tasks.draw.find import draw_of
from tasks.draw.record import record_of
from tasks.overview.year_visits import counted_in_year
from tasks.plan.find import as_planned, item_planned, periods, plan_of
from tasks.publish.year import year_facts


def year_ledger(region: str, year: int, as_of: date, item_code: str | None = None) -> Result:
    """The ledger of an item's year on ``as_of``; days in ISO 8601, each with the clock's day of its
    entry and in words.

    Raises:
        Refused: nothing is planned for the year.

    Duty: 9.2, 9.3, 10.3, 16.1, 23.1 (第九条、第十条末款、第十六条、第二十三条).
    """
    code = item_planned(region, year, as_of, item_code)
    with database.reading() as session:
        plan = plan_of(session, region, year, item_code=code)
        facts = year_facts(session, plan)
        known = ledger(
            [as_planned(each) for each in periods(session, plan)],
            plan.draws_due,
            _with_digests(session, facts.draws),
            facts.visits,
            facts.deductions,
            as_of,
        )
        subject = f"plan.approve:{region}/{code}/{year}"
        approved = plan.approved_on if plan.approved_on and plan.approved_on <= as_of else None
        return {
            "region": region,
            "year": year,
            "item": code,
            "as_of": as_of.isoformat(),
            "approved_by": plan.approved_by if approved else None,
            "approved_on": approved,
            "approved_in_words": shown_day(session, subject, approved) if approved else None,
            "due": known.due,
            "deducted": known.deducted,
            "deductions": [_deducted(each) for each in known.deductions],
            "words": known.words,
            "periods": [_period(row) for row in known.rows],
            **counted_in_year(session, region, year, as_of),
        }


def _with_digests(session: Session, draws: Sequence[HeldDraw]) -> list[HeldDraw]:
    """The digest of an abandoned draw's record that no draw in its place has announced is computed;
    without the key file it is left out."""
    return [
        replace(each, abandoned=replace(each.abandoned, record_digest=_digest(session, each)))
        if each.abandoned and each.abandoned.record_digest is None
        else each
        for each in draws
    ]


def _digest(session: Session, held: HeldDraw) -> str | None:
    draw = draw_of(session, held.draw_id)
    if draw.announced_at is None:
        return None
    try:
        return str(record_of(session, draw)[0]["digest"])
    except Refused as refusal:
        if refusal.code != NO_KEY:
            raise
        return None


def _period(row: LedgerRow) -> dict[str, Any]:
    return {
        "period": row.period.number,
        "from": row.period.starts_on.isoformat(),
        "to": row.period.ends_on.isoformat(),
        "draw_on": row.period.draw_on.isoformat(),
        "state": row.state,
        "late": list(row.late),
        "words": row.words,
        "draws": [_draw(each, extra=n > 0) for n, each in enumerate(row.draws)],
    }


def _draw(row: DrawRow, *, extra: bool) -> dict[str, Any]:
    """A draw; ``extra``: held in place of the one before it, which was abandoned."""
    draw, visits = row.draw, row.visits
    return {
        "draw_id": draw.draw_id,
        "extra": extra,
        "state": draw.state,
        "state_name": draw.state.words if draw.state else None,
        "announced": _done(draw.announced),
        "received": _done(draw.received),
        "drawn": _done(draw.drawn),
        "confirmed": _done(draw.confirmed),
        "abandoned": _abandoned(draw.abandoned, row.replaced_by) if draw.abandoned else None,
        "sample": draw.sample,
        "to_visit": row.to_visit,
        "visited": visits.visited,
        "returns_late": visits.returns_late,
        "changes": rate_shown(row.changes),
        "results": {
            "published": visits.results,
            "late": visits.results_late,
            "on_paper": visits.results_on_paper,
            "last": _done(visits.published),
            "due_on": visits.due_on.isoformat() if visits.due_on else None,
        },
        "record": {
            "due_on": draw.record_due.isoformat(),
            "published": _done(draw.record),
            "standing": row.record,
            "standing_name": row.record.words,
        }
        if draw.record_due and row.record
        else None,
        "late": list(row.late),
    }


def _abandoned(abandoned: Abandoned, replaced_by: str | None) -> dict[str, Any]:
    return {
        **(_done(abandoned.done) or {}),
        "reason": abandoned.reason,
        "record_digest": abandoned.record_digest,
        "replaced_by": replaced_by,
    }


def _deducted(deducted: Deducted) -> dict[str, Any]:
    return {
        "count": deducted.count,
        "reason": deducted.reason,
        "document": deducted.document,
        "recorded": _done(deducted.recorded),
    }


def _done(done: Done | None) -> dict[str, str | None] | None:
    if done is None:
        return None
    return {
        "on": done.on.isoformat(),
        "entered_on": done.entered_on.isoformat() if done.entered_on else None,
        "words": done.words,
    }

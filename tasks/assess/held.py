"""The draws of an item's year against its plan: each period, why one was not drawn, photographs, changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.rules.assessment import Share
from models.rules.ledger import Ledger, LedgerRow, ledger
from models.rules.plans import PeriodState
from models.tables import AnnualPlan, Draw, DrawPhoto, pk
from tasks.draw.changes import rate_shown
from tasks.plan.find import as_planned, periods
from tasks.publish.year import YearFacts, year_facts


@dataclass(frozen=True, slots=True)
class Held:
    """An item's year: its ledger, which periods a deduction stands for, and the draws with a photograph."""

    item: str
    ledger: Ledger
    covered: frozenset[int]
    photographed: frozenset[str]
    period: int | None

    @property
    def rows(self) -> list[LedgerRow]:
        """The periods assessed."""
        return [row for row in self.ledger.rows if self.period in (None, row.period.number)]

    @property
    def drawn_in_time(self) -> Share:
        """Periods drawn in time, of those that had to be drawn by now and no deduction stands for."""
        over = (PeriodState.DRAWN, PeriodState.LATE, PeriodState.SKIPPED)
        expected = [
            row for row in self.rows if row.state in over and row.period.number not in self.covered
        ]
        return Share(sum(row.state == PeriodState.DRAWN for row in expected), len(expected))

    @property
    def with_photographs(self) -> Share:
        """Draws with one, of those that were drawn."""
        drawn = self._drawn()
        return Share(sum(each in self.photographed for each in drawn), len(drawn))

    @property
    def without_photographs(self) -> list[str]:
        """The draws that were drawn and have none."""
        return [each for each in self._drawn() if each not in self.photographed]

    @property
    def changed(self) -> Share:
        """Places that were changed after they were drawn, of all."""
        rates = [each.changes for row in self.rows for each in row.draws if each.draw.confirmed]
        return Share(sum(rate.places_changed for rate in rates), sum(rate.places for rate in rates))

    def _drawn(self) -> list[str]:
        return [
            each.draw.draw_id
            for row in self.rows
            for each in row.draws
            if each.draw.drawn and not each.draw.abandoned
        ]

    def shown(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "item": self.item,
            "due": self.ledger.due,
            "deducted": self.ledger.deducted,
            "deductions": [
                {
                    "count": each.count,
                    "reason": each.reason,
                    "document": each.document,
                    "recorded": each.recorded.words,
                }
                for each in self.ledger.deductions
            ],
            "in_time": share(self.drawn_in_time),
            "without_photographs": self.without_photographs,
            "periods": [self._shown(row) for row in self.rows],
        }

    def _shown(self, row: LedgerRow) -> dict[str, Any]:
        serving = row.serving
        covered = row.period.number in self.covered
        return {
            "period": row.period.number,
            "from": row.period.starts_on.isoformat(),
            "to": row.period.ends_on.isoformat(),
            "state": row.state.value,
            "state_name": "未抽取，由扣减抵去" if covered else row.state.words,
            "draw_id": serving.draw.draw_id if serving else None,
            "announced": serving.draw.announced.words if serving else None,
            "drawn": serving.draw.drawn.words if serving and serving.draw.drawn else None,
            "photographed": serving.draw.draw_id in self.photographed if serving else None,
            "changes": rate_shown(serving.changes) if serving else None,
            "abandoned": [
                {
                    "draw_id": each.draw.draw_id,
                    "on": each.draw.abandoned.done.words,
                    "reason": each.draw.abandoned.reason,
                }
                for each in row.abandoned
                if each.draw.abandoned
            ],
        }


def share(counted: Share) -> dict[str, Any]:
    """A share as plain values."""
    return {"n": counted.n, "of": counted.of, "words": counted.words}


def held(
    session: Session, plan: AnnualPlan, draws: Sequence[Draw], period: int | None, as_of: date
) -> Held:
    """How the year's draws of a plan stood on ``as_of``. Deductions stand for the first periods that were
    skipped.

    Duty: 9.2, 9.3, 18.1, 24.1 (第九条、第十八条、第二十四条).
    """
    facts: YearFacts = year_facts(session, plan)
    known = ledger(
        [as_planned(each) for each in periods(session, plan)],
        plan.draws_due,
        facts.draws,
        facts.visits,
        facts.deductions,
        as_of,
    )
    skipped = [row.period.number for row in known.rows if row.state == PeriodState.SKIPPED]
    photographed = session.exec(
        select(Draw.draw_id)
        .join(DrawPhoto, col(DrawPhoto.draw_pk) == col(Draw.id))
        .where(col(Draw.id).in_([pk(draw) for draw in draws]), DrawPhoto.attached_on <= as_of)
        .distinct()
    )
    return Held(
        plan.item_code,
        known,
        frozenset(skipped[: known.deducted]),
        frozenset(photographed),
        period,
    )

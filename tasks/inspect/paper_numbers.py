"""The numbers of papers: each given once, when its paper is first issued."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from models.rules.order import Basis
from models.rules.papers import PaperKind, paper_number
from models.tables import Inspection, PaperNumber, RecordReturn
from tasks.base.queries import chunks
from tasks.base.step import step


class Issue(NamedTuple):
    """A paper that is issued once: its inspection, its kind, and the version of the form it tells of (0
    before the visit)."""

    inspection_id: int
    kind: PaperKind
    version: int


class Issued(NamedTuple):
    """A paper's number and the day it was given."""

    number: str
    issued_on: date


def issued(session: Session, inspection_ids: Iterable[int]) -> dict[Issue, Issued]:
    """The numbers that papers of these inspections have."""
    return {
        Issue(row.inspection_id, PaperKind(row.kind), row.version): Issued(
            row.number, row.issued_on
        )
        for some in chunks(sorted(set(inspection_ids)))
        for row in session.exec(select(PaperNumber).where(col(PaperNumber.inspection_id).in_(some)))
    }


def give_numbers(
    region: str,
    scope: str,
    as_of: date,
    actor: str,
    wanted: Sequence[Issue],
    short: str,
    *,
    request: str | None = None,
) -> int:
    """Give those of ``wanted`` a number that have none, counted on by kind and year; how many. ``scope``
    is what was asked for.

    Raises:
        Refused: a day before the visit was dispatched, or before the form came in.

    Duty: 10.3 (第十条末款).
    """
    with step(
        f"papers.number:{scope}",
        action="编制文号",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return int(s.answer["numbered"])
        before = issued(s.session, (each.inspection_id for each in wanted))
        missing = [each for each in wanted if each not in before]
        if not missing:
            s.unchanged(numbered=0)
            return 0
        s.rests_on(*_bases(s.session, missing))
        rows = _rows(s.session, region, as_of, s.actor, missing, short)
        s.session.execute(insert(PaperNumber), rows)
        s.record(numbered=len(rows), first=rows[0]["number"], last=rows[-1]["number"])
        return len(rows)


def _rows(
    session: Session, region: str, as_of: date, actor: str, missing: Sequence[Issue], short: str
) -> list[dict[str, object]]:
    counted = {
        kind: session.exec(
            select(func.coalesce(func.max(PaperNumber.n), 0)).where(
                PaperNumber.region == region,
                PaperNumber.kind == kind,
                PaperNumber.year == as_of.year,
            )
        ).one()
        for kind in {each.kind for each in missing}
    }
    rows: list[dict[str, object]] = []
    for each in missing:
        counted[each.kind] += 1
        rows.append(
            {
                "inspection_id": each.inspection_id,
                "kind": each.kind.value,
                "version": each.version,
                "region": region,
                "year": as_of.year,
                "n": counted[each.kind],
                "number": paper_number(short, each.kind, as_of.year, counted[each.kind]),
                "issued_on": as_of,
                "issued_by": actor,
            }
        )
    return rows


def _bases(session: Session, missing: Sequence[Issue]) -> list[Basis]:
    """The newest day that any of them rests on."""
    dispatched: list[date] = []
    received: list[date] = []
    for some in chunks(sorted({each.inspection_id for each in missing})):
        mine = col(Inspection.id).in_(some)
        dispatched += session.exec(select(col(Inspection.dispatched_on)).where(mine))
    told = sorted({each.inspection_id for each in missing if each.kind == PaperKind.FEEDBACK})
    for some in chunks(told):
        received += session.exec(
            select(col(RecordReturn.received_on))
            .join(Inspection, col(Inspection.current_return_id) == col(RecordReturn.id))
            .where(col(Inspection.id).in_(some))
        )
    return [
        Basis("派发任务", max(dispatched)),
        Basis("回收登记表", max(received, default=None)),
    ]

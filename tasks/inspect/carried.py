"""A corrected form: what it leaves of what was found goes on being handled as it was, and the handling
of what it takes back lapses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.rules.handling import handled
from models.rules.judging import Found
from models.tables import FindingRecord, Inspection, RecordReturn, pk
from tasks.base.queries import chunks
from tasks.base.step import Result
from tasks.inspect import handling_deadlines
from tasks.inspect.handling import Finding, steps_of


@dataclass(frozen=True, slots=True)
class Carried:
    """Of corrected forms: (return before, check point) -> the finding that goes on, and what lapses."""

    continues: Mapping[tuple[int, str], int]
    lapsed: Sequence[Finding]

    def shown(self) -> list[Result]:
        """What lapses, as plain values."""
        return [
            {
                "number": each.inspection.number,
                "check_point": each.check_point,
                "words": each.handled.words,
            }
            for each in self.lapsed
        ]


def carried(
    session: Session, corrected: Sequence[tuple[Inspection, RecordReturn, Mapping[str, Found]]]
) -> Carried:
    """What becomes of the handling of what earlier forms found: ``corrected`` are inspections with the
    form that was in force and what the new one finds. A finding stays if the public would read the
    same of it.

    Duty: 21.1, 23.2 (第二十一条、第二十三条).
    """
    by_return = {pk(record): (inspection, record, found) for inspection, record, found in corrected}
    before = [
        finding
        for some in chunks(list(by_return))
        for finding in session.exec(
            select(FindingRecord)
            .where(col(FindingRecord.return_id).in_(some))
            .order_by(col(FindingRecord.id))
        )
    ]
    steps = steps_of(session, [each.continues_id or pk(each) for each in before])
    continues, lapsed = {}, []
    for each in before:
        inspection, record, found = by_return[each.return_id]
        root = each.continues_id or pk(each)
        now = found.get(each.check_point)
        if now is not None and (now.words or now.observed) == (each.words or each.observed):
            continues[each.return_id, each.check_point] = root
        elif root in steps:
            lapsed.append(
                Finding(
                    inspection,
                    root,
                    each.check_point,
                    each.words or each.observed,
                    record.visited_on,
                    handled(steps[root]),
                )
            )
    return Carried(continues, lapsed)


def let_lapse(session: Session, lapsed: Sequence[Finding], on: date) -> None:
    """Nothing is waited for any more of what lapses.

    Duty: 21.1 (第二十一条).
    """
    for each in lapsed:
        handling_deadlines.over(session, each, on)

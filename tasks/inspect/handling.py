"""How findings are handled: read as they stand on a day, and taken a step further."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from models.faults import Refused
from models.rules import handling as rule
from models.rules.entries import check_form_stands
from models.rules.handling import NOT_HANDLED, Act, Handled, Stage
from models.rules.inspection import InspectionState
from models.rules.names import check_inspection_number, finding_name, region_of
from models.rules.order import Basis
from models.tables import (
    FindingRecord,
    HandlingStep,
    Inspection,
    RecordReturn,
    SubjectEntry,
    pk,
)
from tasks.base.queries import chunks
from tasks.base.screening import check_texts
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force

ROOT = func.coalesce(FindingRecord.continues_id, FindingRecord.id)
"""The finding that handling is entered on: where a point was first found so."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of the form in force, with how it is handled; ``root`` is where that is entered."""

    inspection: Inspection
    root: int
    check_point: str
    fault: str
    visited_on: date
    handled: Handled

    @property
    def name(self) -> str:
        """As a person is told of it."""
        return f"任务 {self.inspection.number} 的 {self.check_point} 项问题"

    @property
    def matter(self) -> str:
        """As the record names it."""
        return finding_name(self.inspection.number, self.check_point)


@contextmanager
def handling_step(
    subject: str, action: str, number: str, as_of: date, actor: str, request: str | None
) -> Iterator[Step]:
    """Open the step in which a person takes what inspection ``number`` found a step further.

    Raises:
        Refused: a number that no inspection can have, and as ``step``.
    """
    with step(
        subject,
        action=action,
        as_of=as_of,
        region=region_of(check_inspection_number(number)),
        actor=actor,
        request=request,
    ) as s:
        yield s


def handling_of(
    session: Session, return_ids: Sequence[int], as_of: date | None = None
) -> dict[int, dict[str, Handled]]:
    """Return id -> check point -> how what was found is handled, by what was done until ``as_of``.

    Duty: 21.1 (第二十一条).
    """
    roots: dict[int, list[tuple[int, str]]] = {}
    for some in chunks(return_ids):
        for return_id, point, root in session.exec(
            select(FindingRecord.return_id, FindingRecord.check_point, ROOT)
            .where(col(FindingRecord.return_id).in_(some))
            .order_by(col(FindingRecord.id))
        ):
            roots.setdefault(return_id, []).append((root, point))
    steps = steps_of(session, [root for each in roots.values() for root, _ in each], as_of)
    return {
        return_id: {point: rule.handled(steps.get(root, ())) for root, point in findings}
        for return_id, findings in roots.items()
    }


def steps_of(
    session: Session, roots: Iterable[int], as_of: date | None = None
) -> dict[int, list[rule.Step]]:
    """Finding id -> the steps entered on it, in order."""
    found: dict[int, list[rule.Step]] = {}
    for some in chunks(sorted(set(roots))):
        wanted = select(HandlingStep).where(col(HandlingStep.finding_id).in_(some))
        if as_of is not None:
            wanted = wanted.where(HandlingStep.taken_on <= as_of)
        for row in session.exec(
            wanted.order_by(col(HandlingStep.finding_id), col(HandlingStep.number))
        ):
            found.setdefault(row.finding_id, []).append(_step(row))
    return found


def _step(row: HandlingStep) -> rule.Step:
    return rule.Step(
        row.number,
        Act(row.act),
        Stage(row.stage),
        row.document,
        row.department,
        row.taken_on,
        row.taken_by,
        row.due_on,
        row.outcome,
        row.reason,
        row.corrects,
        row.becomes,
        row.decided_as,
    )


def finding_of(session: Session, number: str, check_point: str) -> Finding:
    """A finding of the form in force of an inspection that is no recheck.

    Raises:
        Refused: there is none.

    Duty: 21.1 (第二十一条).
    """
    for each in findings_of(session, [check_inspection_number(number)]):
        if each.check_point == check_point:
            return each
    raise Refused(f"任务 {number} 的登记表里没有 {check_point} 项问题", code="unknown-finding")


def findings_of(session: Session, numbers: Sequence[str] | None, region: str = "") -> list[Finding]:
    """Every finding in force of the inspections with these numbers, or of a region, by number; what a
    recheck found is none of them."""
    wanted = (
        select(Inspection, FindingRecord, col(RecordReturn.visited_on))
        .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id))
        .join(FindingRecord, col(FindingRecord.return_id) == col(RecordReturn.id))
        .where(col(Inspection.recheck_of_id).is_(None))
        .order_by(col(Inspection.id), col(FindingRecord.id))
    )
    if numbers is None:
        rows = session.exec(wanted.where(Inspection.region == region)).all()
    else:
        rows = [
            row
            for some in chunks(sorted(set(numbers)))
            for row in session.exec(wanted.where(col(Inspection.number).in_(some)))
        ]
    steps = steps_of(session, [_root(found) for _, found, _ in rows])
    return [
        Finding(
            inspection,
            _root(found),
            found.check_point,
            found.words or found.observed,
            visited_on,
            rule.handled(steps.get(_root(found), ())),
        )
        for inspection, found, visited_on in rows
    ]


def _root(found: FindingRecord) -> int:
    return found.continues_id or pk(found)


def take(
    s: Step,
    finding: Finding,
    act: Act,
    stage: Stage,
    document: str,
    *,
    department: str = "",
    due_on: date | None = None,
    outcome: str = "",
    reason: str = "",
    corrects: int | None = None,
    becomes: str = "",
    decided_as: str = "",
    recheck_id: int | None = None,
    files: Sequence[dict[str, str]] = (),
) -> HandlingStep:
    """Enter the next step of a finding, on the step's day.

    Raises:
        Refused: the form is sent back, no move leads there, something stands in what the public
            reads of it that may not leave the house, or the day is before the visit or the step
            before.

    Duty: 21.1 (第二十一条).
    """
    check_form_stands(finding.name, InspectionState(finding.inspection.state))
    if act not in rule.IN_PLACE:
        rule.check_move(finding.name, finding.handled.stage, stage)
    rows = s.session.exec(
        select(HandlingStep)
        .where(HandlingStep.finding_id == finding.root)
        .order_by(col(HandlingStep.number).desc())
    ).all()
    s.rests_on(
        Basis("检查", finding.visited_on),
        *(Basis(f"登记{Act(row.act).words}", row.taken_on) for row in rows[:1]),
    )
    if _is_public(finding, Act(becomes or act)):
        subject = s.session.get_one(SubjectEntry, finding.inspection.subject_entry_id)
        texts = {"文号": document, "接收部门": department}
        terms = in_force(s.session, finding.inspection.region, s.as_of)
        check_texts(s.session, terms, texts, subject.credit_code)
    row = HandlingStep(
        finding_id=finding.root,
        number=len(rows) + 1,
        act=act,
        stage=stage,
        department=department,
        document=document,
        taken_on=s.as_of,
        taken_by=s.actor,
        due_on=due_on,
        outcome=outcome,
        reason=reason,
        corrects=corrects,
        becomes=becomes,
        decided_as=decided_as,
        recheck_id=recheck_id,
        files=json.dumps(list(files), ensure_ascii=False) if files else "",
    )
    s.session.add(row)
    s.session.flush()
    return row


def _is_public(finding: Finding, act: Act) -> bool:
    """Whether the public reads document and department; of a criminal referral it reads neither."""
    if act == Act.CORRECTION:
        decision = finding.handled.decision
        return decision is not None and decision.act != Act.CRIMINAL
    return act in (Act.ORDER, Act.HANDLE, Act.TRANSFER)


def answer_of(finding: Finding, row: HandlingStep | rule.Step) -> Result:
    """What is answered about a step: the finding, what was entered, where it stands."""
    act = Act(row.act)
    return {
        "number": finding.inspection.number,
        "check_point": finding.check_point,
        "step": row.number,
        "kind": act.value,
        "kind_name": act.words,
        "document": row.document,
        "department": row.department,
        "due_on": str(row.due_on) if row.due_on else None,
        "stage": Stage(row.stage).value,
        "stage_name": Stage(row.stage).words,
    }


__all__ = ["NOT_HANDLED", "Finding", "finding_of", "findings_of", "handling_of", "steps_of", "take"]

"""Record forms come back: judged whole, stored as versions, findings derived."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import rfc8785
from sqlmodel import Session, col, select

from models.district import District
from models.faults import Fault, Refused
from models.rules.findings import Limits
from models.rules.returns import Facts, Form, Judged, judge
from models.tables import (
    FindingRecord,
    Inspection,
    RecordReturn,
)
from tasks.base.step import Result, step_once
from tasks.base.terms import in_force
from tasks.inspect.inspections import Assigned, assigned
from tasks.inspect.read import Returned, read_record_forms
from tasks.inspect.result_deadlines import follow


def import_returns(path: Path, region: str, as_of: date, actor: str) -> Result:
    """Take in the forms of one workbook; all of them, or none if any has a fault.

    A form that came in before is recognised and not stored again; a different one for the same
    inspection is a new version by its author.

    Raises:
        Refused: every fault of every form.

    Duty: 10.2, 19.1, 20.1, 20.2, 22.1, 23.2 (第十条、第十九条、第二十条、第二十二条、第二十三条).
    """
    if not path.is_file():
        raise Refused(f"没有这个文件：{path.name}")
    source = hashlib.sha256(path.read_bytes()).hexdigest()
    key = f"returns:{region}:{source}"
    with step_once(key, action="回收登记表", as_of=as_of, region=region, actor=actor) as s:
        if s.done:
            return {**s.result, "known": True}
        forms = read_record_forms(path)
        terms = in_force(s.session, region, as_of)
        found = _inspections(s.session, region, [r.form.inspection for r in forms])
        judged: list[tuple[Returned, Judged]] = []
        faults: list[Fault] = []
        for returned in forms:
            faults += returned.faults
            inspection, known = found.get(returned.form.inspection, (None, None))
            if inspection is None or known is None:
                faults.append(
                    _fault(returned, "任务编号", returned.form.inspection, "没有这个检查任务")
                )
                continue
            verdict = judge(returned.form, _facts(inspection, known, terms, as_of))
            faults += [_fault(returned, *problem) for problem in verdict.problems]
            if inspection.state not in ("dispatched", "returned"):
                expected = (
                    "任务已被替换"
                    if inspection.state == "replaced"
                    else "结果已公示，更正须先撤回公示"
                )
                faults.append(_fault(returned, "任务编号", inspection.number, expected))
            judged.append((returned, verdict))
        if faults:
            raise Refused(faults=faults)
        stored = _store(
            s.session,
            [(found[r.form.inspection][0], r.form, verdict) for r, verdict in judged],
            terms,
            as_of,
        )
        s.record(
            file=path.name,
            received=stored,
            already_known=len(judged) - len(stored),
        )
        return s.result


def _inspections(
    session: Session, region: str, numbers: Sequence[str]
) -> dict[str, tuple[Inspection, Assigned]]:
    rows = session.exec(
        select(Inspection).where(
            Inspection.region == region, col(Inspection.number).in_(list(numbers))
        )
    ).all()
    return {i.number: (i, a) for i, a in zip(rows, assigned(session, rows), strict=True)}


def _facts(inspection: Inspection, known: Assigned, terms: District, as_of: date) -> Facts:
    numbers = terms.inspection
    return Facts(
        dispatched_on=inspection.dispatched_on,
        as_of=as_of,
        badges=[badge for badge, _ in known.task.officers],
        minimum_officers=numbers.minimum_officers.value,
        limits=Limits(
            terminals=numbers.minimum_terminals.value,
            customers=numbers.minimum_customers.value,
            red_ratio=numbers.red_ratio.value,
            log_days=numbers.log_days.value,
        ),
    )


def _fault(returned: Returned, label: str, value: str, expected: str) -> Fault:
    return Fault(returned.file, expected, returned.sheet, None, label, value)


def _store(
    session: Session,
    judged: Sequence[tuple[Inspection, Form, Judged]],
    terms: District,
    as_of: date,
) -> list[str]:
    """Store the forms that were not known; the numbers of their inspections."""
    known: dict[int, list[str]] = {}
    for earlier in session.exec(
        select(RecordReturn).where(
            col(RecordReturn.inspection_id).in_([i.id for i, _, _ in judged])
        )
    ):
        known.setdefault(earlier.inspection_id, []).append(earlier.digest)
    fresh: list[tuple[Inspection, RecordReturn, Judged]] = []
    for inspection, form, verdict in judged:
        digests = known.setdefault(inspection.id or 0, [])
        record = _record(inspection, form, verdict, len(digests) + 1, as_of)
        if record.digest not in digests:
            digests.append(record.digest)
            fresh.append((inspection, record, verdict))
    session.add_all(record for _, record, _ in fresh)
    session.flush()
    for inspection, record, verdict in fresh:
        assert record.id is not None
        for point, observed in verdict.findings.items():
            session.add(FindingRecord(return_id=record.id, check_point=point, observed=observed))
        inspection.state, inspection.current_return_id = "returned", record.id
        session.add(inspection)
    visits = {inspection.number: record.visited_on for inspection, record, _ in fresh}
    follow(session, terms, [inspection for inspection, _, _ in fresh], visits)
    return [inspection.number for inspection, _, _ in fresh]


def _record(
    inspection: Inspection, form: Form, verdict: Judged, version: int, as_of: date
) -> RecordReturn:
    assert inspection.id is not None
    assert form.visited_on is not None
    payload = rfc8785.dumps(form.payload()).decode()
    return RecordReturn(
        inspection_id=inspection.id,
        version=version,
        visited_on=form.visited_on,
        received_on=as_of,
        author=form.author,
        outcome=verdict.outcome,
        signature=form.signature,
        refusal_reason=form.refusal_reason,
        non_cooperation=" ".join(str(kind) for kind in form.non_cooperation),
        payload=payload,
        digest=hashlib.sha256(payload.encode()).hexdigest(),
    )

"""Record forms come back: judged whole, stored as versions, findings derived."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from models.district import District
from models.faults import Fault, Refused
from models.rules import form as rows
from models.rules.inspection import InspectionState, Outcome
from models.rules.judging import Judged, judge
from models.rules.order import Basis
from models.rules.results import takes_corrected_form
from models.rules.returns import Facts, Form, closed_to_returns, printed_otherwise
from models.tables import FindingRecord, Inspection, RecordReturn, pk
from tasks.base.queries import chunks
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force
from tasks.inspect.amended import amendments, told_ids
from tasks.inspect.inspections import Assigned, assigned
from tasks.inspect.read import read_form
from tasks.inspect.result_deadlines import follow
from tasks.inspect.sheet import Sheet, read_record_forms
from tasks.inspect.substitutes import substitutes_due


def import_returns(
    path: Path,
    region: str,
    as_of: date,
    actor: str,
    request: str | None = None,
    noted: bool = False,
) -> Result:
    """Take in the forms of one workbook; all of them, or none if any has a fault.

    Each form is compared with the one in force for its inspection: the same changes nothing, any
    other, also one that was in force before, is a new version by its author. ``noted`` leaves an
    event even if nothing changed, so that a file that stays in the inbox is looked at once.

    Raises:
        Refused: every fault of every form.

    Duty: 7.2, 10.2, 19.1, 20.1, 20.2, 22.1, 23.2 (第七条、第十条、第十九条、第二十条、第二十二条、第二十三条).
    """
    if not path.is_file():
        raise Refused(f"没有这个文件：{path.name}", code="file")
    with step(
        f"returns:{region}",
        action="回收登记表",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        sheets = read_record_forms(path)
        terms = in_force(s.session, region, as_of)
        received, faults = _received(s.session, region, sheets, terms, as_of)
        if faults:
            raise Refused(faults=faults)
        fresh = [each for each in received if not each.stands]
        _store(s, fresh, terms)
        answer = {
            "file": path.name,
            "received": [each.inspection.number for each in fresh],
            "unchanged": [each.inspection.number for each in received if each.stands],
            "substitutes_due": substitutes_due(
                s.session,
                [each.inspection for each in received if each.judged.outcome == Outcome.NO_VISIT],
            ),
        }
        return s.record(**answer) if fresh or noted else s.unchanged(**answer)


@dataclass(frozen=True, slots=True)
class _Received:
    """A form with its inspection, the return in force and what it comes to."""

    inspection: Inspection
    in_force: RecordReturn | None
    form: Form
    judged: Judged
    payload: str
    told: bool
    correcting: bool

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.payload.encode()).hexdigest()

    @property
    def visited_on(self) -> date:
        """The day of the visit; a form without one was refused."""
        assert self.form.visited_on is not None
        return self.form.visited_on

    @property
    def stands(self) -> bool:
        """Whether the form in force says the same."""
        return self.in_force is not None and self.in_force.digest == self.digest


def _received(
    session: Session, region: str, sheets: Sequence[Sheet], terms: District, as_of: date
) -> tuple[list[_Received], list[Fault]]:
    found = _inspections(session, region, [sheet.inspection for sheet in sheets])
    standing = _in_force(session, [inspection for inspection, _ in found.values()])
    back = list(standing)
    told, decided = told_ids(session, back), amendments(session, back)
    times = Counter(sheet.inspection for sheet in sheets)
    received, faults = [], []
    for sheet in sheets:
        if sheet.inspection not in found:
            faults.append(sheet.fault(rows.NUMBER, sheet.inspection, "没有这个检查任务"))
            continue
        if times[sheet.inspection] > 1:
            faults.append(
                sheet.fault(rows.NUMBER, sheet.inspection, "文件里有这个任务的多份登记表")
            )
        inspection, known = found[sheet.inspection]
        if otherwise := printed_otherwise(known.task.item, sheet.titles, sheet.labelled):
            faults.append(_other_version(sheet, known, otherwise))
            continue
        form, unreadable = read_form(sheet, known.task.item, known.task.officers)
        judged = judge(form, _facts(inspection, known, terms, as_of))
        payload = _canonical(form)
        before = standing.get(pk(inspection))
        correction = decided.get(pk(inspection))
        one = _Received(
            inspection,
            before,
            form,
            judged,
            payload,
            pk(inspection) in told,
            takes_corrected_form(
                correction.decided() if correction else None, inspection.current_return_id
            ),
        )
        if not one.stands:
            faults += _faults(sheet, one, unreadable)
        received.append(one)
    return received, faults


def _canonical(form: Form) -> str:
    """The form as RFC 8785 writes it: keys are ASCII and numbers whole, so ``json`` sorts and writes
    the same, many times faster."""
    return json.dumps(form.payload(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _faults(sheet: Sheet, one: _Received, unreadable: list[Fault]) -> list[Fault]:
    """Everything that is wrong with a form; of a row that can't be read, only that."""
    unread = {fault.column for fault in unreadable}
    faults = [
        sheet.fault(problem.label, problem.value, problem.expected)
        for problem in one.judged.problems
        if problem.label not in unread
    ]
    if closed := closed_to_returns(one.inspection.state, told=one.told, correcting=one.correcting):
        faults.append(sheet.fault(rows.NUMBER, one.inspection.number, closed))
    return [*unreadable, *faults]


def _inspections(
    session: Session, region: str, numbers: Sequence[str]
) -> dict[str, tuple[Inspection, Assigned]]:
    found = [
        inspection
        for some in chunks(sorted(set(numbers)))
        for inspection in session.exec(
            select(Inspection).where(Inspection.region == region, col(Inspection.number).in_(some))
        )
    ]
    return {i.number: (i, a) for i, a in zip(found, assigned(session, found), strict=True)}


def _in_force(session: Session, inspections: Iterable[Inspection]) -> dict[int, RecordReturn]:
    """Inspection id -> the return in force."""
    ids = [i.current_return_id for i in inspections if i.current_return_id is not None]
    return {
        record.inspection_id: record
        for some in chunks(ids)
        for record in session.exec(select(RecordReturn).where(col(RecordReturn.id).in_(some)))
    }


def _other_version(sheet: Sheet, known: Assigned, otherwise: Sequence[str]) -> Fault:
    printed = f"「{sheet.item_version}」" if sheet.item_version else "另一版"
    return sheet.fault(
        rows.ITEM,
        sheet.item_version,
        f"登记表按事项{printed}印制，本任务适用「{known.task.item_version}」，"
        f"检查要点或测量项不一致：{'、'.join(otherwise)}；请用本任务的登记表填写",
    )


def _facts(inspection: Inspection, known: Assigned, terms: District, as_of: date) -> Facts:
    return Facts(
        item=known.task.item,
        dossier=known.task.dossier(),
        dispatched_on=inspection.dispatched_on,
        as_of=as_of,
        badges=[badge for badge, _ in known.task.officers],
        minimum_officers=terms.inspection.minimum_officers.value,
    )


def _store(s: Step, fresh: Sequence[_Received], terms: District) -> None:
    """Store each form as the next version of its inspection's return, and make it the one in force.

    Raises:
        Refused: it comes before the version it replaces.
    """
    s.rests_on(
        *(
            Basis(f"{each.inspection.number} 上一版登记表回收", each.in_force.received_on)
            for each in fresh
            if each.in_force is not None
        )
    )
    if not fresh:
        return
    # In one statement each: the session would ask for every new row's id by itself.
    s.session.execute(insert(RecordReturn), [_row(each, s.as_of) for each in fresh])
    ids = _newest(s.session, [each.inspection for each in fresh])
    findings = [
        {
            "return_id": ids[pk(each.inspection)],
            "check_point": point,
            "observed": found.observed,
            "words": found.words,
        }
        for each in fresh
        for point, found in each.judged.findings.items()
    ]
    if findings:
        s.session.execute(insert(FindingRecord), findings)
    for each in fresh:
        if each.inspection.state == InspectionState.DISPATCHED:
            each.inspection.state = InspectionState.RETURNED
        each.inspection.current_return_id = ids[pk(each.inspection)]
        s.session.add(each.inspection)
    visits = {each.inspection.number: each.visited_on for each in fresh}
    follow(s.session, terms, [each.inspection for each in fresh], visits)


def _newest(session: Session, inspections: Sequence[Inspection]) -> dict[int, int]:
    """Inspection id -> id of its newest return."""
    newest = select(RecordReturn.inspection_id, col(RecordReturn.id)).order_by(col(RecordReturn.id))
    return {
        inspection_id: return_id
        for some in chunks([pk(inspection) for inspection in inspections])
        for inspection_id, return_id in session.exec(
            newest.where(col(RecordReturn.inspection_id).in_(some))
        )
        if return_id is not None
    }


def _row(each: _Received, as_of: date) -> dict[str, Any]:
    """A form as a row of its table."""
    return {
        "inspection_id": pk(each.inspection),
        "version": each.in_force.version + 1 if each.in_force else 1,
        "visited_on": each.visited_on,
        "received_on": as_of,
        "author": each.form.author,
        "outcome": each.judged.outcome,
        "category": each.judged.category,
        "signature": each.form.signature,
        "refusal_reason": each.form.refusal_reason,
        "non_cooperation": " ".join(str(kind) for kind in each.form.non_cooperation),
        "payload": each.payload,
        "digest": each.digest,
    }

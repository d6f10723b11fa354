"""Record forms come back: judged whole, stored as versions, findings derived."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from models.district import District
from models.faults import Fault, Refused
from models.rules import form as rows
from models.rules.inspection import Outcome
from models.rules.judging import judge
from models.rules.results import takes_corrected_form
from models.rules.returns import Facts, Form, closed_to_returns, printed_otherwise
from models.tables import Inspection, RecordReturn, pk
from tasks.base.queries import chunks
from tasks.base.step import Result, step
from tasks.base.terms import in_force
from tasks.inspect.amended import amendments, told_ids
from tasks.inspect.inspections import Assigned, assigned
from tasks.inspect.read import read_form
from tasks.inspect.recheck_outcomes import closed_to_correction
from tasks.inspect.sheet import Sheet, read_record_forms
from tasks.inspect.stored import Received, store
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
        lapsed, rechecks = store(s, fresh, terms)
        answer = {
            "file": path.name,
            "received": [each.inspection.number for each in fresh],
            "unchanged": [each.inspection.number for each in received if each.stands],
            "lapsed": lapsed,
            "rechecks": rechecks,
            "substitutes_due": substitutes_due(
                s.session,
                [each.inspection for each in received if each.judged.outcome == Outcome.NO_VISIT],
            ),
        }
        return s.record(**answer) if fresh or noted else s.unchanged(**answer)


def _received(
    session: Session, region: str, sheets: Sequence[Sheet], terms: District, as_of: date
) -> tuple[list[Received], list[Fault]]:
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
        one = Received(
            inspection,
            before,
            form,
            judged,
            payload,
            pk(inspection) in told,
            takes_corrected_form(
                correction.decided() if correction else None, inspection.current_return_id
            ),
            closed_to_correction(session, inspection)
            if inspection.recheck_of_id is not None and before is not None
            else "",
        )
        if not one.stands:
            faults += _faults(sheet, one, unreadable)
        received.append(one)
    return received, faults


def _canonical(form: Form) -> str:
    """The form as RFC 8785 writes it: keys are ASCII and numbers whole, so ``json`` sorts and writes
    the same, many times faster."""
    return json.dumps(form.payload(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _faults(sheet: Sheet, one: Received, unreadable: list[Fault]) -> list[Fault]:
    """Everything that is wrong with a form; of a row that can't be read, only that."""
    unread = {fault.column for fault in unreadable}
    faults = [
        sheet.fault(problem.label, problem.value, problem.expected)
        for problem in one.judged.problems
        if problem.label not in unread
    ]
    if closed := closed_to_returns(one.inspection.state, told=one.told, correcting=one.correcting):
        faults.append(sheet.fault(rows.NUMBER, one.inspection.number, closed))
    elif one.relied_on:
        faults.append(sheet.fault(rows.NUMBER, one.inspection.number, one.relied_on))
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

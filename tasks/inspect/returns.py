"""Record forms come back: judged whole, stored as versions, findings derived."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from models.district import District
from models.faults import Fault, Refused
from models.rules import form as rows
from models.rules.inspection import InspectionState, Outcome
from models.rules.judging import judge
from models.rules.results import takes_corrected_form
from models.rules.returns import Form, closed_to_returns, printed_otherwise
from models.tables import pk
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force
from tasks.inspect.amended import amendments, told_ids
from tasks.inspect.dossier_proposals import propose
from tasks.inspect.entered import (
    Entered,
    decided_before,
    entered,
    facts_of,
    of_another,
    of_another_version,
    reason_of,
    without_reason,
)
from tasks.inspect.forms_in import forms_in_force, inspections_of
from tasks.inspect.read import FormReader
from tasks.inspect.recheck_outcomes import closed_to_correction
from tasks.inspect.send_back import opinions
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
    *,
    reason: str = "",
    record: Path | None = None,
    beside: Collection[str] = (),
    sheets: Sequence[Sheet] | None = None,
) -> Result:
    """Take in the forms of one workbook; all of them, or none if any has a fault.

    Each form is compared with the one in force for its inspection: the same changes nothing, any
    other, also one that was in force before, is a new version by its author, who says why on the
    form, or all of them in ``reason``. Officers enter what they saw; what a clerk entered comes with
    the ``record`` that the officers wrote and signed. ``beside`` are inspections of which a form came
    in with the same delivery; ``sheets`` the forms, where they were read already. ``noted`` leaves an event even if nothing changed, so that a file that
    stays in the inbox is looked at once.

    Raises:
        Refused: every fault of every form.

    Duty: 7.2, 10.2, 19.1, 20.1, 20.2, 22.1, 23.2 (第七条、第十条、第十九条、第二十条、第二十二条、第二十三条).
    """
    if not path.is_file():
        raise Refused(f"没有这个文件：{path.name}", code="file")
    handed = entered(reason, record)
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
        sheets = read_record_forms(path) if sheets is None else sheets
        terms = in_force(s.session, region, as_of)
        received, faults = _received(s, region, sheets, terms, handed, beside)
        if faults:
            raise Refused(faults=faults)
        fresh = [each for each in received if not each.stands]
        lapsed, rechecks = store(s, fresh, terms, handed)
        answer = {
            "file": path.name,
            "received": [each.inspection.number for each in fresh],
            "unchanged": [each.inspection.number for each in received if each.stands],
            "differences": propose(s, region, fresh),
            "lapsed": lapsed,
            "rechecks": rechecks,
            "later": [each.later() for each in fresh if each.in_force],
            "still_sent_back": [
                each.inspection.number
                for each in received
                if each.stands and each.inspection.state == InspectionState.SENT_BACK
            ],
            "substitutes_due": substitutes_due(
                s.session,
                [each.inspection for each in received if each.judged.outcome == Outcome.NO_VISIT],
            ),
        }
        return s.record(**answer) if fresh or noted else s.unchanged(**answer)


def _received(
    s: Step,
    region: str,
    sheets: Sequence[Sheet],
    terms: District,
    handed: Entered,
    beside: Collection[str],
) -> tuple[list[Received], list[Fault]]:
    session = s.session
    found = inspections_of(session, region, [sheet.inspection for sheet in sheets])
    standing = forms_in_force(session, [inspection for inspection, _ in found.values()])
    back = list(standing)
    told, decided = told_ids(session, back), amendments(session, back)
    sent_back = opinions(session, [inspection for inspection, _ in found.values()])
    items = {inspection.item_id: known.task.item for inspection, known in found.values()}
    readers = {item_id: FormReader(item) for item_id, item in items.items()}
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
        if sheet.inspection in beside:
            expected = "一同交回的另一个文件里已有这个任务的登记表：请只留一份"
            faults.append(sheet.fault(rows.NUMBER, sheet.inspection, expected))
        inspection, known = found[sheet.inspection]
        if another := of_another(sheet, known.task):
            faults += another
            continue
        if otherwise := printed_otherwise(known.task.item, sheet.titles, sheet.labelled):
            faults.append(of_another_version(sheet, known, otherwise))
            continue
        form, unreadable = readers[inspection.item_id].read(
            sheet, known.task.officers, known.task.prefilled
        )
        judged = judge(form, facts_of(s, inspection, known, terms, handed))
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
            reason_of(
                form, handed.reason, decided_before(correction, sent_back.get(pk(inspection)))
            ),
            known.task,
            sheet.dossier_version,
        )
        if not one.stands:
            faults += _faults(sheet, one, unreadable)
            faults += without_reason(sheet, one.version, one.reason)
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

"""What was entered wrongly about a finding is put right by another entry, with its reason; the first
stays on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.faults import Refused
from models.rules.handling import REPLACED, Act, Handled, Stage, check_move
from models.rules.handling import Step as Entry
from models.rules.results import ResultKind
from models.tables import pk
from tasks.base.step import Result, Step
from tasks.base.terms import in_force
from tasks.inspect import handling_deadlines
from tasks.inspect.amended import amendments, told_of
from tasks.inspect.handling import Finding, answer_of, finding_of, handling_step, take

HAVE_A_DOCUMENT = (*REPLACED, Act.ANSWER)
"""What carries the number of a document of ours or of others."""


def correct_entry(
    number: str,
    check_point: str,
    reason: str,
    as_of: date,
    actor: str,
    *,
    document: str | None = None,
    department: str | None = None,
    kind: str | None = None,
    until: date | None = None,
    entry: int | None = None,
    request: str | None = None,
) -> Result:
    """Put right the document number or the receiving department of an entry, the last unless its number
    is given; or the ``kind`` of the decision, with the last day ``until`` of what should have been an
    order. What stands so already is unchanged; what was told needs the correction of the result
    decided first.

    Raises:
        Refused: no such finding or entry, nothing to put right, no reason, it was told and nobody
            decided that it is corrected; or the kind is wrong, and something rests on it already.

    Duty: 21.1, 23.2 (第二十一条、第二十三条).
    """
    with handling_step(
        f"handling.correct:{number}:{check_point}", "更正处理登记", number, as_of, actor, request
    ) as s:
        if s.known:
            return s.answer
        finding = finding_of(s.session, number, check_point)
        before = _entry(finding, entry)
        becomes = Act(kind) if kind is not None else before.act
        right = before.document if document is None else document.strip()
        kept = before.department if becomes == before.act else ""
        receiver = kept if department is None else department.strip()
        same = (becomes, right, receiver) == (before.act, before.document, before.department)
        if same and right and until in (None, before.due_on):
            return s.unchanged(**answer_of(finding, before))
        terms = in_force(s.session, finding.inspection.region, as_of)
        due_on = None
        if becomes == Act.ORDER and becomes != before.act:
            due_on = handling_deadlines.term_of_order(terms, before.taken_on, until)
        mended = Mended(becomes, right, receiver, reason.strip(), due_on)
        _check(s, finding, before, mended, until)
        other = becomes != before.act
        row = take(
            s,
            finding,
            Act.CORRECTION,
            REPLACED[becomes] if other else finding.handled.stage,
            right,
            department=receiver,
            due_on=due_on,
            reason=mended.reason,
            corrects=before.number,
            becomes=becomes if other else "",
        )
        if due_on is not None:
            handling_deadlines.over(s.session, finding, as_of)
            handling_deadlines.ordered(
                s.session, terms, finding, row.number, before.taken_on, due_on
            )
        elif other:
            handling_deadlines.decided(s, terms, finding, becomes, row.number, before.taken_on)
        was = {
            "kind": before.act.value,
            "document": before.document,
            "department": before.department,
        }
        said = {"corrected_to": becomes.value, "corrected_to_name": becomes.words} if other else {}
        return s.record(**answer_of(finding, row), **said, corrects=before.number, was=was)


@dataclass(frozen=True, slots=True)
class Mended:
    """An entry as it should have been; ``due_on`` is the last day of an order that takes the place of
    another decision."""

    act: Act
    document: str
    department: str
    reason: str
    due_on: date | None


def _entry(finding: Finding, number: int | None) -> Entry:
    known = [each for each in finding.handled.steps if each.act in HAVE_A_DOCUMENT]
    for each in reversed(known):
        if number in (None, each.number):
            return each
    listed = "、".join(f"{each.number} {each.act.words}（{each.document}）" for each in known)
    which = "没有可以更正的处理登记" if number is None else f"没有第 {number} 项可以更正的登记"
    raise Refused(
        f"{finding.name}{which}" + (f"，可更正的有：{listed}" if known else ""), code="no-entry"
    )


def _check(s: Step, finding: Finding, before: Entry, mended: Mended, until: date | None) -> None:
    problems = []
    if not mended.reason:
        problems.append("更正登记须写明原因（--reason）")
    if not mended.document:
        problems.append("更正后的文号不得为空")
    if (mended.act == Act.TRANSFER) != bool(mended.department):
        problems.append(
            "移交其他部门的须写明接收部门" if not mended.department else "只有移交才写接收部门"
        )
    if mended.act != before.act:
        problems += _in_the_way(finding, before, mended.act)
    if mended.due_on is not None and mended.due_on < before.taken_on:
        problems.append(f"改正期限 {mended.due_on} 早于责令之日 {before.taken_on}")
    if until is not None and mended.due_on is None:
        problems.append(
            "改正期限（--until）只在更正为责令改正时写；已经责令的，用 ssj handle extend 延长"
        )
    inspection_id = pk(finding.inspection)
    told = told_of(s.session, inspection_id, finding.check_point)
    if told is not None and told[:3] == [before.act, before.department, before.document]:
        decided = amendments(s.session, [inspection_id]).get(inspection_id)
        if decided is None or decided.kind != ResultKind.CORRECTION:
            problems.append("该项处理已经公布，更正须先经决定（ssj publish correct）")
    if problems:
        raise Refused(*problems, code="correction-incomplete")


def _in_the_way(finding: Finding, before: Entry, becomes: Act) -> list[str]:
    """Why a decision may not be replaced by one of another kind any more."""
    steps = finding.handled.steps
    if before.act not in REPLACED or becomes not in REPLACED:
        return [f"「{before.act.words}」不能更正为「{becomes.words}」"]
    at = steps.index(before)
    later = [f"{each.taken_on}「{each.act.words}」（{each.document}）" for each in steps[at + 1 :]]
    if later:
        return [
            f"「{before.act.words}」（{before.document}）之后已登记 {'、'.join(later)}，"
            f"不能再更正为「{becomes.words}」"
        ]
    stood = _stage_before(finding.handled, at)
    try:
        check_move(finding.name, stood, REPLACED[becomes])
    except Refused:
        return [f"作出决定时该项为「{stood.words}」，不能更正为「{becomes.words}」"]
    return []


def _stage_before(handled: Handled, at: int) -> Stage:
    return handled.steps[at - 1].stage if at else Stage.PENDING

"""What was entered wrongly about a finding is put right by another entry, with its reason; the first
stays on record."""

from __future__ import annotations

from datetime import date

from models.faults import Refused
from models.rules.handling import DECIDED, Act
from models.rules.handling import Step as Entry
from models.rules.names import check_inspection_number, region_of
from models.rules.results import ResultKind
from models.tables import pk
from tasks.base.step import Result, Step, step
from tasks.inspect.amended import amendments, told_of
from tasks.inspect.handling import Finding, answer_of, finding_of, take

HAVE_A_DOCUMENT = (Act.ORDER, *DECIDED, Act.ANSWER)
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
    entry: int | None = None,
    request: str | None = None,
) -> Result:
    """Put right the document number or the receiving department of an entry, the last unless its number
    is given. What stands so already is unchanged; what was told needs the correction of the result
    decided first.

    Raises:
        Refused: no such finding or entry, nothing to put right, no reason, or it was told and nobody
            decided that it is corrected.

    Duty: 21.1, 23.2 (第二十一条、第二十三条).
    """
    with step(
        f"handling.correct:{number}:{check_point}",
        action="更正处理登记",
        as_of=as_of,
        region=region_of(check_inspection_number(number)),
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        finding = finding_of(s.session, number, check_point)
        before = _entry(finding, entry)
        right = before.document if document is None else document.strip()
        receiver = before.department if department is None else department.strip()
        if (right, receiver) == (before.document, before.department) and right:
            return s.unchanged(**answer_of(finding, before))
        _check(s, finding, before, right, receiver, reason)
        row = take(
            s,
            finding,
            Act.CORRECTION,
            finding.handled.stage,
            right,
            department=receiver,
            reason=reason.strip(),
            corrects=before.number,
        )
        was = {"document": before.document, "department": before.department}
        return s.record(**answer_of(finding, row), corrects=before.number, was=was)


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


def _check(
    s: Step, finding: Finding, before: Entry, document: str, department: str, reason: str
) -> None:
    problems = []
    if not reason.strip():
        problems.append("更正登记须写明原因（--reason）")
    if not document:
        problems.append("更正后的文号不得为空")
    if (before.act == Act.TRANSFER) != bool(department):
        problems.append(
            "移交其他部门的须写明接收部门" if not department else "只有移交才写接收部门"
        )
    inspection_id = pk(finding.inspection)
    told = told_of(s.session, inspection_id, finding.check_point)
    if told is not None and told[1:3] == [before.department, before.document]:
        decided = amendments(s.session, [inspection_id]).get(inspection_id)
        if decided is None or decided.kind != ResultKind.CORRECTION:
            problems.append("该项处理已经公布，更正须先经决定（ssj publish correct）")
    if problems:
        raise Refused(*problems, code="correction-incomplete")

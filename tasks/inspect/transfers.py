"""What was transferred to another department, or sent for criminal process, is waited for until it is
answered."""

from __future__ import annotations

from datetime import date

from models.faults import Refused
from models.rules.handling import ANSWERED, Act, Answer, Stage
from tasks.base.step import Result
from tasks.inspect import handling_deadlines
from tasks.inspect.handling import Finding, answer_of, finding_of, handling_step, take


def answer(
    number: str,
    check_point: str,
    outcome: str,
    document: str,
    as_of: date,
    actor: str,
    *,
    request: str | None = None,
) -> Result:
    """Enter what the receiving department answered: what it took over is at its end here, what it sent
    back is to be handled here. The same answer again changes nothing.

    Raises:
        Refused: nothing was transferred, no document, an outcome that is none of this kind of transfer,
            or a day before the transfer.

    Duty: 21.1 (第二十一条).
    """
    with handling_step(
        f"handling.answer:{number}:{check_point}", "登记移送的答复", number, as_of, actor, request
    ) as s:
        if s.known:
            return s.answer
        finding = finding_of(s.session, number, check_point)
        document = document.strip()
        last = finding.handled.steps[-1] if finding.handled.steps else None
        said = (last.act, last.document, last.outcome) if last else None
        if last is not None and said == (Act.ANSWER, document, outcome):
            return s.unchanged(**answer_of(finding, last), outcome=outcome)
        stage = _leads_to(finding, outcome, document)
        entered = take(s, finding, Act.ANSWER, stage, document, outcome=outcome)
        handling_deadlines.over(s.session, finding, as_of)
        return s.record(**answer_of(finding, entered), outcome=outcome)


def _leads_to(finding: Finding, outcome: str, document: str) -> Stage:
    """Where the answer leads.

    Raises:
        Refused: every reason.
    """
    problems = []
    waits = ANSWERED.get(finding.handled.stage)
    if waits is None:
        problems.append(f"{finding.name}现为「{finding.handled.stage.words}」，没有待答复的移送")
    known = waits or {each: Stage.ANSWERED for each in Answer}
    if outcome not in known:
        expected = "、".join(f"{each.words}（{each.value}）" for each in known)
        problems.append(f"答复「{outcome}」应为 {expected} 之一")
    if not document:
        problems.append("答复须写明文号（第二十一条）")
    if problems or waits is None:
        raise Refused(*problems, code="answer-incomplete")
    return waits[Answer(outcome)]

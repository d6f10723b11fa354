"""What is decided about each finding (查处、移交、涉嫌犯罪)."""

from __future__ import annotations

from datetime import date

from models import database
from models.faults import Refused
from models.rules.dispositions import check_disposition
from models.rules.handling import DECIDED, ESCALATED_FROM, Act, Stage
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.inspect import handling_deadlines
from tasks.inspect.handling import Finding, answer_of, finding_of, findings_of, handling_step, take


def dispose(
    number: str,
    check_point: str,
    kind: str,
    document: str,
    as_of: date,
    actor: str,
    department: str = "",
    request: str | None = None,
) -> Result:
    """Decide what is done about one finding of an inspection's return in force: at once, when it was
    not rectified, or when it came back from whoever it was transferred to.

    The decision that stands, again, changes nothing; another is refused, and what was entered wrongly
    is put right by ``tasks.inspect.mended``.

    Raises:
        Refused: no such inspection or finding, something missing, a day before the visit or the step
            before, an order whose term is not over, or another decision of the finding.

    Duty: 21.1 (第二十一条).
    """
    with handling_step(
        f"disposition:{number}:{check_point}", "登记处理结果", number, as_of, actor, request
    ) as s:
        if s.known:
            return s.answer
        finding = finding_of(s.session, number, check_point)
        check_disposition(kind, document, department)
        document, department = document.strip(), department.strip()
        if _stands(finding, kind, document, department):
            assert finding.handled.decision is not None
            return s.unchanged(**answer_of(finding, finding.handled.decision))
        _check_open(finding, as_of)
        entered = take(s, finding, Act(kind), DECIDED[kind], document, department=department)
        terms = in_force(s.session, finding.inspection.region, as_of)
        handling_deadlines.decided(s, terms, finding, Act(kind), entered.number)
        return s.record(**answer_of(finding, entered))


def _stands(finding: Finding, kind: str, document: str, department: str) -> bool:
    """Whether this is the decision that stands; what came back is decided anew."""
    before = finding.handled.decision
    if before is None or finding.handled.stage == Stage.SENT_BACK:
        return False
    return (before.act.value, before.department, before.document) == (kind, department, document)


def _check_open(finding: Finding, as_of: date) -> None:
    """Another decision may be taken now.

    Raises:
        Refused: it was decided otherwise, or the term of an order is not over.
    """
    handled = finding.handled
    before, order = handled.decision, handled.order
    open_again = handled.stage in (*ESCALATED_FROM, Stage.SENT_BACK)
    if before is not None and before.act in DECIDED and not open_again:
        raise Refused(
            f"{finding.name}已于 {before.taken_on} 由 {before.taken_by} 登记"
            f"「{before.act.words}{before.department}（{before.document}）」，不得另行登记；"
            "登记有误的，用 ssj handle correct 更正",
            code="already-disposed",
        )
    runs = order is not None and before == order and handled.stage in ESCALATED_FROM
    if runs and order is not None and order.due_on is not None and as_of <= order.due_on:
        raise Refused(
            f"{finding.name}的改正期限 {order.due_on} 尚未届满，不能另行处理", code="term-runs"
        )


def undisposed(region: str) -> list[tuple[str, str]]:
    """(inspection number, check point) of every finding about which nothing is decided yet, or of which
    what was decided came back.

    Duty: 21.1 (第二十一条).
    """
    with database.reading() as session:
        return [
            (each.inspection.number, each.check_point)
            for each in findings_of(session, None, region)
            if each.handled.stage in (Stage.PENDING, Stage.SENT_BACK)
        ]

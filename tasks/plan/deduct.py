"""Draws that need not be held (抽查频次扣减), each with its reason and document."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from models.faults import Refused
from models.rules.order import Basis
from models.rules.plans import draws_left
from models.tables import AnnualPlan, Deduction, pk
from tasks.base.acts import latest
from tasks.base.screening import check_texts
from tasks.base.step import Result, step
from tasks.base.terms import in_force
from tasks.plan.find import deductions, item_planned, plan_of


def deduct(
    region: str,
    year: int,
    count: int,
    reason: str,
    document: str,
    as_of: date,
    actor: str,
    *,
    item_code: str | None = None,
    request: str | None = None,
) -> Result:
    """Record draws that need not be held this year, with the reason and the document.

    Raises:
        Refused: more is deducted than was due, the reason or document is missing, something stands in
            them that may not leave the house, or the document was deducted upon otherwise before.

    Duty: 9.3 (第九条).
    """
    reason, document = " ".join(reason.split()), " ".join(document.split())
    code = item_planned(region, year, as_of, item_code)
    subject = f"plan.deduct:{region}/{code}/{year}/{document}"
    with step(
        subject,
        action="登记抽查频次扣减",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        plan = plan_of(s.session, region, year, item_code=code)
        earlier = deductions(s.session, plan)
        same = next((d for d in earlier if d.document == document), None)
        if same is not None:
            if (same.count, same.reason) != (count, reason):
                event = latest(s.session, subject)
                raise Refused(
                    f"依据「{document}」已于 {same.recorded_on} 登记扣减 {same.count} 次"
                    f"（{same.reason}{f'，{event.actor}' if event else ''}），不能改为 {count} 次（{reason}）",
                    code="already-deducted",
                )
            return s.unchanged(**_deducted(s.session, plan, same))
        draws_left(plan.draws_due, sum(d.count for d in earlier), count, reason, document)
        terms = in_force(s.session, region, as_of)
        check_texts(s.session, terms, {"扣减原因": reason, "扣减依据": document})
        s.rests_on(Basis("编制年度抽查计划", plan.made_on))
        deduction = Deduction(
            plan_id=pk(plan), count=count, reason=reason, document=document, recorded_on=as_of
        )
        s.session.add(deduction)
        s.session.flush()
        return s.record(**_deducted(s.session, plan, deduction))


def _deducted(session: Session, plan: AnnualPlan, deduction: Deduction) -> Result:
    return {
        "year": plan.year,
        "item": plan.item_code,
        "count": deduction.count,
        "reason": deduction.reason,
        "document": deduction.document,
        "recorded_on": deduction.recorded_on.isoformat(),
        "draws_left": plan.draws_due - sum(d.count for d in deductions(session, plan)),
    }

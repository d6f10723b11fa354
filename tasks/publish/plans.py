"""Annual plans as publications: once approved, and again when deductions change them (第十六条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlmodel import Session, col, select

from models.district import District
from models.rules import file_names, names
from models.rules.leaving import Said
from models.rules.order import Basis
from models.rules.publications import PublicationKind
from models.tables import AnnualPlan, pk
from reports.public_site import page
from tasks.base.terms import publisher
from tasks.plan.find import deductions, periods
from tasks.publish.packages import Content
from tasks.publish.titles import item_called
from tasks.publish.versions import Telling


def tellings(session: Session, terms: District, as_of: date) -> Iterator[Telling]:
    """Every approved plan.

    Duty: 9.3, 16.1 (第九条、第十六条).
    """
    for plan in session.exec(
        select(AnnualPlan)
        .where(AnnualPlan.region == terms.region, col(AnnualPlan.approved_on).is_not(None))
        .order_by(col(AnnualPlan.year), col(AnnualPlan.item_code))
    ):
        deducted = deductions(session, plan)
        days = [[str(p.starts_on), str(p.ends_on), str(p.draw_on)] for p in periods(session, plan)]
        reasons = [[d.count, d.reason, d.document] for d in deducted]
        yield Telling(
            partial(names.plan_matter, terms.region, plan.item_code, plan.year),
            {"应抽取次数": plan.draws_due, "各期起止": days, "抽查频次扣减": reasons},
            [
                Basis("批准年度抽查计划", plan.approved_on),
                *(Basis("登记抽查频次扣减", d.recorded_on) for d in deducted),
            ],
            partial(content, plan_id=pk(plan)),
            {"draws_due": plan.draws_due, "periods": days, "deductions": reasons},
        )


def content(
    session: Session, terms: District, released: str, matter: str, *, plan_id: int
) -> Content:
    """A page with the periods and what was deducted."""
    plan = session.get_one(AnnualPlan, plan_id)
    title = f"{plan.year}年度抽查计划{item_called(session, terms, plan.item_code)}"
    file = file_names.file_name("plan", matter, "html")
    deducted = deductions(session, plan)
    html = page(
        "annual_plan",
        publisher(terms),
        title,
        released,
        number=matter,
        draws_due=plan.draws_due,
        periods=periods(session, plan),
        deductions=deducted,
    )
    said = [Said("reason", each.reason) for each in deducted]
    said += [Said("document", each.document) for each in deducted]
    return Content(PublicationKind.ANNUAL_PLAN, title, file, {file: html}, said=said)

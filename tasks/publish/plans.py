"""Annual plans as publications: once approved, and again when deductions change them (第十六条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlmodel import Session, col, select

from models.district import District
from models.rules import names
from models.rules.order import Basis
from models.rules.publications import PublicationKind
from models.tables import AnnualPlan, pk
from reports.public_site import page
from tasks.base.terms import publisher
from tasks.plan.find import deductions, periods
from tasks.publish.packages import Content, Due
from tasks.publish.versions import next_version


def due(session: Session, terms: District, as_of: date) -> Iterator[Due]:
    """Every approved plan that says something else than was last built of it.

    Duty: 9.3, 16.1 (第九条、第十六条).
    """
    for plan in session.exec(
        select(AnnualPlan)
        .where(AnnualPlan.region == terms.region, col(AnnualPlan.approved_on).is_not(None))
        .order_by(col(AnnualPlan.year), col(AnnualPlan.item_code))
    ):
        deducted = deductions(session, plan)
        version = next_version(
            session,
            partial(names.plan_matter, terms.region, plan.item_code, plan.year),
            {
                "draws_due": plan.draws_due,
                "periods": [
                    [str(p.starts_on), str(p.ends_on), str(p.draw_on)]
                    for p in periods(session, plan)
                ],
                "deductions": [[d.count, d.reason, d.document] for d in deducted],
            },
        )
        if version is not None:
            yield Due(
                version.matter,
                [
                    Basis("批准年度抽查计划", plan.approved_on),
                    *(Basis("登记抽查频次扣减", d.recorded_on) for d in deducted),
                    version.before,
                ],
                partial(content, plan_id=pk(plan), matter=version.matter),
                version.tells,
            )


def content(
    session: Session, terms: District, released: str, *, plan_id: int, matter: str
) -> Content:
    """A page with the periods and what was deducted."""
    plan = session.get_one(AnnualPlan, plan_id)
    title = f"{plan.year} 年度抽查计划（{plan.item_code}）"
    file = names.file_name("plan", matter, "html")
    html = page(
        "annual_plan",
        publisher(terms),
        title,
        released,
        draws_due=plan.draws_due,
        periods=periods(session, plan),
        deductions=deductions(session, plan),
    )
    return Content(PublicationKind.ANNUAL_PLAN, title, file, {file: html})

"""What the batch for the national credit publicity system says of a plan and a task."""

from __future__ import annotations

from sqlmodel import Session, col, func, select

from models.district import District
from models.rules.batch import directed, plan_number, task_number
from models.tables import AnnualPlan, Draw, Inspection, Item


def of_the_task(
    session: Session, terms: District, draw: Draw | None, title: str, inspection: Inspection
) -> dict[str, str]:
    """The fields of ``models.rules.batch`` that are the same for every row of a draw, or of a special
    inspection, which has neither plan nor task there.

    Duty: 23.1 (第二十三条).
    """
    item = session.get_one(Item, inspection.item_id)
    fields = {
        "inspecting_body": terms.brigade,
        "item": item.name,
        "directed": directed(drawn=draw is not None),
    }
    if draw is None:
        return fields
    plan = session.get_one(AnnualPlan, draw.plan_id)
    announced_on = draw.announced_on
    return {
        **fields,
        "plan_number": plan_number(terms.region, plan.year, _plans_before(session, plan) + 1),
        "plan_name": f"{plan.year}年度抽查计划（{item.name}）",
        "task_number": task_number(terms.region, announced_on, _draws_before(session, draw) + 1),
        "task_name": title,
    }


def _plans_before(session: Session, plan: AnnualPlan) -> int:
    """How many plans of the region's year were made before."""
    return session.exec(
        select(func.count()).where(
            AnnualPlan.region == plan.region,
            AnnualPlan.year == plan.year,
            col(AnnualPlan.id) < plan.id,
        )
    ).one()


def _draws_before(session: Session, draw: Draw) -> int:
    """How many draws of the region were announced on the same day before."""
    return session.exec(
        select(func.count()).where(
            Draw.region == draw.region,
            Draw.announced_on == draw.announced_on,
            col(Draw.id) < draw.id,
        )
    ).one()

"""Which plan and which period is meant, and whether it may be drawn."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, or_, select

from models import database
from models.faults import Refused
from models.rules import plans as rule
from models.rules.draw.state import DrawState
from models.rules.order import Basis
from models.rules.plans import PlannedPeriod
from models.tables import AnnualPlan, Deduction, Draw, Period
from tasks.base.terms import chosen_item, in_force


def find_plan(session: Session, region: str, year: int, item_code: str) -> AnnualPlan | None:
    """The plan, or ``None`` before it is made."""
    return session.exec(
        select(AnnualPlan).where(
            AnnualPlan.region == region,
            AnnualPlan.item_code == item_code,
            AnnualPlan.year == year,
        )
    ).first()


def plan_of(session: Session, region: str, year: int, *, item_code: str) -> AnnualPlan:
    """The plan of a region, an item and a year.

    Raises:
        Refused: there is none.
    """
    plan = find_plan(session, region, year, item_code)
    if plan is None:
        raise Refused(
            f"{region} 还没有事项 {item_code} 的 {year} 年度抽查计划，请先运行 ssj plan make {year}",
            code="no-plan",
        )
    return plan


def item_planned(region: str, year: int, as_of: date, item_code: str | None) -> str:
    """The item meant: the one named, or the only one planned for the year, or the district's."""
    with database.reading() as session:
        coded = session.exec(
            select(AnnualPlan.item_code).where(AnnualPlan.region == region, AnnualPlan.year == year)
        ).all()
        if item_code is None and len(coded) == 1:
            return coded[0]
        if item_code is not None and item_code in coded:
            return item_code
        return chosen_item(in_force(session, region, as_of), item_code)


def deductions(session: Session, plan: AnnualPlan) -> list[Deduction]:
    """The deductions recorded on a plan, oldest first."""
    return list(
        session.exec(
            select(Deduction).where(Deduction.plan_id == plan.id).order_by(col(Deduction.id))
        )
    )


def periods(session: Session, plan: AnnualPlan) -> list[Period]:
    """The plan's periods in order."""
    return list(
        session.exec(select(Period).where(Period.plan_id == plan.id).order_by(col(Period.number)))
    )


def period_of(
    session: Session, region: str, year: int, number: int, *, item_code: str
) -> tuple[AnnualPlan, Period]:
    """An approved plan and one period of it.

    Raises:
        Refused: no plan, no such period, or the plan is not approved.

    Duty: 16.1 (第十六条).
    """
    plan = plan_of(session, region, year, item_code=item_code)
    every = periods(session, plan)
    for period in every:
        if period.number == number:
            if plan.approved_on is None:
                raise Refused(
                    f"{year} 年度抽查计划尚未批准，不得抽取（第十六条）", code="plan-not-approved"
                )
            return plan, period
    raise Refused(
        f"{year} 年度抽查计划没有第 {number} 期，只有第 1 至第 {len(every)} 期",
        code="unknown-period",
    )


def check_period(region: str, year: int, number: int, item_code: str) -> None:
    """There is such a period to draw in.

    Raises:
        Refused: as ``period_of``.

    Duty: 16.1 (第十六条).
    """
    with database.reading() as session:
        period_of(session, region, year, number, item_code=item_code)


def period_on(region: str, as_of: date, item_code: str | None = None) -> tuple[int, int]:
    """The year and number of the period in which ``as_of`` falls.

    Raises:
        Refused: there is no plan for that year.
    """
    with database.reading() as session:
        code = chosen_item(in_force(session, region, as_of), item_code)
        plan = plan_of(session, region, as_of.year, item_code=code)
        for period in periods(session, plan):
            if period.starts_on <= as_of <= period.ends_on:
                return plan.year, period.number
    raise Refused(f"{as_of} 不在 {as_of.year} 年度抽查计划的任何一期", code="unknown-period")


def as_planned(period: Period) -> PlannedPeriod:
    """A stored period as the rule's value."""
    return PlannedPeriod(period.number, period.starts_on, period.ends_on, period.draw_on)


def check_period_to_draw(session: Session, plan: AnnualPlan, period: Period, as_of: date) -> None:
    """``period`` may be drawn on ``as_of``.

    Raises:
        Refused: its draw day has not come, or a later period of the item was drawn.

    Duty: 9.2 (第九条).
    """
    rule.check_draw_day(as_planned(period), as_of, _later_draw(session, plan, period))


def _later_draw(session: Session, plan: AnnualPlan, period: Period) -> Basis | None:
    """The earliest draw of a later period of the same item that was not abandoned."""
    found = session.exec(
        select(col(Draw.year), col(Draw.period), col(Draw.announced_on))
        .join(AnnualPlan, col(AnnualPlan.id) == col(Draw.plan_id))
        .where(
            AnnualPlan.region == plan.region,
            AnnualPlan.item_code == plan.item_code,
            Draw.state != DrawState.ABANDONED,
            or_(
                col(Draw.year) > plan.year,
                (col(Draw.year) == plan.year) & (col(Draw.period) > period.number),
            ),
        )
        .order_by(col(Draw.year), col(Draw.period))
        .limit(1)
    ).first()
    return Basis(f" {found[0]} 年第 {found[1]} 期", found[2]) if found else None

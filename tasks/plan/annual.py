"""The annual plan: made, approved, deducted from."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from models import database
from models.faults import Refused
from models.rules import plans as rule
from models.tables import AnnualPlan, Deduction, Period
from tasks.base.step import Result, step_once
from tasks.base.terms import in_force, item_in_force
from tasks.base.working_days import working_days


def make_plan(region: str, year: int, as_of: date, actor: str) -> Result:
    """Make the plan of ``year`` with its periods, each drawn on its first working day.

    Duty: 9.2, 16.1 (第九条、第十六条).
    """
    key = f"plan.make:{region}:{year}"
    with step_once(key, action="编制年度抽查计划", as_of=as_of, region=region, actor=actor) as s:
        if s.done:
            return s.result
        terms = in_force(s.session, region, as_of)
        item_in_force(s.session, region, terms.items[0], as_of)
        count = terms.draw.periods_per_year.value
        plan = AnnualPlan(
            region=region,
            item_code=terms.items[0],
            year=year,
            draws_due=count,
            made_on=as_of,
        )
        s.session.add(plan)
        s.session.flush()
        assert plan.id is not None
        for period in rule.periods_of_year(year, count, working_days(region).next_working_day):
            s.session.add(
                Period(
                    plan_id=plan.id,
                    number=period.number,
                    starts_on=period.starts_on,
                    ends_on=period.ends_on,
                    draw_on=period.draw_on,
                )
            )
        s.record(year=year, draws_due=count)
        return s.result


def approve_plan(region: str, year: int, as_of: date, actor: str) -> Result:
    """The supervisor approves the plan; draws may refer to it from then on.

    Duty: 16.1 (第十六条).
    """
    key = f"plan.approve:{region}:{year}"
    with step_once(key, action="批准年度抽查计划", as_of=as_of, region=region, actor=actor) as s:
        if s.done:
            return s.result
        plan = plan_of(s.session, region, year)
        plan.approved_on, plan.approved_by = as_of, actor
        s.session.add(plan)
        s.record(year=year, approved_by=actor)
        return s.result


def deduct(
    region: str, year: int, count: int, reason: str, document: str, as_of: date, actor: str
) -> Result:
    """Record draws that need not be held this year, with the reason and the document.

    Raises:
        Refused: more is deducted than was due, or the reason or document is missing.

    Duty: 9.3 (第九条).
    """
    key = f"plan.deduct:{region}:{year}:{document}"
    with step_once(key, action="登记抽查频次扣减", as_of=as_of, region=region, actor=actor) as s:
        if s.done:
            return s.result
        plan = plan_of(s.session, region, year)
        earlier = sum(d.count for d in deductions(s.session, plan))
        left = rule.draws_left(plan.draws_due, earlier, count, reason, document)
        assert plan.id is not None
        s.session.add(
            Deduction(
                plan_id=plan.id, count=count, reason=reason, document=document, recorded_on=as_of
            )
        )
        s.record(year=year, count=count, reason=reason, document=document, draws_left=left)
        return s.result


def plan_of(session: Session, region: str, year: int) -> AnnualPlan:
    """The plan of a region and year.

    Raises:
        Refused: there is none.
    """
    plan = session.exec(
        select(AnnualPlan).where(AnnualPlan.region == region, AnnualPlan.year == year)
    ).first()
    if plan is None:
        raise Refused(f"{region} 还没有 {year} 年度抽查计划，请先运行 ssj plan make {year}")
    return plan


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


def period_of(session: Session, region: str, year: int, number: int) -> tuple[AnnualPlan, Period]:
    """An approved plan and one period of it.

    Raises:
        Refused: no plan, no such period, or the plan is not approved.

    Duty: 16.1 (第十六条).
    """
    plan = plan_of(session, region, year)
    every = periods(session, plan)
    for period in every:
        if period.number == number:
            if plan.approved_on is None:
                raise Refused(f"{year} 年度抽查计划尚未批准，不得抽取（第十六条）")
            return plan, period
    raise Refused(f"{year} 年度抽查计划没有第 {number} 期，只有第 1 至第 {len(every)} 期")


def check_period(region: str, year: int, number: int) -> None:
    """There is such a period to draw in.

    Raises:
        Refused: as ``period_of``.

    Duty: 16.1 (第十六条).
    """
    with database.reading() as session:
        period_of(session, region, year, number)


def period_on(region: str, as_of: date) -> tuple[int, int]:
    """The year and number of the period in which ``as_of`` falls.

    Raises:
        Refused: there is no plan for that year.
    """
    with database.reading() as session:
        plan = plan_of(session, region, as_of.year)
        for period in periods(session, plan):
            if period.starts_on <= as_of <= period.ends_on:
                return plan.year, period.number
    raise Refused(f"{as_of} 不在 {as_of.year} 年度抽查计划的任何一期")

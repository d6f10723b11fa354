"""The annual plan of an item: made and approved."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from calendars import CalendarError, WorkingCalendar
from models import database
from models.faults import Refused
from models.rules import plans as rule
from models.rules.order import Basis
from models.rules.plans import PlannedPeriod
from models.tables import AnnualPlan, Period, pk
from tasks.base.step import Result, step
from tasks.base.terms import chosen_item, in_force, item_in_force
from tasks.base.working_days import working_days
from tasks.plan.find import deductions, find_plan, item_planned, periods, plan_of


def make_plan(
    region: str,
    year: int,
    as_of: date,
    actor: str,
    *,
    item_code: str | None = None,
    request: str | None = None,
) -> Result:
    """Make the plan of ``year`` with its periods, each drawn on its first working day.

    Raises:
        Refused: no calendar covers the year, the item is on no list in force, or the plan stands
            with another number of draws.

    Duty: 9.2, 16.1 (第九条、第十六条).
    """
    calendar = working_days(region)
    day = _day_in(year, as_of, calendar)
    code = _item(region, day, item_code)
    with step(
        f"plan.make:{region}/{code}/{year}",
        action="编制年度抽查计划",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        count = in_force(s.session, region, day).draw.periods_per_year.value
        item_in_force(s.session, region, code, day)
        plan = find_plan(s.session, region, year, code)
        if plan is not None:
            if plan.draws_due != count:
                raise Refused(
                    f"{year} 年度抽查计划已于 {plan.made_on} 编制，应抽 {plan.draws_due} 次，"
                    f"不能改为 {count} 次；不再抽取的请登记扣减（第九条）",
                    code="plan-stands",
                )
            return s.unchanged(**_standing(s.session, plan, calendar))
        plan = AnnualPlan(region=region, item_code=code, year=year, draws_due=count, made_on=as_of)
        s.session.add(plan)
        s.session.flush()
        for period in _periods(year, count, calendar):
            s.session.add(
                Period(
                    plan_id=pk(plan),
                    number=period.number,
                    starts_on=period.starts_on,
                    ends_on=period.ends_on,
                    draw_on=period.draw_on,
                )
            )
        return s.record(**_standing(s.session, plan, calendar))


def approve_plan(
    region: str,
    year: int,
    as_of: date,
    actor: str,
    *,
    item_code: str | None = None,
    request: str | None = None,
) -> Result:
    """The supervisor approves the plan; draws may refer to it from then on.

    Raises:
        Refused: there is no such plan, or it was made only later.

    Duty: 16.1 (第十六条).
    """
    code = item_planned(region, year, as_of, item_code)
    with step(
        f"plan.approve:{region}/{code}/{year}",
        action="批准年度抽查计划",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        plan = plan_of(s.session, region, year, item_code=code)
        calendar = working_days(region)
        if plan.approved_on is not None:
            return s.unchanged(**_standing(s.session, plan, calendar))
        s.rests_on(Basis("编制年度抽查计划", plan.made_on))
        plan.approved_on, plan.approved_by = as_of, s.actor
        s.session.add(plan)
        return s.record(**_standing(s.session, plan, calendar))


def _day_in(year: int, as_of: date, calendar: WorkingCalendar) -> date:
    """The day whose numbers hold for the plan of ``year``, made on ``as_of``."""
    if not calendar.first.year <= year <= calendar.last.year:
        raise Refused(
            f"工作日历只到 {calendar.last.year} 年（{calendar.certain_until} 之后为推算），"
            f"不能编制 {year} 年的计划",
            code="outside-the-calendar",
        )
    return rule.terms_day(date(year, 1, 1), date(year, 12, 31), as_of)


def _item(region: str, day: date, item_code: str | None) -> str:
    with database.reading() as session:
        return chosen_item(in_force(session, region, day), item_code)


def _periods(year: int, count: int, calendar: WorkingCalendar) -> list[PlannedPeriod]:
    try:
        return rule.periods_of_year(year, count, calendar.next_working_day)
    except CalendarError as error:
        raise Refused(str(error), code="outside-the-calendar") from error


def _standing(session: Session, plan: AnnualPlan, calendar: WorkingCalendar) -> Result:
    """How the plan stands, for whoever asks."""
    deducted = sum(d.count for d in deductions(session, plan))
    provisional = max(p.draw_on for p in periods(session, plan)) > calendar.certain_until
    return {
        "year": plan.year,
        "item": plan.item_code,
        "draws_due": plan.draws_due,
        "deducted": deducted,
        "made_on": plan.made_on.isoformat(),
        "approved_on": plan.approved_on.isoformat() if plan.approved_on else None,
        "approved_by": plan.approved_by,
        "provisional_after": calendar.certain_until.isoformat() if provisional else None,
    }

"""The plan as it stands on a day: each period with its draw, late and skipped ones said."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from models import database
from models.rules.draw.state import DrawState
from models.rules.plans import PeriodState, draws_to_come, period_state, terms_day
from models.tables import AnnualPlan, ChangeApplication, Draw, Period, Replacement
from tasks.base.acts import shown_day
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.plan.find import as_planned, deductions, find_plan, item_planned, periods, plan_of
from tasks.plan.visits import outlook_in_words, visit_outlook


def show_plan(region: str, year: int, as_of: date, item_code: str | None = None) -> Result:
    """The plan of ``year``, its deductions, and how each period stands on ``as_of``.

    Duty: 9.2, 9.3, 16.1 (第九条、第十六条).
    """
    code = item_planned(region, year, as_of, item_code)
    with database.reading() as session:
        plan = plan_of(session, region, year, item_code=code)
        recorded = deductions(session, plan)
        approved = f"plan.approve:{region}/{code}/{year}"
        every = [_period(session, plan, each, as_of) for each in periods(session, plan)]
        deducted = sum(each.count for each in recorded)
        day = terms_day(date(year, 1, 1), date(year, 12, 31), as_of)
        left = draws_to_come([each["state"] for each in every], deducted)
        return {
            "year": year,
            "item": code,
            "due": plan.draws_due,
            "deducted": deducted,
            "deductions": [
                {"count": d.count, "reason": d.reason, "document": d.document} for d in recorded
            ],
            "approved_by": plan.approved_by,
            "approved_on": plan.approved_on,
            "approved_in_words": (
                shown_day(session, approved, plan.approved_on) if plan.approved_on else None
            ),
            "periods": every,
            "visits": visit_outlook(session, in_force(session, region, day), code, day, left),
        }


def state_of_period(
    session: Session, region: str, item_code: str, year: int, number: int, as_of: date
) -> PeriodState | None:
    """How a period stands on ``as_of``; ``None`` where nothing is planned."""
    plan = find_plan(session, region, year, item_code)
    if plan is None:
        return None
    stands = [
        _period(session, plan, p, as_of) for p in periods(session, plan) if p.number == number
    ]
    return PeriodState(stands[0]["state"]) if stands else None


def _period(session: Session, plan: AnnualPlan, period: Period, as_of: date) -> Result:
    draw = session.exec(
        select(Draw)
        .where(
            Draw.plan_id == plan.id,
            Draw.period == period.number,
            Draw.state != DrawState.ABANDONED,
        )
        .order_by(col(Draw.id).desc())
    ).first()
    state = period_state(as_planned(period), draw.announced_on if draw else None, as_of)
    return {
        "period": period.number,
        "from": period.starts_on,
        "to": period.ends_on,
        "draw_on": period.draw_on,
        "state": state,
        "draw_id": draw.draw_id if draw else None,
        "drawn_on": draw.announced_on if draw else None,
        "changes": _changes(session, draw) if draw else 0,
        "drawn_in_words": (
            shown_day(session, f"draw.announce:{draw.draw_id}", draw.announced_on) if draw else None
        ),
    }


def _changes(session: Session, draw: Draw) -> int:
    """How many changes were made of a draw since it was confirmed."""
    return session.exec(
        select(func.count())
        .select_from(Replacement)
        .join(ChangeApplication, col(ChangeApplication.id) == col(Replacement.application_id))
        .where(ChangeApplication.draw_pk == draw.id)
    ).one()


def plan_in_words(shown: Result) -> str:
    """The same for a person."""
    approved = (
        f"{shown['approved_by']} 已于 {shown['approved_in_words']} 批准"
        if shown["approved_by"]
        else "尚未批准"
    )
    lines = [
        f"{shown['year']} 年度抽查计划（{shown['item']}）：应抽 {shown['due']} 次，"
        f"扣减 {shown['deducted']} 次；{approved}"
    ]
    for each in shown["periods"]:
        state = PeriodState(each["state"])
        drawn = f"（{each['drawn_in_words']} 公告 {each['draw_id']}）" if each["draw_id"] else ""
        drawn += f"，变更 {each['changes']} 次" if each["changes"] else ""
        lines.append(
            f"  第 {each['period']} 期  {each['from']} 至 {each['to']}，{each['draw_on']} 抽取：{state.words}{drawn}"
        )
    if shown["visits"]:
        lines += outlook_in_words(shown["visits"])
    return "\n".join(lines)

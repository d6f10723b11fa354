"""What a plan means for how often its firms are visited: who would be visited more often than the cap
allows, and who may not be visited now."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sqlmodel import Session, col, select

from models.district import District
from models.rules.rosters import can_be_drawn
from models.rules.visit_cap import (
    FirmYear,
    VisitRules,
    capped,
    planned_total,
    rests_until,
)
from models.tables import SubjectEntry
from tasks.base.step import Result
from tasks.base.terms import item_in_force
from tasks.base.visits import firm_years

NAMED = 20
"""Firms named in a line; the rest are counted."""


def visit_outlook(
    session: Session, terms: District, item_code: str, as_of: date, draws: int
) -> Result | None:
    """With so many ``draws`` of an item still to be held: the firms in business that every draw would
    draw (ratio 1/1) and that would be visited beyond the cap; and who is at the cap, or rests, on
    ``as_of``. ``None`` where the district states no rule that skips anybody.

    Duty: 9.4, 17.1 (第九条、第十七条).
    """
    rules = terms.visits.rules
    if not rules.skips:
        return None
    known = firm_years(session, terms.region, rules, as_of)
    item = item_in_force(session, terms.region, item_code, as_of)
    ratios = terms.draw.ratios(item.ratio)
    certain, at_cap, resting = [], [], []
    for code, name, risk_class in _in_business(session, terms.region, item_code):
        firm = known.get(code, FirmYear())
        total = planned_total(firm, rules, as_of, draws)
        if rules.cap is not None and ratios[risk_class] == Fraction(1) and total > rules.cap:
            certain.append({**_firm(firm, rules, as_of, code, name), "total": total})
        if capped(firm, rules, as_of):
            at_cap.append(_firm(firm, rules, as_of, code, name))
        elif (until := rests_until(firm, rules, as_of)) is not None:
            resting.append({"credit_code": code, "name": name, "until": until.isoformat()})
    return {
        "cap": rules.cap,
        "rule": rules.in_words(),
        "draws_left": draws,
        "beyond_cap": certain,
        "at_cap": at_cap,
        "resting": resting,
    }


def outlook_in_words(shown: Result) -> list[str]:
    """The same for a person, a line each."""
    lines = [f"  检查频次：{shown['rule']}"]
    if shown["beyond_cap"]:
        lines.append(
            f"  按每期必查，还应抽取 {shown['draws_left']} 次，以下 {len(shown['beyond_cap'])} 家全年将超过 "
            f"{shown['cap']} 次，到达上限后不再抽取："
        )
    lines += [
        f"    {each['name']}（{each['credit_code']}）已检查 {each['made']} 次，"
        f"待检查 {each['coming']} 次，全年将达 {each['total']} 次"
        for each in shown["beyond_cap"]
    ]
    if shown["at_cap"]:
        lines.append(f"  现已达上限 {len(shown['at_cap'])} 家：{_named(shown['at_cap'])}")
    if shown["resting"]:
        lines.append(f"  检查后尚在间歇期 {len(shown['resting'])} 家：{_named(shown['resting'])}")
    return lines


def _named(firms: list[Result]) -> str:
    more = f" 等 {len(firms)} 家" if len(firms) > NAMED else ""
    return "、".join(each["name"] for each in firms[:NAMED]) + more


def _in_business(session: Session, region: str, item_code: str) -> list[tuple[str, str, str]]:
    """Credit code, name and class of every firm of the newest roster that is in business."""
    rows = session.exec(
        select(
            SubjectEntry.credit_code,
            SubjectEntry.name,
            SubjectEntry.risk_class,
            SubjectEntry.status,
        )
        .where(
            SubjectEntry.region == region,
            SubjectEntry.item_code == item_code,
            col(SubjectEntry.until_version).is_(None),
        )
        .order_by(SubjectEntry.credit_code)
    )
    return [(code, name, risk) for code, name, risk, status in rows if can_be_drawn(status)]


def _firm(firm: FirmYear, rules: VisitRules, as_of: date, code: str, name: str) -> Result:
    return {
        "credit_code": code,
        "name": name,
        "made": firm.counted(rules, as_of),
        "coming": firm.waiting(rules),
    }

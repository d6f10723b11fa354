"""``ssj plan``."""

from __future__ import annotations

from datetime import date

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, report


@click.group(help="年度抽查计划。")
def command() -> None:
    """The annual plan."""


@command.command(help="编制一年的计划：各期起止和抽取日。")
@click.argument("year", type=int, metavar="年份")
@REGION
@AS_OF
@BY
@JSON
def make(year: int, region: str, as_of: date, by: str, as_json: bool) -> None:
    """Make the plan."""
    from tasks.plan.annual import make_plan

    done = make_plan(region, year, as_of, by)
    report(as_json, done, f"已编制 {year} 年度抽查计划：应抽 {done['draws_due']} 次，待领导批准。")


@command.command(help="批准计划。")
@click.argument("year", type=int, metavar="年份")
@REGION
@AS_OF
@BY
@JSON
def approve(year: int, region: str, as_of: date, by: str, as_json: bool) -> None:
    """Approve the plan."""
    from tasks.plan.annual import approve_plan

    done = approve_plan(region, year, as_of, by)
    report(as_json, done, f"{year} 年度抽查计划已由 {done['approved_by']} 批准。")


@command.command(help="登记抽查频次扣减。")
@click.argument("year", type=int, metavar="年份")
@click.option("--count", type=int, default=1, help="扣减次数（默认 1）。")
@click.option("--reason", required=True, help="原因。")
@click.option("--document", required=True, help="依据文号。")
@REGION
@AS_OF
@BY
@JSON
def deduct(
    year: int,
    count: int,
    reason: str,
    document: str,
    region: str,
    as_of: date,
    by: str,
    as_json: bool,
) -> None:
    """Record a deduction."""
    from tasks.plan import annual as plans

    done = plans.deduct(region, year, count, reason, document, as_of, by)
    report(as_json, done, f"已扣减 {count} 次，实应 {done['draws_left']} 次。")


@command.command(help="查看计划。")
@click.argument("year", type=int, metavar="年份")
@REGION
@JSON
def show(year: int, region: str, as_json: bool) -> None:
    """Show the plan."""
    from models import database
    from tasks.plan import annual as plans

    with database.reading() as session:
        plan = plans.plan_of(session, region, year)
        periods = [
            {"period": p.number, "from": p.starts_on, "to": p.ends_on, "draw_on": p.draw_on}
            for p in plans.periods(session, plan)
        ]
        deducted = sum(d.count for d in plans.deductions(session, plan))
    values = {
        "year": year,
        "due": plan.draws_due,
        "deducted": deducted,
        "approved_by": plan.approved_by,
        "periods": periods,
    }
    lines = [
        f"{year} 年度抽查计划：应抽 {plan.draws_due} 次，扣减 {deducted} 次；"
        + (f"{plan.approved_by} 已批准" if plan.approved_by else "尚未批准"),
        *(f"  第 {p['period']} 期  {p['from']} 至 {p['to']}，{p['draw_on']} 抽取" for p in periods),
    ]
    report(as_json, values, "\n".join(lines))

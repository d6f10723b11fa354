"""``ssj plan``."""

from __future__ import annotations

from datetime import date

import click

from flows.cli.common import AS_OF, BY, ITEM, JSON, REGION, REQUEST, acted, report


@click.group(help="年度抽查计划。")
def command() -> None:
    """The annual plan."""


@command.command(help="编制一年的计划：各期起止和抽取日。")
@click.argument("year", type=int, metavar="年份")
@REGION
@ITEM
@AS_OF
@BY
@REQUEST
@JSON
def make(
    year: int,
    region: str,
    item_code: str | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Make the plan."""
    from tasks.plan.annual import make_plan

    answer = make_plan(region, year, as_of, by, item_code=item_code, request=request)
    guessed = answer["provisional_after"]
    note = f"\n{guessed} 之后的放假安排尚未公布，其间的抽取日为推算。" if guessed else ""
    plan = f"{year} 年度抽查计划（{answer['item']}）"
    awaits = "" if answer["approved_by"] else "，待领导批准"
    done = f"已编制 {plan}：应抽 {answer['draws_due']} 次{awaits}。"
    standing = f"{plan} 已于 {answer['made_on']} 编制：应抽 {answer['draws_due']} 次{awaits}"
    report(as_json, answer, acted(answer, done, standing) + note)


@command.command(help="批准计划。")
@click.argument("year", type=int, metavar="年份")
@REGION
@ITEM
@AS_OF
@BY
@REQUEST
@JSON
def approve(
    year: int,
    region: str,
    item_code: str | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Approve the plan."""
    from tasks.plan.annual import approve_plan

    answer = approve_plan(region, year, as_of, by, item_code=item_code, request=request)
    standing = (
        f"{year} 年度抽查计划（{answer['item']}）已由 {answer['approved_by']} "
        f"于 {answer['approved_on']} 批准"
    )
    report(as_json, answer, acted(answer, f"{standing}。", standing))


@command.command(help="登记抽查频次扣减。")
@click.argument("year", type=int, metavar="年份")
@click.option("--count", type=int, default=1, help="扣减次数（默认 1）。")
@click.option("--reason", required=True, help="原因。")
@click.option("--document", required=True, help="依据文号。")
@REGION
@ITEM
@AS_OF
@BY
@REQUEST
@JSON
def deduct(
    year: int,
    count: int,
    reason: str,
    document: str,
    region: str,
    item_code: str | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Record a deduction."""
    from tasks.plan.deduct import deduct

    answer = deduct(
        region, year, count, reason, document, as_of, by, item_code=item_code, request=request
    )
    left = f"全年实应 {answer['draws_left']} 次"
    standing = f"依据「{answer['document']}」已于 {answer['recorded_on']} 扣减 {answer['count']} 次，{left}"
    report(as_json, answer, acted(answer, f"{standing}。", standing))


@command.command(help="查看计划：各期抽取了没有，逾期的写明。")
@click.argument("year", type=int, metavar="年份")
@REGION
@ITEM
@AS_OF
@JSON
def show(year: int, region: str, item_code: str | None, as_of: date, as_json: bool) -> None:
    """Show the plan."""
    from tasks.plan.show import plan_in_words, show_plan

    shown = show_plan(region, year, as_of, item_code)
    report(as_json, shown, plan_in_words(shown))


@command.command(help="年度台账：各期的公告、抽取、检查、公示在哪天，作废、变更、逾期的都写明。")
@click.argument("year", type=int, metavar="年份")
@REGION
@ITEM
@AS_OF
@JSON
def ledger(year: int, region: str, item_code: str | None, as_of: date, as_json: bool) -> None:
    """Show the year's ledger."""
    from reports.ledger import ledger_in_words
    from tasks.overview.ledger import year_ledger

    shown = year_ledger(region, year, as_of, item_code)
    report(as_json, shown, ledger_in_words(shown))

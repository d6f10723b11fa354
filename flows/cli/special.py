"""``ssj special``."""

from __future__ import annotations

from datetime import date

import click

from flows.cli.common import (
    AS_OF,
    BY,
    ITEM,
    JSON,
    REGION,
    REQUEST,
    YEAR,
    acted,
    not_sent,
    report,
    sent_out,
)


@click.group(help="专项检查（第四条七种情形）。")
def command() -> None:
    """Special inspections."""


@command.command("open", help="写明情形和依据文件，立项并派发。")
@click.option("--ground", type=int, required=True, help="第四条第几种情形（1 至 7）。")
@click.option("--document", required=True, help="依据的文件或编号。")
@click.option("--subject", required=True, metavar="代码", help="统一社会信用代码。")
@click.option(
    "--badge",
    "badges",
    multiple=True,
    required=True,
    metavar="警号",
    help="检查人员，至少两人，首位主检。",
)
@click.option("--source", default="", metavar="来源", help="检查来源（不写则依第四条的情形确定）。")
@click.option("--joint", "joint_with", default="", metavar="部门", help="会同哪些部门联合检查。")
@REGION
@ITEM
@AS_OF
@BY
@REQUEST
@JSON
def open_(
    ground: int,
    document: str,
    subject: str,
    badges: tuple[str, ...],
    source: str,
    joint_with: str,
    region: str,
    item_code: str | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Open one."""
    from models.rules.messages import BY_HAND
    from tasks.inspect.special import open_special

    answer = open_special(
        region,
        ground,
        document,
        subject,
        badges,
        as_of,
        by,
        item_code=item_code,
        source=source,
        joint_with=joint_with,
        request=request,
    )
    unsent = sent_out(region, as_of)
    opened = (
        f"专项检查 {answer['number']} 由 {answer['opened_by']} 于 {answer['opened_in_words']} 立项"
    )
    lines = [acted(answer, f"{opened}并派发。", opened)]
    lines += [f"  请注意：{each}。" for each in answer.get("warnings", [])]
    lines += [f"  {inspector}{BY_HAND}" for inspector in answer.get("by_hand", [])]
    lines += not_sent(unsent)
    report(as_json, {**answer, "unsent": unsent}, "\n".join(lines))


@command.command("list", help="一年的专项检查：情形、依据、进行到哪里，取消的写明原因。")
@click.option("--year", type=YEAR, help="年份（默认所给日期所在的一年）。")
@REGION
@ITEM
@AS_OF
@JSON
def list_(year: int | None, region: str, item_code: str | None, as_of: date, as_json: bool) -> None:
    """List them."""
    from reports.specials import specials_in_words
    from tasks.overview.specials import specials

    shown = specials(region, as_of, year, item_code)
    report(as_json, shown, specials_in_words(shown))


@command.command(help="检查之前取消一件专项检查，写明原因，告知检查人员。")
@click.argument("number", metavar="任务编号")
@click.option("--reason", required=True, help="取消的原因。")
@AS_OF
@BY
@REQUEST
@JSON
def cancel(
    number: str, reason: str, as_of: date, by: str, request: str | None, as_json: bool
) -> None:
    """Cancel one."""
    from models.rules.messages import BY_HAND
    from models.rules.names import region_of
    from tasks.inspect.special_cancel import cancel_special

    answer = cancel_special(number, reason, as_of, by, request=request)
    unsent = sent_out(region_of(number), as_of)
    cancelled = (
        f"专项检查 {answer['number']} 由 {answer['cancelled_by']} 于 "
        f"{answer['cancelled_in_words']} 取消：{answer['reason']}"
    )
    lines = [acted(answer, f"{cancelled}。", cancelled)]
    lines += [f"  {inspector}{BY_HAND}" for inspector in answer.get("by_hand", [])]
    lines += not_sent(unsent)
    report(as_json, {**answer, "unsent": unsent}, "\n".join(lines))

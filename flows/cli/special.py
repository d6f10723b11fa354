"""``ssj special``."""

from __future__ import annotations

from datetime import date

import click

from flows.cli.common import AS_OF, BY, ITEM, JSON, REGION, REQUEST, acted, report


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
    region: str,
    item_code: str | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Open one."""
    from models.rules.messages import BY_HAND
    from tasks.inspect.messages import send_pending
    from tasks.inspect.special import open_special
    from tasks.inspect.task_sheets import write_task_sheets

    answer = open_special(
        region,
        ground,
        document,
        subject,
        badges,
        as_of,
        by,
        item_code=item_code,
        request=request,
    )
    write_task_sheets(region, as_of)
    unsent = send_pending(region, as_of)["failed"]
    opened = (
        f"专项检查 {answer['number']} 由 {answer['opened_by']} 于 {answer['opened_in_words']} 立项"
    )
    lines = [acted(answer, f"{opened}并派发。", opened)]
    lines += [f"  {inspector}{BY_HAND}" for inspector in answer.get("by_hand", [])]
    lines += [f"  未发出：{why}" for why in unsent]
    report(as_json, {**answer, "unsent": unsent}, "\n".join(lines))

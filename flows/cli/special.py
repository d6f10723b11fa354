"""``ssj special``."""

from __future__ import annotations

from datetime import date

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, report


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
@AS_OF
@BY
@JSON
def open_(
    ground: int,
    document: str,
    subject: str,
    badges: tuple[str, ...],
    region: str,
    as_of: date,
    by: str,
    as_json: bool,
) -> None:
    """Open one."""
    from tasks.inspect import dispatch, messages
    from tasks.inspect.special import open_special

    done = open_special(region, ground, document, subject, badges, as_of, by)
    dispatch.write_task_sheets(region, as_of)
    messages.send_pending(region, as_of)
    report(as_json, done, f"专项检查 {done['number']} 已立项并派发。")

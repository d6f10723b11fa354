"""``ssj audit``."""

from __future__ import annotations

import json

import click

from flows.cli.common import JSON, report


@click.group(help="全程留痕：核验、查询。")
def command() -> None:
    """The audit record."""


@command.command(help="重算整条留痕链；给出纸面上的链头时还能发现末尾被截。")
@click.option("--head", metavar="哈希", help="任务单、登记表、公示包上印的链头。")
@JSON
def verify(head: str | None, as_json: bool) -> None:
    """Verify the chain."""
    from tasks.base import audit

    done = audit.verify(head)
    text = (
        f"留痕记录 {done['events']} 条，首尾相接，未被改动。\n链头 {done['head']}"
        if done["sound"]
        else "\n".join(["留痕记录有问题：", *(f"  {p}" for p in done["problems"])])
    )
    report(as_json, done, text)
    if not done["sound"]:
        raise SystemExit(1)


@command.command(help="一家市场主体的全部历史。")
@click.argument("subject", metavar="统一社会信用代码")
@JSON
def history(subject: str, as_json: bool) -> None:
    """One subject's history."""
    from tasks.base import audit

    told = audit.history(subject)
    lines = [
        f"{e['as_of'] or '':10}  {e['actor']}  {e['action']}  "
        + json.dumps(e["details"], ensure_ascii=False)[:160]
        for e in told
    ]
    report(as_json, told, "\n".join(lines))

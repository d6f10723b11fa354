"""``ssj credit``."""

from __future__ import annotations

from datetime import date

import click

from flows.cli.common import AS_OF, JSON, REGION, report


@click.group(help="诚信档案、黑名单、红名单。")
def command() -> None:
    """Credit."""


@command.command(help="按已公示的结果更新档案与名单。")
@REGION
@AS_OF
@JSON
def refresh(region: str, as_of: date, as_json: bool) -> None:
    """Refresh archive and lists."""
    from tasks.credit import refresh as credit

    done = credit.refresh(region, as_of)
    report(
        as_json,
        done,
        f"新增档案涉及 {done['events']} 家，列入名单 {done['listed']}，移出 {done['unlisted']}。",
    )


@command.command(help="一家的诚信档案和名单记录。")
@click.argument("credit_code", metavar="统一社会信用代码")
@REGION
@JSON
def show(credit_code: str, region: str, as_json: bool) -> None:
    """One subject's archive."""
    from tasks.credit import refresh as credit

    told = credit.archive_of(region, credit_code)
    lines = [f"{credit_code}："]
    lines += [
        f"  {e['happened_on']}  {e['name']}（至 {e['expires_on']}，{e['inspection']}）"
        for e in told["events"]
    ]
    lines += [
        f"  {m['name']}：{m['entered_on']} 列入，{m['reason']}"
        + (f"；{m['exited_on']} 移出" if m["exited_on"] else "")
        for m in told["lists"]
    ]
    report(as_json, told, "\n".join(lines if len(lines) > 1 else [f"{credit_code} 没有档案记录。"]))

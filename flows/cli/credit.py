"""``ssj credit``."""

from __future__ import annotations

from datetime import date

import click

from flows.cli.common import AS_OF, JSON, REGION, REQUEST, acted, report


@click.group(help="诚信档案、黑名单、红名单。")
def command() -> None:
    """Credit."""


@command.command(help="按已公示的结果更新档案与名单。")
@REGION
@AS_OF
@REQUEST
@JSON
def refresh(region: str, as_of: date, request: str | None, as_json: bool) -> None:
    """Refresh archive and lists."""
    from tasks.credit.refresh import refresh as refresh_credit

    answer = refresh_credit(region, as_of, request=request)
    refreshed = (
        f"新增档案涉及 {answer['events']} 家，列入名单 {answer['listed']}，"
        f"移出 {answer['unlisted']}。"
    )
    report(
        as_json, answer, acted(answer, refreshed, f"截至 {as_of} 已公示的结果都已记入档案与名单")
    )


@command.command(help="一家的诚信档案和名单记录。")
@click.argument("credit_code", metavar="统一社会信用代码")
@REGION
@JSON
def show(credit_code: str, region: str, as_json: bool) -> None:
    """One subject's archive."""
    from tasks.credit.show import archive_of

    shown = archive_of(region, credit_code)
    lines = [f"{credit_code}："]
    lines += [
        f"  {event['happened_on']}  {event['name']}（至 {event['expires_on']}，{event['inspection']}）"
        for event in shown["events"]
    ]
    lines += [
        f"  {stay['name']}（{stay['state_name']}）：{stay['entered_in_words']} 列入，{stay['reason']}"
        + (f"；{stay['exited_in_words']} 移出" if stay["exited_in_words"] else "")
        for stay in shown["lists"]
    ]
    report(
        as_json, shown, "\n".join(lines if len(lines) > 1 else [f"{credit_code} 没有档案记录。"])
    )

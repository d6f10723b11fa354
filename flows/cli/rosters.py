"""``ssj rosters``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, file_argument, report


@click.group(help="市场主体名录库、执法检查人员名录库。")
def command() -> None:
    """Rosters."""


@command.command("import", help="用新名录更新名录库，列出差异；文件有一处错误就整份不收。")
@click.option(
    "--kind",
    type=click.Choice(["subjects", "inspectors"]),
    required=True,
    help="subjects 市场主体；inspectors 执法检查人员。",
)
@click.option("--dry-run", is_flag=True, help="只看差异，不更新。")
@file_argument()
@REGION
@AS_OF
@BY
@JSON
def import_(
    kind: str, dry_run: bool, file: Path, region: str, as_of: date, by: str, as_json: bool
) -> None:
    """Refresh a roster from a file."""
    from tasks.rosters.refresh import refresh_roster

    done = refresh_roster(kind, file, region, as_of, by, dry_run)
    report(as_json, done, _in_words(done, dry_run))


def _in_words(done: dict[str, Any], dry_run: bool) -> str:
    lines = [
        f"共 {done['total']} 条：新增 {done['added']}，变更 {done['changed']}，移出 {done['removed']}。"
    ]
    for key, name in (("added", "新增"), ("changed", "变更"), ("removed", "移出")):
        lines += [f"  {name}  {each}" for each in done[f"{key}_names"]]
    if dry_run:
        lines.append("（只看差异，名录库未更新）")
    elif done.get("unchanged"):
        lines.append(f"与在册名录一致，仍为第 {done['version']} 版。")
    else:
        lines.append(f"名录库现为第 {done['version']} 版。")
    return "\n".join(lines)

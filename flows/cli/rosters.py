"""``ssj rosters``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.common import AS_OF, BY, ITEM, JSON, REGION, REQUEST, acted, file_argument, report
from models.rules.rosters import RosterKind


@click.group(help="市场主体名录库、执法检查人员名录库。")
def command() -> None:
    """Rosters."""


@command.command("import", help="用新名录更新名录库，列出差异；文件有一处错误就整份不收。")
@click.option(
    "--kind",
    type=click.Choice(RosterKind.values()),
    required=True,
    help="；".join(f"{kind} {kind.words}" for kind in RosterKind) + "。",
)
@click.option("--dry-run", is_flag=True, help="只看差异，不更新。")
@file_argument()
@REGION
@ITEM
@AS_OF
@BY
@REQUEST
@JSON
def import_(
    kind: str,
    dry_run: bool,
    file: Path,
    region: str,
    item_code: str | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Refresh a roster from a file."""
    from tasks.rosters.refresh import compare_roster, refresh_roster

    if dry_run:
        compared = compare_roster(kind, file, region, as_of, item_code=item_code)
        lines = [*_differences(compared), "（只看差异，名录库未更新）"]
        report(as_json, compared, "\n".join(lines))
        return
    answer = refresh_roster(kind, file, region, as_of, by, item_code=item_code, request=request)
    roster = f"{RosterKind(kind).words}（{answer['item']}）"
    version = f"第 {answer['version']} 版（{answer['as_of']}，{answer['from']}）"
    stands = acted(answer, f"{roster}现为{version}。", f"名录与在册的一致，{roster}仍为{version}")
    report(as_json, answer, "\n".join([*_differences(answer), stands]))


def _differences(answer: Mapping[str, Any]) -> Iterator[str]:
    yield (
        f"共 {answer['total']} 条：新增 {answer['added']}，变更 {answer['changed']}，"
        f"移出 {answer['removed']}。"
    )
    for key, name in (("added", "新增"), ("changed", "变更"), ("removed", "移出")):
        for each in answer[f"{key}_names"]:
            yield f"  {name}  {each}"
    if answer["without_email"]:
        yield f"  没有邮箱，发不出通知，须当面送达：{'、'.join(answer['without_email'])}"

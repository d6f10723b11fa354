"""``ssj forms``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, REQUEST, acted, report


@click.group(help="检查任务单和登记表。")
def command() -> None:
    """Task sheets and record forms."""


@command.command(help="把尚未回传的任务的任务单和登记表写到文件夹，每名检查人员一个工作簿。")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="文件夹", help="写到哪里。"
)
@REGION
@AS_OF
@BY
@REQUEST
@JSON
def export(
    out: Path, region: str, as_of: date, by: str, request: str | None, as_json: bool
) -> None:
    """Export the forms that are still out."""
    from tasks.inspect.task_sheets import export_forms

    answer = export_forms(region, as_of, out, by, request=request)
    exported = "\n".join(
        [f"已写出 {len(answer['workbooks'])} 个工作簿到 {out}：", *answer["workbooks"]]
    )
    report(as_json, answer, acted(answer, exported, "没有尚未回传的任务"))

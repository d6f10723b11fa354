"""``ssj forms``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli.common import AS_OF, JSON, REGION, report


@click.group(help="检查任务单和登记表。")
def command() -> None:
    """Task sheets and record forms."""


@command.command(help="把尚未回传的任务的任务单和登记表写到文件夹，每名检查人员一个工作簿。")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="文件夹", help="写到哪里。"
)
@REGION
@AS_OF
@JSON
def export(out: Path, region: str, as_of: date, as_json: bool) -> None:
    """Export the forms that are still out."""
    from tasks.inspect.dispatch import export_forms

    names = export_forms(region, as_of, out)
    report(
        as_json, {"files": names}, "\n".join([f"已写出 {len(names)} 个工作簿到 {out}：", *names])
    )

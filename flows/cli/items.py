"""``ssj items``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, file_argument, report


@click.group(help="随机抽查事项清单。")
def command() -> None:
    """Item lists."""


@command.command("import", help="把文件作为事项清单的新版本载入。")
@file_argument()
@REGION
@AS_OF
@BY
@JSON
def import_(file: Path, region: str, as_of: date, by: str, as_json: bool) -> None:
    """Import a new version."""
    from tasks.lists.version import import_items

    done = import_items(file, region, as_of, by)
    names = {"single": "单一部门", "joint": "跨部门联合"}
    text = "、".join(f"{names[k]}第 {n} 版" for k, n in done["versions"].items())
    report(as_json, done, f"事项清单：{text}；事项 {'、'.join(done['items'])}。")

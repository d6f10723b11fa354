"""``ssj init``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli.common import AS_OF, JSON, report


@click.command(help="建立或升级数据库，载入区县参数文件（默认马尾区）；可反复运行。")
@click.option(
    "--district", type=click.Path(path_type=Path), metavar="文件", help="区县参数文件（TOML）。"
)
@AS_OF
@JSON
def command(district: Path | None, as_of: date, as_json: bool) -> None:
    """Create or migrate the database and load a district file."""
    from models.faults import Refused
    from tasks.setup.prepare import prepare

    if district is not None and not district.is_file():
        raise Refused(f"没有这个文件：{district.name}")
    done = prepare(as_of, district)
    report(as_json, done, f"已就绪：{done['region']}，参数 {done['version']} 版。")

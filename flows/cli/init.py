"""``ssj init``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli.common import AS_OF, BY, JSON, REQUEST, acted, report


@click.command(help="建立或升级数据库，载入区县参数文件（默认马尾区）；可反复运行。")
@click.option(
    "--district", type=click.Path(path_type=Path), metavar="文件", help="区县参数文件（TOML）。"
)
@click.option("--table", is_flag=True, help="另列出各个数字：取值、单位、条文、作用。")
@AS_OF
@BY
@REQUEST
@JSON
def command(
    district: Path | None, table: bool, as_of: date, by: str, request: str | None, as_json: bool
) -> None:
    """Create or migrate the database and load a district file."""
    from tasks.setup.numbers import numbers, numbers_in_words
    from tasks.setup.prepare import prepare

    answer = prepare(as_of, district, by, request=request)
    version = f"{answer['region']}，参数 {answer['version']} 版，自 {answer['valid_from']} 起生效"
    lines = [acted(answer, f"已就绪：{version}。", f"已就绪：{version}")]
    lines += [f"请注意：{note}。" for note in answer["notes"]]
    if table:
        day = max(as_of, date.fromisoformat(answer["valid_from"]))
        answer["numbers"] = numbers(answer["region"], day)
        lines.append(numbers_in_words(answer["numbers"]))
    report(as_json, answer, "\n".join(lines))

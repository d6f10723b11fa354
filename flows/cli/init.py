"""``ssj init``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli.common import AS_OF, BY, JSON, REQUEST, acted, report


@click.command(
    help="建立或升级数据库，备好抽取密钥，收紧文件权限，载入区县参数文件（默认马尾区）；可反复运行。"
)
@click.option(
    "--district", type=click.Path(path_type=Path), metavar="文件", help="区县参数文件（TOML）。"
)
@click.option(
    "--new-key",
    is_flag=True,
    help="原抽取密钥确已遗失：另造一份。此前公告、尚未抽取的那一期只能空缺。",
)
@click.option("--table", is_flag=True, help="另列出各个数字：取值、单位、条文、作用。")
@AS_OF
@BY
@REQUEST
@JSON
def command(
    district: Path | None,
    new_key: bool,
    table: bool,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Create or migrate the database and load a district file."""
    from tasks.setup.keys import key_in_words
    from tasks.setup.numbers import numbers, numbers_in_words
    from tasks.setup.prepare import prepare

    answer = prepare(as_of, district, by, new_key=new_key, request=request)
    version = f"{answer['region']}，参数 {answer['version']} 版，自 {answer['valid_from']} 起生效"
    lines = [acted(answer, f"已就绪：{version}。", f"已就绪：{version}")]
    lines += [f"请注意：{note}。" for note in answer["notes"]]
    lines += key_in_words(answer["key"])
    if answer["closed"]:
        lines.append(f"已收紧 {answer['closed']} 个文件和文件夹的权限：此后只有本账户能读写。")
    if table:
        day = max(as_of, date.fromisoformat(answer["valid_from"]))
        answer["numbers"] = numbers(answer["region"], day)
        lines.append(numbers_in_words(answer["numbers"]))
    report(as_json, answer, "\n".join(lines))

"""``ssj doctor``."""

from __future__ import annotations

from datetime import date

import click

from flows.cli.common import AS_OF, JSON, checked, default_region, report
from models.rules.names import check_region


@click.command(help="检查本机：数据库、文件权限、抽取密钥、日历、字体、流程服务。")
@click.option("--table", is_flag=True, help="改为列出现行的各个数字：取值、单位、条文、作用。")
@click.option(
    "--region",
    callback=checked(check_region),
    metavar="代码",
    help="列哪个行政区划的数字（默认 SSJ_REGION，或唯一已载入的区划）。",
)
@AS_OF
@JSON
def command(table: bool, region: str | None, as_of: date, as_json: bool) -> None:
    """Say what on this machine would fail, or by which numbers a district works."""
    if table:
        from tasks.setup.numbers import numbers, numbers_in_words

        rows = numbers(region or default_region(), as_of)
        report(as_json, rows, numbers_in_words(rows))
        return
    from tasks.setup.doctor import examine

    examined = examine()
    lines = [f"{'正常' if ok else '缺失'}  {name}：{text}" for name, ok, text in examined]
    values = [{"name": name, "ok": ok, "detail": text} for name, ok, text in examined]
    report(as_json, values, "\n".join(lines))
    if not all(ok for _, ok, _ in examined):
        raise SystemExit(1)

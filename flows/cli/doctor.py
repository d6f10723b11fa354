"""``ssj doctor``."""

from __future__ import annotations

import click

from flows.cli.common import JSON, report


@click.command(help="检查本机：数据库、写入权限、日历、字体、流程服务。")
@JSON
def command(as_json: bool) -> None:
    """Say what on this machine would fail."""
    from tasks.setup.doctor import examine

    found = examine()
    lines = [f"{'正常' if ok else '缺失'}  {name}：{text}" for name, ok, text in found]
    values = [{"name": name, "ok": ok, "detail": text} for name, ok, text in found]
    report(as_json, values, "\n".join(lines))
    if not all(ok for _, ok, _ in found):
        raise SystemExit(1)

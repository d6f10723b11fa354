"""Options and output that every command shares."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from flows.clock import today


class LegalDate(click.ParamType[date]):
    """A date written YYYY-MM-DD."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"「{value}」不是日期，应写作 2026-09-18 的形式", param, ctx)


AS_OF = click.option(
    "--as-of", type=LegalDate(), default=today, metavar="日期", help="以哪一天为准（默认今天）。"
)
JSON = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出到标准输出。")


def say(line: str) -> None:
    """Progress for a person: stderr, so that stdout stays for the report."""
    click.echo(line, err=True)


def report(as_json: bool, values: Mapping[str, Any] | list[Any], text: str) -> None:
    """Print the answer once: ``values`` as JSON, or ``text`` for a person."""
    click.echo(json.dumps(values, ensure_ascii=False, default=str, indent=2) if as_json else text)

"""Options and output that every command shares."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from models.clock import today
from models.faults import Refused

F = TypeVar("F", bound=Callable[..., Any])


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


BY = click.option(
    "--by",
    default=lambda: os.environ.get("SSJ_ACTOR") or getpass.getuser(),
    metavar="姓名",
    help="经办人或决定人，记入留痕（默认 SSJ_ACTOR 或登录名）。",
)
REGION = click.option(
    "--region", default=lambda: os.environ.get("SSJ_REGION") or only_region(), metavar="代码",
    help="行政区划代码（默认 SSJ_REGION，或唯一已载入的区划）。",
)  # fmt: skip


def only_region() -> str:
    """The one region whose district file is loaded.

    Raises:
        Refused: none is loaded, or several are and none was named.
    """
    from sqlmodel import select

    from models import database
    from models.tables import DistrictVersion

    with database.reading() as session:
        known = sorted(set(session.exec(select(DistrictVersion.region))))
    if len(known) != 1:
        raise Refused(
            "请用 --region 或 SSJ_REGION 指明行政区划"
            + (f"，已载入的有：{'、'.join(known)}" if known else "；尚未载入，请先运行 ssj init")
        )
    return known[0]


def say(line: str) -> None:
    """Progress for a person: stderr, so that stdout stays for the report."""
    click.echo(line, err=True)


def report(as_json: bool, values: Mapping[str, Any] | list[Any], text: str) -> None:
    """Print the answer once: ``values`` as JSON, or ``text`` for a person."""
    click.echo(json.dumps(values, ensure_ascii=False, default=str, indent=2) if as_json else text)


def file_argument(name: str = "file", metavar: str = "文件") -> Callable[[F], F]:
    """An argument that is a path; whether it is there is said by the step, in Chinese."""
    return click.argument(name, type=click.Path(path_type=Path), metavar=metavar)

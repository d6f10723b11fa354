"""Options and output that every command shares."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from models.clock import today
from models.faults import Refused
from models.rules.names import check_item_code, check_region
from models.rules.people import acting

WANTS_JSON, REPORTED = "ssj.wants_json", "ssj.reported"  # what a command leaves for whoever runs it

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


YEAR = click.IntRange(2000, 2999)
PERIOD = click.IntRange(1, 99)
PORT = click.IntRange(1, 65535)


def checked(check: Callable[[str], str]) -> Callable[..., str | None]:
    """A callback that keeps what ``check`` makes of the value; what it refuses is refused."""

    def callback(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        return value if value is None or ctx.resilient_parsing else check(value)

    return callback


def _wants_json(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    ctx.meta[WANTS_JSON] = value
    return value


def _actor() -> str:
    return os.environ.get("SSJ_ACTOR") or getpass.getuser()


def default_region() -> str:
    """The region that is meant where none is named: ``SSJ_REGION``, or the only one loaded."""
    if named := os.environ.get("SSJ_REGION"):
        return named
    from tasks.base.terms import only_region

    return only_region()


AS_OF = click.option(
    "--as-of", type=LegalDate(), default=today, metavar="日期", help="以哪一天为准（默认今天）。"
)
JSON = click.option(
    "--json",
    "as_json",
    is_flag=True,
    is_eager=True,
    callback=_wants_json,
    help="以 JSON 输出到标准输出；被拒绝时也是。",
)
BY = click.option(
    "--by",
    default=_actor,
    callback=checked(acting),
    metavar="姓名",
    help="经办人或决定人，记入留痕（默认 SSJ_ACTOR 或登录名）。",
)
REGION = click.option(
    "--region",
    default=default_region,
    callback=checked(check_region),
    metavar="代码",
    help="行政区划代码（默认 SSJ_REGION，或唯一已载入的区划）。",
)
ITEM = click.option(
    "--item",
    "item_code",
    callback=checked(check_item_code),
    metavar="编号",
    help="抽查事项编号（该区划只有一个事项时不必写）。",
)
REQUEST = click.option(
    "--request",
    metavar="编号",
    help="这一请求自定的编号：用同一编号再次运行视为重试，不会办两次。",
)


def say(line: str) -> None:
    """Progress for a person: stderr, so that stdout stays for the report."""
    click.echo(line, err=True)


def report(as_json: bool, values: Mapping[str, Any] | list[Any], text: str) -> None:
    """Print the answer once: ``values`` as JSON, or ``text`` for a person."""
    click.get_current_context().meta[REPORTED] = True
    click.echo(as_text(values) if as_json else text)


def as_text(values: Mapping[str, Any] | list[Any]) -> str:
    """``values`` as the JSON that ``--json`` prints."""
    return json.dumps(values, ensure_ascii=False, default=str, indent=2)


def acted(answer: Mapping[str, Any], done: str, unchanged: str) -> str:
    """What stands now, by what became of the request: ``done``, a whole sentence, or ``unchanged``,
    a sentence without its full stop. A retry of what was carried out says so first; of what was
    entered late the clock's day is said, where the sentence doesn't say it already."""
    from tasks.base.step import Act

    late = answer.get("late_entry_on")
    note = f"（补录，{late} 登记）" if late else ""
    if answer["act"] == Act.UNCHANGED:
        return f"{unchanged}{'' if '补录' in unchanged else note}，{Act.UNCHANGED.words}。"
    said = done if "补录" in done else f"{done.removesuffix('。')}{note}。" if note else done
    return f"（{Act.KNOWN.words}）{said}" if answer["act"] == Act.KNOWN else said


def file_argument(name: str = "file", metavar: str = "文件") -> Callable[[F], F]:
    """An argument that is a path; whether it is there is said by the step, in Chinese."""
    return click.argument(name, type=click.Path(path_type=Path), metavar=metavar)


def sent_out(region: str, as_of: date) -> list[str]:
    """Send what an act wrote to people, with its task sheets, at once; of what was not sent, why each.
    The act stands, whatever becomes of what it wrote."""
    from tasks.inspect.messages import send_pending
    from tasks.inspect.task_sheets import write_task_sheets

    try:
        write_task_sheets(region, as_of)
        return list(send_pending(region, as_of)["failed"])
    except Refused as refusal:
        return list(refusal.reasons)


def not_sent(unsent: Iterable[str]) -> list[str]:
    """A line for each of what ``sent_out`` could not send."""
    return [f"  未发出：{why}" for why in unsent]

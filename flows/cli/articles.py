"""``ssj articles``: every duty of the regulation, where it is done, what shows it, what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any
from unicodedata import east_asian_width

import click

from flows.cli.citations import Standing, Status, has_tests, standings
from flows.cli.common import JSON, report, say

HEADER = ("编号", "条文", "状态", "代码", "测试", "要求")


@click.command(help="列出细则的每项义务：由哪段代码实现、哪些测试证明、还缺什么。")
@click.option("--missing", is_flag=True, help="只列尚未完全实现的义务。")
@JSON
def command(missing: bool, as_json: bool) -> None:
    """Print the standing of every duty."""
    duties = standings()
    if not has_tests():
        say("未随附源码中的 tests 目录，无法核对测试；请在源码目录中运行。")
    shown = [one for one in duties if not missing or one.status is not Status.DONE]
    report(as_json, [_values(one) for one in shown], f"{_table(shown)}\n\n{_summary(duties)}")


def _values(one: Standing) -> dict[str, Any]:
    return {
        **asdict(one.duty),
        "status": one.status.value,
        "code": [asdict(place) for place in one.code],
        "tests": [asdict(place) for place in one.tests],
        "gaps": one.gaps,
    }


def _summary(duties: list[Standing]) -> str:
    counts = Counter(one.status for one in duties)
    parts = [f"{status} {counts[status]}" for status in Status if counts[status]]
    return f"共 {len(duties)} 项：{'，'.join(parts)}。"


def _table(shown: list[Standing]) -> str:
    rows = [HEADER] + [
        (
            one.duty.id,
            one.duty.article,
            one.status.value,
            str(len(one.code)),
            str(len(one.tests)),
            one.duty.title,
        )
        for one in shown
    ]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]
    for at, one in reversed(list(enumerate(shown, start=1))):
        lines[at + 1 : at + 1] = _details(one, indent=widths[0] + 2)
    return "\n".join(lines)


def _details(one: Standing, indent: int) -> list[str]:
    places = [f"代码 {place}" for place in one.code]
    places += [f"测试 {place}" for place in one.tests]
    places += [f"缺口 {gap}" for gap in one.gaps]
    return [" " * indent + line for line in places]


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))

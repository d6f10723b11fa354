"""``ssj items``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, REQUEST, acted, file_argument, report


@click.group(help="随机抽查事项清单。")
def command() -> None:
    """Item lists."""


@command.command("import", help="把文件作为事项清单的新版本载入。")
@file_argument()
@REGION
@click.option(
    "--item",
    "item_files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="事项文件",
    help="某一事项的检查要点（toml），可写多次；不写则用清单旁的「编号.toml」或随软件提供的。",
)
@AS_OF
@BY
@REQUEST
@JSON
def import_(
    file: Path,
    region: str,
    item_files: tuple[Path, ...],
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Import a new version."""
    from tasks.lists.version import import_items

    answer = import_items(file, region, as_of, by, item_files, request=request)
    report(as_json, answer, "\n".join([_versions(answer), *_items(answer)]))


def _versions(answer: Mapping[str, Any]) -> str:
    from models.rules.items import ItemListKind

    lists = "、".join(
        f"{ItemListKind(kind).words}第 {number} 版（{answer['revised_on'][kind]} 制修订"
        + ("）" if kind in answer["changed"] else "，与在用的一致）")
        for kind, number in answer["versions"].items()
    )
    return acted(answer, f"事项清单：{lists}。", f"事项清单：{lists}")


def _items(answer: Mapping[str, Any]) -> Iterator[str]:
    for code in answer["items"]:
        if bound := answer["check_points"].get(code):
            yield f"  {code}：检查要点 {bound['points']} 项（{bound['version']} 版）"
        else:
            yield f"  {code}：没有检查要点，暂不能抽取、派发；请连同事项文件（--item）载入"
        if otherwise := answer["stated_otherwise"].get(code):
            yield f"    {'、'.join(otherwise)}与事项文件写法不同，以清单为准"


@command.command(help="列出某一事项现行的八项要素、检查要点和其中的数字。")
@click.argument("code", metavar="事项编号")
@REGION
@AS_OF
@JSON
def show(code: str, region: str, as_of: date, as_json: bool) -> None:
    """Show an item in force."""
    from tasks.lists.show import item_in_words, show_item

    shown = show_item(region, code, as_of)
    report(as_json, shown, item_in_words(shown))

"""``ssj audit``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.common import AS_OF, BY, JSON, REQUEST, acted, report


@click.group(help="全程留痕：核验、查询。")
def command() -> None:
    """The audit record."""


@command.command(
    help="重算整条留痕链、各表和各文件的摘要；给出纸面上的链头时还能发现末尾被截或整条被改写。"
)
@click.option(
    "--head",
    "heads",
    multiple=True,
    metavar="哈希",
    help="任务单、登记表、公示包上印的链头（前 16 位即可），可多次给出。",
)
@click.option(
    "--head-file",
    "documents",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="印有链头的文件（公示包、任务单、登记表、抽取记录），可多次给出；本机上的会自动核对。",
)
@JSON
def verify(heads: tuple[str, ...], documents: tuple[Path, ...], as_json: bool) -> None:
    """Verify chain, tables and files."""
    from tasks.base import audit

    given = [head.strip().rstrip("…").lower() for head in heads]
    checked = audit.verify(given, documents)
    text = (
        _sound(checked)
        if checked["sound"]
        else "\n".join(
            [
                f"留痕记录 {checked['events']} 条，各表 {checked['rows']} 行，"
                f"文件 {checked['files']} 个，链头 {checked['heads']} 个，核验发现问题：",
                *(f"  {problem}" for problem in checked["problems"]),
            ]
        )
    )
    report(as_json, checked, text)
    if not checked["sound"]:
        raise SystemExit(1)


def _sound(checked: Mapping[str, Any]) -> str:
    since = (
        f"（自第 {checked['covered_since']} 号起）" if (checked["covered_since"] or 1) > 1 else ""
    )
    return (
        f"留痕记录 {checked['events']} 条，首尾相接，未被改动。\n"
        f"{checked['tables']} 张表 {checked['rows']} 行、{checked['files']} 个文件与记录相符{since}；"
        f"核对链头 {checked['heads']} 个。\n链头 {checked['head']}"
    )


@command.command(help="一家市场主体的全部历史：逐年按计划、任务、抽取、检查、处理、归档六步列出。")
@click.argument("subject", metavar="信用代码或名称")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="写成网页（.html），供内部使用；不写则只显示。",
)
@AS_OF
@BY
@REQUEST
@JSON
def history(
    subject: str, out: Path | None, as_of: date, by: str, request: str | None, as_json: bool
) -> None:
    """One subject's history."""
    from reports.history import history_in_words
    from tasks.overview.history import history as history_of
    from tasks.overview.history_page import write_history

    if out is None:
        told = history_of(subject, as_of)
        report(as_json, told, history_in_words(told))
        return
    answer = write_history(subject, as_of, out, by, request=request)
    report(
        as_json,
        answer,
        acted(answer, f"已写出 {answer['written']}", f"{answer['written']} 已是现行内容"),
    )

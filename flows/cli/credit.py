"""``ssj credit``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.common import AS_OF, JSON, REGION, REQUEST, acted, not_sent, report, sent_out
from flows.cli.credit_acts import ACTS, NUMBER
from flows.cli.credit_causes import CAUSES


@click.group(help="诚信档案、黑名单、红名单。")
def command() -> None:
    """Credit."""


@command.command(help="按已公示的结果更新档案；够条件的提出列入名单，期满的移出。列入须由人决定。")
@REGION
@AS_OF
@REQUEST
@JSON
def refresh(region: str, as_of: date, request: str | None, as_json: bool) -> None:
    """Refresh archive and lists."""
    from tasks.credit.refresh import refresh as refresh_credit

    answer = refresh_credit(region, as_of, request=request)
    told = {
        "拟列入": answer["proposed"],
        "依据失效、不再提出": answer["lapsed"],
        "须决定是否撤销": answer["to_be_revoked"],
        "移出": answer["left"],
    }
    counted = "，".join(f"{words} {len(numbers)} 件" for words, numbers in told.items() if numbers)
    refreshed = f"新增档案 {answer['events']} 件" + (f"，{counted}。" if counted else "。")
    said = acted(answer, refreshed, f"截至 {as_of} 已公示的结果都已记入档案")
    unsent = sent_out(region, as_of)
    report(as_json, {**answer, "unsent": unsent}, "\n".join([said, *not_sent(unsent)]))


@command.command(help="把一个条目的告知书（未送达的为草稿）、决定书、修复指引写入文件夹。")
@NUMBER
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="文件夹",
    help="写入哪个文件夹（默认当前文件夹）。",
)
@AS_OF
@JSON
def papers(number: str, folder: Path, as_of: date, as_json: bool) -> None:
    """Write an entry's papers."""
    from tasks.credit.papers import write_papers

    answer = write_papers(number, as_of, folder)
    written = "、".join(answer["files"]) or "没有文书"
    report(as_json, answer, f"{number}：{written}。")


@command.command(help="尚未了结的名单条目：现在到哪一步、还要办什么、最迟哪天。")
@REGION
@AS_OF
@JSON
def entries(region: str, as_of: date, as_json: bool) -> None:
    """Every open entry."""
    from tasks.credit.show import open_entries

    shown = open_entries(region, as_of)
    lines = [
        f"{each['number']}  {each['list_name']} {each['state_name']}  {each['name']}"
        f"（{each['credit_code']}）：{each['reason']}"
        + (f"；{each['due_on']} 前{each['due']}" if each["due_on"] else "")
        for each in shown
    ]
    report(as_json, {"entries": shown}, "\n".join(lines or ["没有未了结的名单条目。"]))


@command.command(help="一家的诚信档案和名单记录。")
@click.argument("credit_code", metavar="统一社会信用代码")
@REGION
@AS_OF
@JSON
def show(credit_code: str, region: str, as_of: date, as_json: bool) -> None:
    """One subject's archive."""
    from tasks.credit.show import archive_of

    shown = archive_of(region, credit_code, as_of)
    lines = [f"{credit_code}："]
    lines += [
        f"  {event['happened_on']}  {event['name']}（至 {event['expires_on']}，{event['inspection']}）"
        + (f"，{event['ended_on']} 起失效：{event['end_reason']}" if event["ended_on"] else "")
        for event in shown["events"]
    ]
    for entry in shown["lists"]:
        lines.append(_entry(entry))
        lines += [_act(each) for each in entry["acts"]]
    lines += [_cause(each) for each in shown["causes"]]
    report(
        as_json, shown, "\n".join(lines if len(lines) > 1 else [f"{credit_code} 没有档案记录。"])
    )


def _entry(entry: Mapping[str, Any]) -> str:
    span = [f"{entry['entered_on']} 列入"] if entry["entered_on"] else []
    span += [f"{entry['due_off_on']} 期满"] if entry["due_off_on"] else []
    span += [f"{entry['exited_on']} 移出（{entry['exit_reason']}）"] if entry["exited_on"] else []
    kind = f"，{entry['class_name']}" if entry["class_name"] else ""
    days = f"：{'，'.join(span)}" if span else ""
    return (
        f"  {entry['number']} {entry['name']}（{entry['state_name']}）{entry['reason']}{kind}{days}"
    )


def _cause(cause: Mapping[str, Any]) -> str:
    ended = f"，{cause['ended_on']} {cause['end_name']}" if cause["ended_on"] else ""
    return (
        f"  {cause['number']} 重点对象事由：{cause['kind_name']}，{cause['source']}（{cause['document']}），"
        f"{cause['since']} 至 {cause['expires_on']}{ended}"
    )


def _act(act: Mapping[str, Any]) -> str:
    by = f"{act['done_by']}{'（' + act['role'] + '）' if act['role'] else ''}"
    said = [each for each in (act["document"], act["reason"]) if each]
    return f"    {act['done_in_words']} {by} {act['name']}" + (
        f"：{'；'.join(said)}" if said else ""
    )


for each_act in (*ACTS, *CAUSES):
    command.add_command(each_act)

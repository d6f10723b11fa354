"""The year's ledger for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def ledger_in_words(shown: Mapping[str, Any]) -> str:
    """A line for the year, one for each period, and what became of each draw below it."""
    approved = (
        f"{shown['approved_by']} 已于 {shown['approved_in_words']} 批准"
        if shown["approved_by"]
        else "计划尚未批准"
    )
    lines = [
        f"{shown['year']} 年度台账（{shown['item']}），截至 {shown['as_of']}；{approved}",
        shown["words"],
    ]
    for each in shown["deductions"]:
        day = each["recorded"]["words"]
        lines.append(f"  {day} 扣减 {each['count']} 次：{each['reason']}（{each['document']}）")
    for period in shown["periods"]:
        lines.append(
            f"  第 {period['period']} 期  {period['from']} 至 {period['to']}，"
            f"{period['draw_on']} 抽取：{period['words']}"
        )
        lines += [f"    {line}" for draw in period["draws"] for line in _draw(draw)]
    lines.append(f"  本区划全年已检查 {shown['visits_words']}{_specials(shown['specials'])}")
    return "\n".join(lines)


def _specials(counted: Mapping[str, int]) -> str:
    parts = [
        f"{words} {counted[key]} 件"
        for key, words in (
            ("opened", "立项"),
            ("made", "已检查"),
            ("published", "已公示"),
            ("cancelled", "取消"),
        )
        if counted[key]
    ]
    return f"；专项检查{'，'.join(parts)}" if parts else ""


def _draw(draw: Mapping[str, Any]) -> Iterator[str]:
    acts = (
        (draw["announced"], "公告"),
        (draw["received"], "送达"),
        (draw["drawn"], "抽取"),
        (draw["confirmed"], "确认"),
    )
    done = [f"{act['words']} {words}" for act, words in acts if act]
    sample = f"抽中 {draw['sample']} 家" if draw["drawn"] else f"应抽 {draw['sample']} 家"
    yield f"{draw['draw_id']}{'（另行抽取）' if draw['extra'] else ''}  {'，'.join([*done, sample])}"
    if draw["abandoned"]:
        yield "  " + _abandoned(draw["abandoned"])
    if draw["confirmed"]:
        late = f"，登记表逾期 {draw['returns_late']} 件" if draw["returns_late"] else ""
        yield f"  检查 {draw['visited']}/{draw['to_visit']} 家{late}；{_results(draw['results'])}"
    if draw["changes"]["count"]:
        yield f"  变更 {draw['changes']['words']}"
    if draw["record"]:
        record = draw["record"]
        published = f"，{record['published']['words']} 公布" if record["published"] else ""
        yield f"  抽取记录期限 {record['due_on']}：{record['standing_name']}{published}"


def _abandoned(abandoned: Mapping[str, Any]) -> str:
    digest = abandoned["record_digest"]
    parts = [
        f"{abandoned['words']} 作废：{abandoned['reason']}",
        f"由 {abandoned['replaced_by']} 接替" if abandoned["replaced_by"] else "尚未另行抽取",
        f"记录摘要 {digest}" if digest else "",
    ]
    return "；".join(filter(None, parts))


def _results(results: Mapping[str, Any]) -> str:
    parts = [f"结果公示 {results['published']} 件"]
    if results["last"]:
        parts.append(f"最近 {results['last']['words']}")
    if results["late"]:
        parts.append(f"逾期 {results['late']} 件")
    if results["on_paper"]:
        parts.append(f"登记为按期但期满后才补录 {results['on_paper']} 件")
    if results["due_on"]:
        parts.append(f"最近期限 {results['due_on']}")
    return "，".join(parts)

"""The special inspections for a person at a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.rules.inspection import InspectionState
from reports.dashboard import officer_gone_in_words, visit_warning_in_words


def specials_in_words(shown: Mapping[str, Any]) -> str:
    """A line for all of them, and two for each."""
    counts = [
        f"{state.words} {shown['states'][state]}"
        for state in InspectionState
        if state in shown["states"]
    ]
    head = f"{shown['region']} {shown['year']} 年专项检查，截至 {shown['as_of']}"
    if not shown["specials"]:
        return f"{head}：没有。"
    total = f"{head}：{len(shown['specials'])} 件，{'，'.join(counts)}。"
    lines = [total, *map(special_in_words, shown["specials"])]
    lines += map(officer_gone_in_words, shown["officers_gone"])
    return "\n".join([*lines, *map(visit_warning_in_words, shown["visit_warnings"])])


def special_in_words(row: Mapping[str, Any]) -> str:
    """What it is, and below it on what ground it stands."""
    parts = [row["state_name"]]
    if row["due_on"]:
        parts.append(f"期限 {row['due_on']}{'（已逾期）' if row['overdue'] else ''}")
    if row["visited_on"]:
        parts.append(f"{row['visited_on']} 检查，{row['outcome']}")
    if row["same_visit"]:
        parts.append(f"与 {'、'.join(row['same_visit'])} 为同一次检查")
    if row["cancelled"]:
        gone = row["cancelled"]
        parts.append(f"{gone['by']} 于 {gone['on']} 取消：{gone['reason']}")
    officers = "、".join(row["officers"])
    return (
        f"  {row['number']}  {row['subject']}  {officers}  {'，'.join(parts)}\n"
        f"    {row['basis']}；{row['opened_by']} 于 {row['opened_in_words']} 立项"
    )

"""The handling of findings in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def handling_in_words(shown: Mapping[str, Any]) -> str:
    """One finding, how far its handling is and what is due; and its steps, where they are given."""
    line = f"  {shown['number']}  {shown['subject']}  {shown['check_point']}  {shown['words']}"
    if (due := shown["due"]) is not None:
        line += f"；应于 {due['on']} 前{due['what']}，{days_in_words(due['days_left'])}"
    return "\n".join([line, *(_step(each) for each in shown.get("steps", ()))])


def lapsed_in_words(lapsed: Mapping[str, Any]) -> str:
    """One line about a handling that lapses, because the corrected form takes back what was found."""
    return (
        f"  {lapsed['number']} {lapsed['check_point']} 原登记的「{lapsed['words']}」"
        "因登记表更正不再有效，仍有问题的须重新处理"
    )


def recheck_in_words(recheck: Mapping[str, Any]) -> str:
    """One line about what a recheck came to."""
    outcomes = "、".join(f"{point} {words}" for point, words in recheck["outcomes"].items())
    besides = "、".join(recheck["also_found"])
    more = f"；另发现 {besides} 项问题，应另行立项检查" if besides else ""
    return f"  复查 {recheck['number']}：{outcomes}{more}"


def days_in_words(left: int) -> str:
    """How many working days are left, or over."""
    return f"还有 {left} 个工作日" if left >= 0 else f"已超过 {-left} 个工作日"


def _step(step: Mapping[str, Any]) -> str:
    outcome = f"，{step['outcome']}" if step["outcome"] else ""
    until = f"，期限至 {step['due_on']}" if step["due_on"] else ""
    reason = f"，原因：{step['reason']}" if step["reason"] else ""
    return (
        f"      {step['number']}. {step['on']}  {step['act']}{step['department']}"
        f"（{step['document']}）{until}{outcome}{reason}，{step['by']}"
    )

"""What is wrong between the results of an item file's list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from models.rules.categories import Needs
from models.rules.form import VISITED, VISITED_WORDS
from models.rules.inspection import Outcome

Wrong = Iterator[tuple[tuple[int | str, ...], str]]
BY_ANSWERS = (Outcome.CONFORM, Outcome.NON_CONFORM, Outcome.NOT_COOPERATING)
"""What answered check points can come to; each leads to one category."""


def contradictions_of_results(results: Any) -> Wrong:
    """Where, and what was expected.

    Duty: 23.1 (第二十三条).
    """
    given = results.get("categories") if isinstance(results, dict) else None
    if not isinstance(given, list):
        return
    found = [(n, each) for n, each in enumerate(given) if isinstance(each, dict)]
    seen: dict[str, set[Any]] = {"code": {VISITED}, "choice": {VISITED_WORDS}}
    for n, category in found:
        for name, taken in seen.items():
            value = category.get(name)
            if isinstance(value, str) and value:
                if value in taken:
                    yield ("results", "categories", n, name), f"重复：{value}"
                taken.add(value)
        yield from _category(("results", "categories", n), category)
    led_to = Counter(
        str(each.get("outcome")) for _, each in found if each.get("needs") == Needs.CHECKLIST
    )
    for outcome in BY_ANSWERS:
        if led_to[outcome] != 1:
            expected = f"逐项检查（checklist）的结果中，{outcome.words}（{outcome}）应恰有一项"
            yield ("results", "categories"), expected


def _category(path: tuple[int | str, ...], one: dict[str, Any]) -> Wrong:
    needs, outcome = one.get("needs"), one.get("outcome")
    evidence = needs == Needs.EVIDENCE
    if evidence != bool(one.get("choice")):
        wanted = "应写明登记表上的写法" if evidence else "只用于凭佐证材料（evidence）的结果"
        yield (*path, "choice"), wanted
    if evidence and outcome not in (Outcome.NO_VISIT, Outcome.NOT_COOPERATING):
        yield (*path, "outcome"), "没有检查的，应为 no_visit 或 not_cooperating"
    if not evidence and outcome == Outcome.NO_VISIT:
        yield (*path, "needs"), "未能实地检查的结果须凭佐证材料（evidence）"
    clean = needs == Needs.CHECKLIST and outcome == Outcome.CONFORM
    if one.get("counts_clean") is True and not clean:
        yield (*path, "counts_clean"), "只有逐项检查、没有问题的结果才算未发现问题"
    if one.get("substitute") is True and not (evidence and one.get("leaves")):
        yield (*path, "substitute"), "要递补的须凭佐证材料（evidence），并写明变更原因（leaves）"

"""What is wrong between the parts of an item file, each of which may be well written by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from string import Formatter
from typing import Any

from models.rules.checklist import TAKES, Kind, Takes
from models.rules.form import LABELS

WORDS = {word for takes in TAKES.values() for word in takes.words}
"""What a finding's words may name beside the measures."""

Place = tuple[int | str, ...]
Wrong = Iterator[tuple[Place, str]]


def contradictions(tables: dict[str, Any]) -> Wrong:
    """Where, and what was expected; whatever else is wrong with each part.

    Duty: 10.1, 10.2 (第十条).
    """
    points = [
        found
        for path, group in _entries(tables, "groups", ())
        for found in _entries(group, "points", path)
    ]
    measures = [found for path, point in points for found in _entries(point, "measures", path)]
    follows = [found for path, point in points for found in _entries(point, "rules", path)]
    yield from _twice(points, "code", "检查要点编号重复")
    yield from _twice(points, "label", "检查要点的写法重复")
    yield from _twice(measures, "code", "测量项编号重复", WORDS)
    yield from _twice(measures, "label", "测量项的写法重复", LABELS)
    for path, measure in measures:
        yield from _bounds(path, measure)
        if not _is_read(measure, follows):
            yield path, "没有任何规则使用这个测量项；仅作记录的须写明 for_the_record = true"
    known = {code: measure for _, measure in measures if (code := _text(measure, "code"))}
    for path, one in follows:
        yield from _parameters(path, one, known)


def _entries(table: dict[str, Any], name: str, path: Place) -> list[tuple[Place, dict[str, Any]]]:
    found = table.get(name, [])
    if not isinstance(found, list):
        return []
    return [((*path, name, n), each) for n, each in enumerate(found) if isinstance(each, dict)]


def _twice(
    found: list[tuple[Place, dict[str, Any]]], name: str, expected: str, taken: Iterable[str] = ()
) -> Wrong:
    seen = set(taken)
    for path, each in found:
        if (value := _text(each, name)) in seen:
            yield (*path, name), f"{expected}：{value}"
        elif value:
            seen.add(value)


def _text(table: dict[str, Any], name: str) -> str:
    """A value that is text; else empty, for what is no text is refused by itself."""
    value = table.get(name)
    return value if isinstance(value, str) else ""


def _is_read(measure: dict[str, Any], follows: list[tuple[Place, dict[str, Any]]]) -> bool:
    """Whether a rule or a bound says something about a measure, or it says that none does."""
    if measure.get("for_the_record") or "at_least" in measure or "at_most" in measure:
        return True
    return any(measure.get("code") in (each.get("measure"), each.get("of")) for _, each in follows)


def _bounds(path: Place, measure: dict[str, Any]) -> Wrong:
    values = {}
    for name in ("at_least", "at_most"):
        bound = measure.get(name)
        if not isinstance(bound, dict):
            continue
        if _text(measure, "kind") not in (Kind.COUNT, Kind.TEXT_LIST):
            yield (*path, name), "只有整数和多项的测量项可以有上下限"
        if not isinstance(bound.get("value"), int):
            yield (*path, name, "value"), "应为整数"
        else:
            values[name] = bound["value"]
        if bound.get("unit") != measure.get("unit"):
            yield (*path, name, "unit"), f"应与测量项的单位「{measure.get('unit', '')}」一致"
    if len(values) == 2 and values["at_least"] > values["at_most"]:
        yield path, f"下限 {values['at_least']} 大于上限 {values['at_most']}"


def _parameters(path: Place, one: dict[str, Any], known: dict[str, dict[str, Any]]) -> Wrong:
    """What is wrong with the parameters of a rule that is one of the set."""
    takes = {rule.value: takes for rule, takes in TAKES.items()}.get(_text(one, "rule"))
    if takes is None:
        return
    for name in ("measure", "of") if takes.of else ("measure",):
        code = _text(one, name)
        if code not in known:
            yield (*path, name), f"没有测量项「{code}」"
        elif _text(known[code], "kind") not in takes.kinds:
            kinds = "、".join(kind.words for kind in takes.kinds)
            yield (*path, name), f"规则 {one['rule']} 只用于{kinds}，「{code}」不是"
    if takes.of:
        both = [code for name in ("measure", "of") if (code := _text(one, name)) in known]
        if len({_text(known[code], "kind") for code in both}) > 1:
            yield (*path, "of"), f"「{'」与「'.join(both)}」不是同一种"
    wanted = {"of": takes.of, "limit": takes.limit is not None, "dossier": takes.dossier}
    for name, needed in wanted.items():
        if needed and name not in one and name != "of":
            yield (*path, name), f"规则 {one['rule']} 缺少这一项"
        elif name in one and not needed:
            yield (*path, name), f"规则 {one['rule']} 没有这一项"
    yield from _limit(path, one, takes)
    yield from _words(path, one, takes)


def _limit(path: Place, one: dict[str, Any], takes: Takes) -> Wrong:
    limit = one.get("limit")
    if not isinstance(limit, dict) or takes.limit is None or "value" not in limit:
        return
    if takes.limit is int and not isinstance(limit["value"], int):
        yield (*path, "limit", "value"), "应为整数"
    if takes.limit is Fraction and not isinstance(limit["value"], str):
        yield (*path, "limit", "value"), '应写成分数，例如 "1/20"'


def _words(path: Place, one: dict[str, Any], takes: Takes) -> Wrong:
    """A finding's words name in braces only what the rule knows, plainly."""
    if not isinstance(one.get("finding"), str):
        return
    may_name = {_text(one, "measure"), _text(one, "of"), *takes.words} - {""}
    listed = "、".join(f"{{{name}}}" for name in sorted(may_name))
    try:
        named = [part[1:] for part in Formatter().parse(one["finding"]) if part[1] is not None]
    except ValueError:
        yield (*path, "finding"), "花括号不成对"
        return
    for name, spec, conversion in named:
        if name not in may_name or spec or conversion:
            yield (*path, "finding"), f"花括号里只能写 {listed}"

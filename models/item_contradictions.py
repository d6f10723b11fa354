"""What is wrong between the parts of an item file, each of which may be well written by itself.

``models.item_result_contradictions`` looks at its list of results.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from string import Formatter
from typing import Any

from models.item_result_contradictions import contradictions_of_results
from models.rules.form import LABELS
from models.rules.observed import NO, YES
from models.rules.rule_set import TAKES, Kind, Relation, Takes

WORDS = {word for takes in TAKES.values() for word in takes.words} | {"sum"}
"""What a finding's words may name beside the measures."""

Place = tuple[int | str, ...]
Wrong = Iterator[tuple[Place, str]]
Table = dict[str, Any]


def contradictions(tables: Table) -> Wrong:
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
    agreements = _entries(tables, "agreements", ())
    yield from _twice(points, "code", "检查要点编号重复")
    yield from _twice(points, "label", "检查要点的写法重复")
    yield from _twice(measures, "code", "测量项编号重复", WORDS)
    yield from _twice(measures, "label", "测量项的写法重复", LABELS)
    before: dict[str, Table] = {}
    for path, measure in measures:
        yield from _bounds(path, measure)
        yield from _choices(path, measure)
        yield from _conditions(path, measure, before, measures)
        if measure.get("prefilled") and not (
            _text(measure, "on_file") and measure.get("kind") == Kind.COUNT
        ):
            yield (*path, "prefilled"), "只有写明 on_file 的 count 才能按场所档案预填"
        if not _is_read(measure, [*follows, *agreements], measures):
            yield path, "没有任何规则使用这个测量项；仅作记录的须写明 for_the_record = true"
        before[_text(measure, "code")] = measure
    for path, point in points:
        named = [_text(each, "code") for _, each in _entries(point, "measures", path)]
        for at, one in _entries(point, "rules", path):
            yield from _parameters(at, one, before, named)
    for path, agreement in agreements:
        yield from _agreement(path, agreement, before)
    yield from _format(tables, points)


def _format(tables: Table, points: list[tuple[Place, Table]]) -> Wrong:
    """The second format words every fault and lists the results; the first has neither."""
    second = tables.get("format") == "ssj-item/2"
    for path, point in points:
        if second and not _text(point, "fault").strip():
            yield (*path, "fault"), "应写明不符合时的问题，例如 没有配备安全员"
    if second and "results" not in tables:
        yield ("results",), "缺少这一项"
    elif not second and "results" in tables:
        yield ("results",), "ssj-item/1 没有这一项，应写 ssj-item/2"
    yield from contradictions_of_results(tables.get("results"))


def _entries(table: Table, name: str, path: Place) -> list[tuple[Place, Table]]:
    found = table.get(name, [])
    if not isinstance(found, list):
        return []
    return [((*path, name, n), each) for n, each in enumerate(found) if isinstance(each, dict)]


def _twice(
    found: list[tuple[Place, Table]], name: str, expected: str, taken: Iterable[str] = ()
) -> Wrong:
    seen = set(taken)
    for path, each in found:
        if (value := _text(each, name)) in seen:
            yield (*path, name), f"{expected}：{value}"
        elif value:
            seen.add(value)


def _text(table: Mapping[str, Any], name: str) -> str:
    """A value that is text; else empty, for what is no text is refused by itself."""
    value = table.get(name)
    return value if isinstance(value, str) else ""


def _texts(table: Mapping[str, Any], name: str) -> list[str]:
    found = table.get(name)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _kind(measure: Mapping[str, Any]) -> Kind | None:
    return {kind.value: kind for kind in Kind}.get(_text(measure, "kind"))


def _is_read(
    measure: Table, follows: list[tuple[Place, Table]], measures: list[tuple[Place, Table]]
) -> bool:
    """Whether a rule, a bound or another measure says something about it, or it says that none
    does."""
    if measure.get("for_the_record") or "at_least" in measure or "at_most" in measure:
        return True
    none, code = measure.get("none"), measure.get("code")
    if isinstance(none, dict) and (none.get("finding") or none.get("not_applicable")):
        return True
    if any(code in (each.get("when"), each.get("all_of")) for _, each in measures):
        return True
    return any(
        code in (each.get("measure"), each.get("of"), *_texts(each, "measures"))
        for _, each in follows
    )


def _bounds(path: Place, measure: Table) -> Wrong:
    values = {}
    for name in ("at_least", "at_most"):
        bound = measure.get(name)
        if not isinstance(bound, dict):
            continue
        kind = _kind(measure)
        if kind is None or not kind.is_counted:
            yield (*path, name), "只有整数和多项的测量项可以有上下限"
        if not isinstance(bound.get("value"), int):
            yield (*path, name, "value"), "应为整数"
        else:
            values[name] = bound["value"]
        if bound.get("unit") != measure.get("unit"):
            yield (*path, name, "unit"), f"应与测量项的单位「{measure.get('unit', '')}」一致"
    if len(values) == 2 and values["at_least"] > values["at_most"]:
        yield path, f"下限 {values['at_least']} 大于上限 {values['at_most']}"


def _choices(path: Place, measure: Table) -> Wrong:
    """Choices stand with the kinds that are chosen, and none twice, "there is none" among them."""
    choices, kind = _texts(measure, "choices"), _kind(measure)
    if kind is not None and kind.is_chosen and not choices:
        yield (*path, "choices"), f"{kind.words}的测量项应列出可选的各项"
    if kind is not None and not kind.is_chosen and choices:
        yield (*path, "choices"), "只有单选和多选的测量项可以列出各项"
    none = measure.get("none")
    if isinstance(none, dict):
        if kind == Kind.YES_NO:
            yield (*path, "none"), "是或否的测量项不能再有「没有」"
        if none.get("finding") and none.get("not_applicable"):
            yield (*path, "none"), "finding 和 not_applicable 只能写一项"
        choices = [*choices, _text(none, "words"), *_texts(none, "also")]
    if len(set(choices)) < len(choices):
        yield path, f"可选的各项有重复：{'、'.join(choices)}"


def _conditions(
    path: Place, measure: Table, before: Mapping[str, Table], every: list[tuple[Place, Table]]
) -> Wrong:
    """A measure is asked for by one that stands before it, and "all of" counts another."""
    when, all_of = _text(measure, "when"), _text(measure, "all_of")
    if when and when not in before:
        yield (*path, "when"), f"前面没有测量项「{when}」"
    if not all_of:
        return
    counted = {_text(each, "code"): _kind(each) for _, each in every}
    if counted.get(all_of) != Kind.COUNT:
        yield (*path, "all_of"), f"没有整数的测量项「{all_of}」"
    if "at_least" not in measure:
        yield (*path, "all_of"), "只用于有下限的测量项"


def _parameters(
    path: Place, one: Table, known: Mapping[str, Table], of_the_point: list[str]
) -> Wrong:
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
    wanted = {
        "of": takes.of,
        "limit": takes.limit is not None,
        "dossier": takes.dossier,
        "allowed": takes.allowed,
    }
    for name, needed in wanted.items():
        if needed and name not in one and name != "of":
            yield (*path, name), f"规则 {one['rule']} 缺少这一项"
        elif name in one and not needed:
            yield (*path, name), f"规则 {one['rule']} 没有这一项"
    yield from _limit(path, one, takes)
    yield from _allowed(path, one, known)
    may_name = {_text(one, "measure"), _text(one, "of"), *of_the_point, *takes.words}
    yield from _words((*path, "finding"), one.get("finding"), may_name)


def _limit(path: Place, one: Table, takes: Takes) -> Wrong:
    limit = one.get("limit")
    if not isinstance(limit, dict) or takes.limit is None or "value" not in limit:
        return
    if takes.limit is int and not isinstance(limit["value"], int):
        yield (*path, "limit", "value"), "应为整数"
    if takes.limit is Fraction and not isinstance(limit["value"], str):
        yield (*path, "limit", "value"), '应写成分数，例如 "1/20"'


def _allowed(path: Place, one: Table, known: Mapping[str, Table]) -> Wrong:
    measure = known.get(_text(one, "measure"), {})
    choices = [YES, NO] if _kind(measure) == Kind.YES_NO else _texts(measure, "choices")
    for each in _texts(one, "allowed"):
        if each not in choices:
            yield (*path, "allowed"), f"「{each}」不在可选的各项中：{'、'.join(choices)}"


def _agreement(path: Place, one: Table, known: Mapping[str, Table]) -> Wrong:
    codes = _texts(one, "measures")
    for name, code in [*(("measures", code) for code in codes), ("of", _text(one, "of"))]:
        kind = _kind(known.get(code, {}))
        if code not in known:
            yield (*path, name), f"没有测量项「{code}」"
        elif one.get("rule") == Relation.NOT_MORE_THAN and not (kind and kind.is_counted):
            yield (*path, name), f"只用于整数和多项，「{code}」不是"
        elif (
            one.get("rule") == Relation.NONE_WHEN_ZERO
            and name == "measures"
            and "none" not in known[code]
        ):
            yield (*path, name), f"「{code}」没有可填的「没有」（none）"
    yield from _words((*path, "otherwise"), one.get("otherwise"), {*codes, _text(one, "of"), "sum"})


def _words(path: Place, words: Any, may_name: Collection[str]) -> Wrong:
    """Words name in braces only what the rule knows, plainly."""
    if not isinstance(words, str):
        return
    listed = "、".join(f"{{{name}}}" for name in sorted({*may_name} - {""}))
    try:
        named = [part[1:] for part in Formatter().parse(words) if part[1] is not None]
    except ValueError:
        yield path, "花括号不成对"
        return
    for name, spec, conversion in named:
        if name not in may_name or not name or spec or conversion:
            yield path, f"花括号里只能写 {listed}"

"""Findings follow from what was measured, and an answer cannot contradict them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from models.rules.checklist import Checklist, CheckPoint, Consequence, Measure
from models.rules.form import Answer
from models.rules.numbers import Number
from models.rules.observed import (
    NO,
    YES,
    Measured,
    NoneThere,
    Span,
    Terminal,
    amount,
    in_words,
    is_there,
)
from models.rules.rule_set import Kind, Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check point comes to by what was measured: ``why`` if it does not conform, and what it
    ``asks`` of the officers where it only differs from what is on record."""

    answer: Answer
    why: str = ""
    asks: str = ""

    @property
    def conforms(self) -> bool:
        """Whether nothing that was measured is wrong."""
        return self.answer != Answer.NON_CONFORM


def missing(item: Checklist, measured: Measured) -> list[tuple[Measure, str]]:
    """What is lacking for a complete return, and what was expected.

    Duty: 10.2 (第十条).
    """
    lacking = []
    for measure in item.measures:
        value, asked = measured.get(measure.code), is_asked(item, measure, measured)
        expected = _lacking(measure, value, measured) if asked else ""
        if asked is False and value is not None:
            expected = f"「{item.measure(measure.when).label}」没有的，这一项应留空"
        if expected:
            lacking.append((measure, expected))
    return lacking


def is_asked(item: Checklist, measure: Measure, measured: Measured) -> bool | None:
    """Whether a measure has to be taken, by what was measured before it; ``None`` if that is lacking
    itself."""
    if not measure.when:
        return True
    before = measured.get(measure.when)
    if before is not None:
        return is_there(before)
    return None if is_asked(item, item.measure(measure.when), measured) else False


def derive(
    item: Checklist, measured: Measured, visited_on: date, dossier: Mapping[str, str]
) -> dict[str, Finding]:
    """Check point -> finding, for every point that what was measured decides.

    ``dossier`` is what the roster records of the subject.

    Duty: 10.2 (第十条).
    """
    found = {}
    for point in item.points:
        finding = _finding(point, measured, visited_on, dossier)
        if finding is not None:
            found[point.code] = finding
    return found


def _finding(
    point: CheckPoint, measured: Measured, visited_on: date, dossier: Mapping[str, str]
) -> Finding | None:
    absent = [
        measure.none
        for measure in point.measures
        if measure.none and isinstance(measured.get(measure.code), NoneThere)
    ]
    reasons = [none.finding for none in absent if none.finding]
    asks: list[str] = []
    decided = bool(reasons)
    for consequence in point.consequences:
        broken = _broken(consequence, measured, visited_on, dossier)
        if broken is None:
            continue
        decided = True
        if broken:
            (asks if consequence.asks else reasons).append(broken)
    if reasons:
        return Finding(Answer.NON_CONFORM, "；".join([*reasons, *asks]))
    if any(none.not_applicable for none in absent):
        return Finding(Answer.NOT_APPLICABLE)
    return Finding(Answer.CONFORM, asks="；".join(asks)) if decided else None


def wanted(point: CheckPoint, measure: Measure) -> str:
    """What a form says beside a measure of ``point``: its bounds, the limits of the rules on it, how
    it is written down, and what to write where there is none.

    Duty: 10.2 (第十条).
    """
    none = f"没有的填「{measure.none.words}」" if measure.none else ""
    return _said(*limits(point, measure), measure.hint, none)


def limits(point: CheckPoint, measure: Measure) -> list[str]:
    """The bounds of a measure of ``point``, and the limits of the rules on it: 不少于180天.

    Duty: 10.2 (第十条).
    """
    bounds = [(words, number) for words, number in _bounds(measure) if number]
    bounds += [
        (_LIMITED[follows.rule], follows.limit)
        for follows in point.consequences
        if follows.limit is not None and follows.measure == measure.code
    ]
    return list(dict.fromkeys(f"{words}{number}{_unit(number)}" for words, number in bounds))


_LIMITED = {
    Rule.AT_LEAST: "不少于",
    Rule.AT_MOST: "不多于",
    Rule.SHARE_AT_MOST: "不超过",
    Rule.PART_AT_MOST: "不超过",
}


def _bounds(measure: Measure) -> tuple[tuple[str, Number | None], ...]:
    return (("不少于", measure.at_least), ("不超过", measure.at_most))


def _unit(number: Number) -> str:
    """The unit behind a number; a share is written with its own."""
    return number.unit if isinstance(number.value, int) else ""


_EXPECTED = {
    Kind.COUNT: "应填整数",
    Kind.SHARE: "应填占比",
    Kind.DATE: "应填日期",
    Kind.SPAN: "应填起止时间",
    Kind.TEXT: "应填写",
    Kind.TEXT_LIST: "应填写，多项用顿号隔开",
    Kind.TERMINALS: "应填写，多台用顿号隔开",
    Kind.CHOICE: "应选填",
    Kind.CHOICES: "应选填",
    Kind.YES_NO: f"应填 {YES} 或 {NO}",
}
_TYPES: dict[Kind, type] = {
    Kind.COUNT: int,
    Kind.SHARE: Fraction,
    Kind.DATE: date,
    Kind.SPAN: Span,
    Kind.TEXT: str,
    Kind.TEXT_LIST: list,
    Kind.TERMINALS: list,
    Kind.CHOICE: str,
    Kind.CHOICES: list,
    Kind.YES_NO: bool,
}


def _lacking(measure: Measure, value: Any, measured: Measured) -> str:
    """What was expected of a measure; empty if it is there and within its bounds."""
    if isinstance(value, NoneThere):
        return ""
    none = f"没有的填「{measure.none.words}」" if measure.none else ""
    if not isinstance(value, _TYPES[measure.kind]) or value in ("", []):
        if measure.optional:
            return ""
        bound = _bound("不少于", measure.at_least) if measure.at_least else ""
        return _said(_EXPECTED[measure.kind], bound, measure.hint, none)
    number = amount(value)
    if measure.at_least is not None and number is not None and number < measure.at_least.value:
        every = measured.get(measure.all_of) if measure.all_of else None
        if not isinstance(every, int) or number < every:
            bound = _bound("不少于", measure.at_least)
            return _said(bound, measure.hint, none if number == 0 else "")
        if number == 0 and none:
            return none
    if measure.at_most is not None and number is not None and number > measure.at_most.value:
        return _said(_bound("不超过", measure.at_most), measure.hint)
    return ""


def _said(*parts: str) -> str:
    return "，".join(part for part in parts if part)


def _bound(words: str, number: Number) -> str:
    return f"应{words} {number} {number.unit}（{number.article}）"


class _Words(dict[str, str]):
    """A finding's words; what was not measured is left out."""

    def __missing__(self, code: str) -> str:
        return ""


def _broken(
    consequence: Consequence, measured: Measured, visited_on: date, dossier: Mapping[str, str]
) -> str | None:
    """What is wrong; empty if nothing is, ``None`` if it was not measured."""
    value: Any = measured.get(consequence.measure)
    other: Any = measured.get(consequence.of) if consequence.of else ""
    if value is None or other is None or isinstance(other, NoneThere):
        return None
    if isinstance(value, NoneThere):
        return "" if consequence.rule == Rule.NONE_THERE else None
    limit = consequence.limit.value if consequence.limit else 0
    recorded = dossier.get(consequence.dossier, "") if consequence.dossier else ""
    wrong: list[Any] = []
    match consequence.rule:
        case Rule.EQUAL:
            kept = value == other
        case Rule.ZERO:
            kept = value == 0
        case Rule.AT_LEAST:
            kept = value >= limit
        case Rule.AT_MOST | Rule.PART_AT_MOST:
            kept = value <= limit
        case Rule.SHARE_AT_MOST:
            kept = value <= limit * other
        case Rule.NOT_EXPIRED:
            kept = value >= visited_on
        case Rule.NUMBER_EQUALS_LAST_PART:
            wrong = [each for each in value if not _last_part_matches(each)]
            kept = not wrong
        case Rule.EQUALS_DOSSIER:
            kept = _bare(value) == _bare(recorded)
        case Rule.CONTAINS_DOSSIER:
            kept = _bare(recorded) in _bare(value)
        case Rule.IS_AMONG:
            kept = in_words(value) in consequence.allowed
        case Rule.NONE_THERE:
            kept = False
    if kept:
        return ""
    words = _Words({code: in_words(each) for code, each in measured.items()})
    words |= {
        "limit": str(consequence.limit),
        "wrong": "、".join(_which(each) for each in wrong),
        "wrong_count": str(len(wrong)),
        "checked": str(amount(value)),
        "dossier": recorded,
    }
    return consequence.finding.format_map(words)


def _last_part_matches(entry: Terminal | str) -> bool:
    """``12-12`` or ``12-192.168.1.12``: the number and the address's last part are the same. A
    machine that was off says nothing."""
    if isinstance(entry, str):
        number, _, address = entry.partition("-")
        entry = Terminal(number.strip(), address.strip() or "-")
    return not entry.address or entry.agrees


def _which(entry: Terminal | str) -> str:
    """Which machine is meant; its address is nobody else's business."""
    return f"{entry.number}号机" if isinstance(entry, Terminal) else entry


def _bare(text: str) -> str:
    """Text without what may differ in writing it down: width, spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())

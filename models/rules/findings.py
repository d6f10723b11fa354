"""Findings follow from what was measured, and an answer cannot contradict them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.rules.checklist import Checklist, Consequence, Kind, Measure, Number, Rule

Measured = Mapping[str, int | str | date | list[str]]
"""Measure code -> value; absent when not measured."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check point comes to by what was measured; ``why`` if it does not conform."""

    conforms: bool
    why: str = ""


def missing(item: Checklist, measured: Measured) -> list[tuple[Measure, str]]:
    """What is lacking for a complete return, and what was expected.

    Duty: 10.2 (第十条).
    """
    lacking = []
    for measure in item.measures:
        expected = _lacking(measure, measured.get(measure.code))
        if expected:
            lacking.append((measure, expected))
    return lacking


def derive(
    item: Checklist, measured: Measured, visited_on: date, dossier: Mapping[str, str]
) -> dict[str, Finding]:
    """Check point -> finding, for every point that what was measured decides.

    ``dossier`` is what the roster records of the subject.

    Duty: 10.2 (第十条).
    """
    findings = {}
    for point in item.points:
        decided = [
            broken
            for consequence in point.consequences
            if (broken := _broken(consequence, measured, visited_on, dossier)) is not None
        ]
        if decided:
            reasons = [why for why in decided if why]
            findings[point.code] = Finding(not reasons, "；".join(reasons))
    return findings


def wanted(measure: Measure) -> str:
    """What a form says beside a measure: its bounds, and how it is written down.

    Duty: 10.2 (第十条).
    """
    bounds = (("不少于", measure.at_least), ("不超过", measure.at_most))
    return _said(*(_bound(words, number) for words, number in bounds if number), measure.hint)


_EXPECTED = {
    Kind.COUNT: "应填整数",
    Kind.DATE: "应填日期",
    Kind.TEXT: "应填写",
    Kind.TEXT_LIST: "应填写，多项用顿号隔开",
}
_TYPES: dict[Kind, type] = {
    Kind.COUNT: int,
    Kind.DATE: date,
    Kind.TEXT: str,
    Kind.TEXT_LIST: list,
}


def _lacking(measure: Measure, value: Any) -> str:
    """What was expected of a measure; empty if it is there and within its bounds."""
    if not isinstance(value, _TYPES[measure.kind]) or value in ("", []):
        bound = _bound("不少于", measure.at_least) if measure.at_least else ""
        return _said(_EXPECTED[measure.kind], bound, measure.hint)
    amount: Any = len(set(value)) if isinstance(value, list) else value
    if measure.at_least is not None and amount < measure.at_least.value:
        return _said(_bound("不少于", measure.at_least), measure.hint)
    if measure.at_most is not None and amount > measure.at_most.value:
        return _said(_bound("不超过", measure.at_most), measure.hint)
    return ""


def _said(*parts: str) -> str:
    return "，".join(part for part in parts if part)


def _bound(words: str, number: Number) -> str:
    return f"应{words} {number} {number.unit}（{number.article}）"


def _broken(
    consequence: Consequence, measured: Measured, visited_on: date, dossier: Mapping[str, str]
) -> str | None:
    """What is wrong; empty if nothing is, ``None`` if it was not measured."""
    value: Any = measured.get(consequence.measure)
    other: Any = measured.get(consequence.of) if consequence.of else ""
    if value is None or other is None:
        return None
    limit = consequence.limit.value if consequence.limit else 0
    recorded = dossier.get(consequence.dossier, "") if consequence.dossier else ""
    wrong: list[str] = []
    match consequence.rule:
        case Rule.EQUAL:
            kept = value == other
        case Rule.ZERO:
            kept = value == 0
        case Rule.AT_LEAST:
            kept = value >= limit
        case Rule.SHARE_AT_MOST:
            kept = value <= limit * other
        case Rule.NOT_EXPIRED:
            kept = value >= visited_on
        case Rule.NUMBER_EQUALS_LAST_PART:
            wrong = [each for each in value if not _last_part_matches(each)]
            kept = not wrong
        case Rule.EQUALS_DOSSIER:
            kept = _bare(value) == _bare(recorded)
    if kept:
        return ""
    words = {code: in_words(each) for code, each in measured.items()}
    return consequence.finding.format_map(
        {**words, "limit": str(consequence.limit), "wrong": "、".join(wrong), "dossier": recorded}
    )


def in_words(value: Any) -> str:
    """What was measured as a person writes it: what a list names with 顿号 between."""
    return "、".join(value) if isinstance(value, list) else str(value)


def _last_part_matches(entry: str) -> bool:
    """``12-12`` or ``12-192.168.1.12``: the number and the address's last part are the same."""
    number, _, address = entry.partition("-")
    number, last = number.strip(), address.strip().rpartition(".")[2]
    return bool(number and last) and number.lstrip("0") == last.lstrip("0")


def _bare(text: str) -> str:
    """Text without what may differ in writing it down: width, spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())

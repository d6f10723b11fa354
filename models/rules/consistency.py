"""What can't be true of a form: it goes back with what was written, and nobody is accused."""

from __future__ import annotations

from datetime import date

from models.rules.checklist import Agreement, Checklist, Measure
from models.rules.observed import Measured, NoneThere, Span, amount, in_words
from models.rules.rule_set import Relation

CHECK_AGAIN = "请核对后改正"


def untrue(item: Checklist, measured: Measured, visited_on: date) -> list[tuple[Measure, str]]:
    """Each measure that can't be true beside another, and why.

    Duty: 10.2, 20.1 (第十条、第二十条).
    """
    found = [
        (item.measure(agreement.measures[0]), f"{_words(agreement, measured)}，{CHECK_AGAIN}")
        for agreement in item.agreements
        if not _holds(agreement, measured)
    ]
    for measure in item.measures:
        value = measured.get(measure.code)
        if isinstance(value, Span) and value.ends.date() > visited_on:
            found.append((measure, f"晚于检查日期 {visited_on}，{CHECK_AGAIN}"))
    return found


def _holds(agreement: Agreement, measured: Measured) -> bool:
    """Whether the measures agree; where one is not there, they do."""
    values = [measured.get(code) for code in agreement.measures]
    of = measured.get(agreement.of)
    if agreement.relation == Relation.NONE_WHEN_ZERO:
        absent = [isinstance(each, NoneThere) or each == 0 for each in values if each is not None]
        return amount(of) is None or all(each == (of == 0) for each in absent)
    amounts = [number for value in values if (number := amount(value)) is not None]
    most = amount(of)
    return most is None or sum(amounts) <= most


def _words(agreement: Agreement, measured: Measured) -> str:
    named = {code: in_words(measured.get(code)) for code in (*agreement.measures, agreement.of)}
    sums = sum(amount(measured.get(code)) or 0 for code in agreement.measures)
    return agreement.otherwise.format_map({**named, "sum": str(sums)})

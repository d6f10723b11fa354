"""A filled-in record form out of its sheet, by the item that the inspection is bound to: whatever
people write for a thing is read as that thing, or asked about."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from models.faults import Fault
from models.rules.checklist import Checklist, CheckPoint, Measure
from models.rules.findings import is_asked
from models.rules.form import ANSWER_HEADING, CATEGORY, FIELDS, VISITED, VISITED_WORDS
from models.rules.notations import days, machines, people, plain
from models.rules.notations.people import Officers
from models.rules.notations.plain import Unclear, is_blank
from models.rules.observed import NoneThere, Value
from models.rules.returns import Form
from models.rules.rule_set import Kind, Rule
from tasks.inspect.sheet import Sheet
from tasks.intake.tables import as_written

T = TypeVar("T")

EXACT_TO = 10**15
"""A spreadsheet keeps fifteen digits of a number."""


class FormReader:
    """Reads forms of one item, many at a time: what the same words mean in the same row is made out
    once, for most forms say the same in most rows.

    Duty: 7.2, 10.2, 20.1 (第七条、第十条、第二十条).
    """

    def __init__(self, item: Checklist) -> None:
        self.item = item
        self.points = item.points
        self.measures = [
            (measure.code, measure.label, _how(point, measure))
            for point in item.points
            for measure in point.measures
        ]
        self.categories = _categories(item)
        self.known: dict[Hashable, Any] = {}

    def read(
        self, sheet: Sheet, sent: Officers = (), prefilled: Sequence[tuple[str, int]] = ()
    ) -> tuple[Form, list[Fault]]:
        """The form on a sheet, and its cells that can't be read; ``sent`` are the officers who may be
        named instead of numbered. What was ``prefilled`` and left so is nobody's answer where nothing
        was looked at, or it was not asked for."""
        one = _Reading(self, sheet, sent)
        form = Form(
            inspection=sheet.inspection,
            visited_on=one.day("visited_on"),
            officers=one.officers("officers"),
            police_id_shown=one.read("police_id_shown", plain.yes_no, None),
            author="、".join(one.officers("author")),
            answers=one.answers(),
            measured=one.measured(prefilled),
            non_cooperation=one.read("non_cooperation", _kinds, ()),
            non_cooperation_detail=one.written("non_cooperation_detail"),
            signature=one.signature(),
            refusal_reason=one.written("refusal_reason"),
            witness=one.written("witness"),
            remarks=one.written("remarks"),
            category=one.category(),
            started_at=one.read("started_at", days.clock, None),
            ended_at=one.read("ended_at", days.clock, None),
            received_by=one.written("received_by"),
            situation=one.written("situation"),
            evidence=tuple(plain.named(one.written("evidence"))),
            opinion=one.written("opinion"),
            officers_signed_on=one.day("officers_signed_on"),
            signed_on=one.day("signed_on"),
            witness_signed_on=one.day("witness_signed_on"),
            reason=one.written("reason"),
        )
        return form, one.faults


def _categories(item: Checklist) -> dict[str, str]:
    """The words that are chosen for a result -> its code."""
    if item.results is None:
        return {}
    return {VISITED_WORDS: VISITED} | {each.choice: each.code for each in item.results.offered}


def _kinds(cell: object) -> tuple[int, ...]:
    written = plain.several(plain.text(cell))
    if any(not part.isdecimal() or len(part) > 1 for part in written):
        raise Unclear("应为 1 至 5，多项用顿号隔开")
    return tuple(int(part) for part in written)


@dataclass(slots=True)
class _Reading:
    by: FormReader
    sheet: Sheet
    sent: Officers
    faults: list[Fault] = field(default_factory=list)

    def read(self, name: str, how: Callable[[object], T], blank: T) -> T:
        """A row of the form; ``blank`` if nothing is written there, or what is can't be read."""
        return self._cell(FIELDS[name].label, how, blank)

    def _cell(self, label: str, how: Callable[[object], T], blank: T, given: Hashable = None) -> T:
        """``given`` is what the reading hangs on beside the words."""
        cell = self.sheet.cell(label)
        try:
            return self._known(
                label, cell, lambda cell: blank if is_blank(cell) else how(cell), given
            )
        except Unclear as unclear:
            self._wrong(label, cell, str(unclear))
            return blank

    def _known(self, row: str, cell: Any, how: Callable[[object], T], given: Hashable = None) -> T:
        # By its type as well: to a dictionary, 1 and True are the same.
        key = (row, type(cell), cell, given)
        if key not in self.by.known:
            self.by.known[key] = how(cell)
        known: T = self.by.known[key]
        return known

    def written(self, name: str) -> str:
        cell = self.sheet.cell(FIELDS[name].label)
        return "" if is_blank(cell) else as_written(cell)

    def day(self, name: str) -> date | None:
        blank: date | None = None
        return self.read(name, days.day, blank)

    def officers(self, name: str) -> tuple[str, ...]:
        blank: tuple[str, ...] = ()
        label, sent = FIELDS[name].label, tuple(self.sent)
        return self._cell(label, lambda cell: people.badges(cell, sent), blank, sent)

    def signature(self) -> str:
        choices = FIELDS["signature"].choices
        written = self.read("signature", lambda cell: plain.choice(cell, list(choices)), "")
        return str(choices.get(written, ""))

    def category(self) -> str:
        codes = self.by.categories
        if not codes:
            return ""
        written = self._cell(CATEGORY.label, lambda cell: plain.choice(cell, list(codes)), "")
        return codes.get(written, "")

    def answers(self) -> dict[str, tuple[str, str]]:
        answers = {}
        for point in self.by.points:
            row = self.sheet.points.get(point.code)
            if row is None:
                continue
            observed = "" if is_blank(row.observed) else as_written(row.observed)
            if not is_blank(row.answer):
                try:
                    answer = self._known(ANSWER_HEADING, row.answer, plain.answer)
                    answers[point.code] = (answer.value, observed)
                except Unclear as unclear:
                    self._wrong(point.title, row.answer, str(unclear))
            elif observed:
                answers[point.code] = ("", observed)
        return answers

    def measured(self, prefilled: Sequence[tuple[str, int]]) -> dict[str, Value]:
        measured: dict[str, Value] = {}
        for code, label, how in self.by.measures:
            read = self._cell(label, how, None)
            if read is not None:
                measured[code] = read
        item = self.by.item
        looked = any(not is_blank(point.answer) for point in self.sheet.points.values())
        for code, value in prefilled:
            unasked = is_asked(item, item.measure(code), measured) is False
            if measured.get(code) == value and (unasked or not looked):
                del measured[code]
        return measured

    def _wrong(self, label: str, value: Any, expected: str) -> None:
        self.faults.append(self.sheet.fault(label, value, expected))


def _how(point: CheckPoint, measure: Measure) -> Callable[[object], Value | None]:
    """How a measure is read: that there is none, in the words of the file; else by its kind."""
    kind = _KINDS[measure.kind]
    if measure.kind == Kind.TEXT_LIST and _holds_machines(point, measure):
        kind = _machines_listed

    def read(cell: object) -> Value | None:
        if measure.none and plain.text(cell) in measure.none.written:
            return NoneThere(measure.none.words)
        try:
            value = kind(cell, measure)
        except Unclear as unclear:
            raise Unclear(f"{unclear}{_or_none(measure)}") from None
        if value == 0 and measure.none and plain.text(cell) != "0":
            raise Unclear(f"没有的填 0 还是「{measure.none.words}」，请写明")
        return value

    return read


def _or_none(measure: Measure) -> str:
    return f"；没有的填「{measure.none.words}」" if measure.none else ""


def _holds_machines(point: CheckPoint, measure: Measure) -> bool:
    return any(
        each.rule == Rule.NUMBER_EQUALS_LAST_PART and each.measure == measure.code
        for each in point.consequences
    )


def _machines_listed(cell: object, measure: Measure) -> list[str]:
    """Machines as item files of the first format keep them: ``12-192.168.1.12``."""
    return [
        "-".join((each.number, each.address)) for each in machines.terminals(cell) if each.address
    ]


def _text(cell: object) -> str:
    if isinstance(cell, int | float) and abs(cell) >= EXACT_TO:
        raise Unclear("这是数字单元格，表格软件可能已改动末位：请把单元格设为文本后重填")
    return as_written(cell)


_KINDS: dict[Kind, Callable[[object, Measure], Value]] = {
    Kind.COUNT: lambda cell, measure: plain.count(cell, measure.unit),
    Kind.SHARE: lambda cell, _: plain.share(cell),
    Kind.DATE: lambda cell, _: days.day(cell),
    Kind.SPAN: lambda cell, _: days.span(cell),
    Kind.TEXT: lambda cell, _: _text(cell),
    Kind.TEXT_LIST: lambda cell, _: plain.several(plain.text(cell)),
    Kind.TERMINALS: lambda cell, _: machines.terminals(cell),
    Kind.CHOICE: lambda cell, measure: plain.choice(cell, measure.choices),
    Kind.CHOICES: lambda cell, measure: plain.chosen(cell, measure.choices),
    Kind.YES_NO: lambda cell, _: plain.yes_no(cell),
}

"""A filled-in record form out of its sheet, by the item that the inspection is bound to: whatever
people write for a thing is read as that thing, or asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from models.faults import Fault
from models.rules.checklist import Checklist, CheckPoint, Measure
from models.rules.form import CATEGORY, FIELDS, VISITED, VISITED_WORDS
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


def read_form(sheet: Sheet, item: Checklist, sent: Officers = ()) -> tuple[Form, list[Fault]]:
    """The form on a sheet, and its cells that can't be read; ``sent`` are the officers who may be
    named instead of numbered.

    Duty: 7.2, 10.2, 20.1 (第七条、第十条、第二十条).
    """
    reader = _Reader(sheet, sent)
    form = Form(
        inspection=sheet.inspection,
        visited_on=reader.day("visited_on"),
        officers=reader.officers("officers"),
        police_id_shown=reader.read("police_id_shown", plain.yes_no, None),
        author="、".join(reader.officers("author")),
        answers=reader.answers(item),
        measured=reader.measured(item),
        non_cooperation=reader.read("non_cooperation", _kinds, ()),
        non_cooperation_detail=reader.written("non_cooperation_detail"),
        signature=reader.signature(),
        refusal_reason=reader.written("refusal_reason"),
        witness=reader.written("witness"),
        remarks=reader.written("remarks"),
        category=reader.category(item),
        started_at=reader.read("started_at", days.clock, None),
        ended_at=reader.read("ended_at", days.clock, None),
        received_by=reader.written("received_by"),
        situation=reader.written("situation"),
        evidence=tuple(plain.named(reader.written("evidence"))),
        opinion=reader.written("opinion"),
        officers_signed_on=reader.day("officers_signed_on"),
        signed_on=reader.day("signed_on"),
        witness_signed_on=reader.day("witness_signed_on"),
        reason=reader.written("reason"),
    )
    return form, reader.faults


def _kinds(cell: object) -> tuple[int, ...]:
    written = plain.several(plain.text(cell))
    if any(not part.isdecimal() or len(part) > 1 for part in written):
        raise Unclear("应为 1 至 5，多项用顿号隔开")
    return tuple(int(part) for part in written)


@dataclass(slots=True)
class _Reader:
    sheet: Sheet
    sent: Officers
    faults: list[Fault] = field(default_factory=list)

    def read(self, name: str, how: Callable[[object], T], blank: T) -> T:
        """A row of the form; ``blank`` if nothing is written there, or what is can't be read."""
        return self._cell(FIELDS[name].label, how, blank)

    def _cell(self, label: str, how: Callable[[object], T], blank: T) -> T:
        cell = self.sheet.cell(label)
        if is_blank(cell):
            return blank
        try:
            return how(cell)
        except Unclear as unclear:
            self._wrong(label, cell, str(unclear))
            return blank

    def written(self, name: str) -> str:
        cell = self.sheet.cell(FIELDS[name].label)
        return "" if is_blank(cell) else as_written(cell)

    def day(self, name: str) -> date | None:
        blank: date | None = None
        return self.read(name, days.day, blank)

    def officers(self, name: str) -> tuple[str, ...]:
        blank: tuple[str, ...] = ()
        return self.read(name, lambda cell: people.badges(cell, self.sent), blank)

    def signature(self) -> str:
        choices = FIELDS["signature"].choices
        written = self.read("signature", lambda cell: plain.choice(cell, list(choices)), "")
        return str(choices.get(written, ""))

    def category(self, item: Checklist) -> str:
        if item.results is None:
            return ""
        codes = {VISITED_WORDS: VISITED} | {each.choice: each.code for each in item.results.offered}
        written = self._cell(CATEGORY.label, lambda cell: plain.choice(cell, list(codes)), "")
        return codes.get(written, "")

    def answers(self, item: Checklist) -> dict[str, tuple[str, str]]:
        answers = {}
        for point in item.points:
            row = self.sheet.points.get(point.code)
            if row is None:
                continue
            observed = "" if is_blank(row.observed) else as_written(row.observed)
            if not is_blank(row.answer):
                try:
                    answers[point.code] = (plain.answer(row.answer).value, observed)
                except Unclear as unclear:
                    self._wrong(point.title, row.answer, str(unclear))
            elif observed:
                answers[point.code] = ("", observed)
        return answers

    def measured(self, item: Checklist) -> dict[str, Value]:
        measured: dict[str, Value] = {}
        for point in item.points:
            for measure in point.measures:
                read = self._cell(measure.label, _how(point, measure), None)
                if read is not None:
                    measured[measure.code] = read
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

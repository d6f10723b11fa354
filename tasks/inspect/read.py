"""Filled-in record forms out of workbooks: first each sheet as it stands, found by its inspection
number, then the form on it by the item that the inspection is bound to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.faults import Fault, Refused
from models.rules import form as rows
from models.rules.checklist import Checklist, Kind, Measure
from models.rules.form import FIELDS, Answer
from models.rules.returns import Form
from tasks.intake.sheets import read_sheets
from tasks.intake.tables import as_written, plain

_POINT = re.compile(r"([A-Z]{1,3}\d{1,3}) \S", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_ANSWERS = {answer.words: answer.value for answer in Answer}
_BETWEEN = re.compile(r"[、,;/\s]+")

Row = tuple[int, list[Any]]
"""The row's number as the spreadsheet shows it, and the cells after its first."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form's sheet as it stands: rows by their label, check points by their code."""

    file: str
    name: str
    labelled: dict[str, Row]
    points: dict[str, Row]

    @property
    def inspection(self) -> str:
        """The number of the inspection that the form is of."""
        return self.text(rows.NUMBER)

    @property
    def item_version(self) -> str:
        """The version of the item from which the form was printed; empty if it does not say."""
        _, cells = self.labelled.get(rows.ITEM, (0, []))
        return as_written(cells[2]) if len(cells) > 2 else ""

    @property
    def blank(self) -> bool:
        """Whether nobody has begun to fill it in."""
        begun = (self.text(FIELDS[name].label) for name in ("visited_on", "non_cooperation"))
        answered = (plain(cells[1]) for _, cells in self.points.values() if len(cells) > 1)
        return not any(begun) and not any(answered)

    @property
    def titles(self) -> list[str]:
        """Every check point on the form, as it is worded there."""
        return [_label(cells[0]) for _, cells in self.points.values()]

    def cell(self, label: str) -> Any:
        """The cell after a label."""
        return self.labelled[label][1][0] if label in self.labelled else ""

    def text(self, label: str) -> str:
        """The text after a label."""
        return plain(self.cell(label))

    def fault(self, label: str, value: Any, expected: str) -> Fault:
        """What is wrong in the row that ``label``, or a check point's title, stands in."""
        row, _ = self.labelled.get(label) or self.points.get(label.partition(" ")[0]) or (None, [])
        return Fault(self.file, expected, self.name, row, label, plain(value))


def read_record_forms(path: Path) -> list[Sheet]:
    """The forms of a workbook that somebody has begun to fill in.

    Raises:
        Refused: the file can't be read, or holds no record form.

    Duty: 20.1 (第二十条).
    """
    forms = []
    for sheet in read_sheets(path):
        name = sheet.name or path.stem
        if name != rows.TASK_SHEET and (form := _sheet(path.name, name, list(sheet.rows))):
            forms.append(form)
    begun = [form for form in forms if not form.blank]
    if not begun:
        expected = "登记表都是空白的" if forms else "里面没有检查情况登记表"
        raise Refused(faults=[Fault(path.name, expected)])
    return begun


def _sheet(file: str, name: str, given: list[tuple[int, list[Any]]]) -> Sheet | None:
    """The rows by their labels, which stand in the column in which the inspection's number does."""
    at = next((cells.index(rows.NUMBER) for _, cells in given if rows.NUMBER in cells), None)
    if at is None:
        return None
    labelled: dict[str, Row] = {}
    points: dict[str, Row] = {}
    among_points = False
    for number, cells in given:
        after = cells[at + 1 :]
        if not after:
            continue
        if among_points and (code := _POINT.match(_label(after[0]))):
            points.setdefault(code.group(1), (number, after))
        elif label := _label(cells[at]):
            among_points = label == rows.POINT_HEADINGS[0]
            labelled.setdefault(label, (number, after))
    return Sheet(file, name, labelled, points)


def _label(cell: Any) -> str:
    """A label as it stands; its brackets are full-width, so it isn't normalised."""
    return cell.strip() if isinstance(cell, str) else ""


def read_form(sheet: Sheet, item: Checklist) -> tuple[Form, list[Fault]]:
    """The form on a sheet, and its cells that can't be read.

    Duty: 7.2, 10.2, 20.1 (第七条、第十条、第二十条).
    """
    reader = _Reader(sheet)
    form = Form(
        inspection=sheet.inspection,
        visited_on=reader.day(FIELDS["visited_on"].label),
        officers=tuple(_several(reader.text("officers"))),
        police_id_shown=reader.choice("police_id_shown", None),
        author=reader.text("author"),
        answers=reader.answers(item),
        measured=reader.measured(item.measures),
        non_cooperation=reader.kinds(),
        non_cooperation_detail=reader.written("non_cooperation_detail"),
        signature=reader.choice("signature", reader.text("signature")),
        refusal_reason=reader.written("refusal_reason"),
        witness=reader.written("witness"),
        remarks=reader.written("remarks"),
    )
    return form, reader.faults


def _several(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text) if part]


@dataclass(slots=True)
class _Reader:
    sheet: Sheet
    faults: list[Fault] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.sheet.text(FIELDS[name].label)

    def written(self, name: str) -> str:
        return as_written(self.sheet.cell(FIELDS[name].label))

    def choice(self, name: str, otherwise: Any) -> Any:
        return FIELDS[name].choices.get(self.text(name), otherwise)

    def answers(self, item: Checklist) -> dict[str, tuple[str, str]]:
        answers = {}
        for point in item.points:
            _, (_, answer, observed, *_) = self.sheet.points.get(point.code, (0, [""] * 3))
            written = plain(answer)
            if written in _ANSWERS:
                answers[point.code] = (_ANSWERS[written], as_written(observed))
            elif written:
                self._wrong(point.title, answer, f"应填 {Answer.all_words()} 之一")
        return answers

    def measured(self, measures: Iterable[Measure]) -> dict[str, Any]:
        measured: dict[str, Any] = {}
        for measure in measures:
            text = self.sheet.text(measure.label)
            if not text:
                continue
            if measure.kind == Kind.DATE:
                measured[measure.code] = self.day(measure.label)
            elif measure.kind == Kind.TEXT_LIST:
                measured[measure.code] = _several(text)
            elif measure.kind == Kind.TEXT:
                measured[measure.code] = as_written(self.sheet.cell(measure.label))
            elif _COUNT.fullmatch(text):
                measured[measure.code] = int(text)
            else:
                self._wrong(measure.label, text, "应为整数")
        return measured

    def day(self, label: str) -> date | None:
        cell = self.sheet.cell(label)
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = plain(cell).replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-")
        if not text:
            return None
        try:
            return date(*(int(part) for part in text.split("-")))
        except (ValueError, TypeError):
            self._wrong(label, cell, "应为日期，例如 2026-09-10")
            return None

    def kinds(self) -> tuple[int, ...]:
        written = _several(self.text("non_cooperation"))
        if any(not _COUNT.fullmatch(part) for part in written):
            field = FIELDS["non_cooperation"]
            self._wrong(field.label, self.text(field.name), "应为 1 至 5，多项用顿号隔开")
        return tuple(int(part) for part in written if _COUNT.fullmatch(part))

    def _wrong(self, label: str, value: Any, expected: str) -> None:
        self.faults.append(self.sheet.fault(label, value, expected))

"""Record forms in a workbook as they stand: each sheet's rows by their label, before anybody knows
which inspection they are of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from models.faults import Fault, Refused
from models.rules import form as rows
from models.rules.form import CATEGORY, FIELDS
from models.rules.identity import personal, shown
from models.rules.notations.plain import is_blank
from tasks.intake import apart
from tasks.intake.sheets import read_sheets
from tasks.intake.tables import as_written, plain

_POINT = re.compile(r"([A-Z]{1,3}\d{1,3}) \S", re.ASCII)
_BEGUN = (CATEGORY.label, *(FIELDS[name].label for name in ("visited_on", "situation", "non_cooperation")))  # fmt: skip
"""What is written first on a form; the rest may have been printed."""

EVERY_COLUMN = 1 << 14

Cells = list[Any]


class Row(NamedTuple):
    """The row's number as the spreadsheet shows it, and the cell after the label."""

    number: int
    cell: Any


class PointRow(NamedTuple):
    """A check point: the row's number, its wording, the answer, what was observed."""

    number: int
    title: str
    answer: Any
    observed: Any


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form's sheet as it stands: rows by their label, check points by their code."""

    file: str
    name: str
    labelled: dict[str, Row]
    points: dict[str, PointRow]

    @property
    def inspection(self) -> str:
        """The number of the inspection that the form is of."""
        return self.text(rows.NUMBER)

    @property
    def item_version(self) -> str:
        """The version of the item from which the form was printed; empty if it does not say."""
        return as_written(self.cell(rows.ITEM_VERSION))

    @property
    def dossier_version(self) -> int:
        """The version of the premises' dossier that is printed on it; 0 where none is."""
        found = re.search(r"\d{1,9}", self.text(rows.DOSSIER_VERSION), re.ASCII)
        return int(found[0]) if found else 0

    @property
    def blank(self) -> bool:
        """Whether nobody has begun to fill it in."""
        answered = (point.answer for point in self.points.values())
        return all(is_blank(cell) for cell in (*map(self.cell, _BEGUN), *answered))

    @property
    def titles(self) -> list[str]:
        """Every check point on the form, as it is worded there."""
        return [point.title for point in self.points.values()]

    def cell(self, label: str) -> Any:
        """The cell after a label."""
        return self.labelled[label].cell if label in self.labelled else ""

    def text(self, label: str) -> str:
        """The text after a label."""
        return plain(self.cell(label))

    def fault(self, label: str, value: Any, expected: str) -> Fault:
        """What is wrong in the row that ``label``, or a check point's title, stands in. Nothing
        personal that was written there is repeated."""
        code = label.partition(" ")[0]
        row = self.labelled.get(label) or self.points.get(code)
        number = row.number if row else None
        return Fault(self.file, expected, self.name, number, label, shown(plain(value)))


def read_record_forms(path: Path) -> list[Sheet]:
    """The forms of a workbook that somebody has begun to fill in.

    Raises:
        Refused: the file can't be read, or holds no record form.

    Duty: 20.1 (第二十条).
    """
    forms = []
    for sheet in read_sheets(path, as_typed=True):
        name = sheet.name or path.stem
        if name != rows.TASK_SHEET and (form := _sheet(path.name, name, list(sheet.rows))):
            forms.append(form)
    begun = [form for form in forms if not form.blank]
    if not begun:
        expected = "登记表都是空白的" if forms else "里面没有检查情况登记表"
        raise Refused(faults=[Fault(path.name, expected)])
    return begun


def read_together(paths: Iterable[Path]) -> tuple[dict[Path, list[Sheet]], set[str]]:
    """The forms of files that are handed in together, of each that can be read; and the inspections of
    which more than one of the files holds a form: nobody can know which of them is meant.

    Duty: 20.1 (第二十条).
    """
    forms = dict(apart.several(read_record_forms, list(dict.fromkeys(paths))))
    held = Counter(number for each in forms.values() for number in {one.inspection for one in each})
    return forms, {number for number, times in held.items() if times > 1}


def names_somebody(path: Path) -> bool:
    """Whether an identity or telephone number stands anywhere in a file; no copy of it is kept then.

    Duty: 10.2 (第十条).
    """
    try:
        sheets = read_sheets(path)
    except Refused:
        return False
    cells = (cell for sheet in sheets for _, row in sheet.rows for cell in row)
    return any(personal(as_written(cell)) for cell in cells)


def _sheet(file: str, name: str, given: list[tuple[int, Cells]]) -> Sheet | None:
    """The rows by their labels. These stand in the columns in which the inspection's number and the
    day the form is due do, the measures' under their own heading or, as forms were printed before,
    in the first of them."""
    first = next((cells for _, cells in given if rows.NUMBER in cells), None)
    if first is None:
        return None
    columns = sorted(first.index(label) for label in (rows.NUMBER, rows.DUE_ON) if label in first)
    at = columns[0]
    labelled: dict[str, Row] = {}
    points: dict[str, PointRow] = {}
    headings: dict[str, int] = {}
    label_columns = _label_columns(headings, columns)
    for number, cells in given:
        begins = _label(cells, at)
        title = _label(cells, headings[rows.POINT_HEADING]) if headings else ""
        code = _POINT.match(title) if title else None
        if code:
            answer = _at(cells, headings.get(rows.ANSWER_HEADING, -1))
            observed = _at(cells, headings.get(rows.OBSERVED_HEADING, -1))
            points.setdefault(code.group(1), PointRow(number, title, answer, observed))
        elif begins == rows.GROUP_HEADING and rows.POINT_HEADING in cells:
            headings = {cell: n for n, cell in enumerate(cells) if isinstance(cell, str)}
            label_columns = _label_columns(headings, columns)
        elif begins and headings:
            headings = {}
            label_columns = _label_columns(headings, columns)
        for column, until in label_columns:
            if label := _label(cells, column):
                value = next((cell for cell in cells[column + 1 : until] if cell not in ("", None)), "")  # fmt: skip
                labelled.setdefault(label, Row(number, value))
    return Sheet(file, name, labelled, points)


def _label_columns(headings: dict[str, int], otherwise: list[int]) -> list[tuple[int, int]]:
    """Where labels stand, and where what belongs to each ends; among the check points those of the
    measures alone."""
    if not headings:
        return list(pairwise([*otherwise, EVERY_COLUMN]))
    if rows.MEASURE_HEADING not in headings:
        return []
    return [(headings[rows.MEASURE_HEADING], headings.get(rows.WANTED_HEADING, EVERY_COLUMN))]


def _at(cells: Cells, column: int) -> Any:
    return cells[column] if 0 <= column < len(cells) else ""


def _label(cells: Cells, column: int) -> str:
    """A label as it stands; its brackets are full-width, so it isn't normalised. The same on every form
    is kept once."""
    cell = cells[column] if column < len(cells) else ""
    return intern(cell.strip()) if isinstance(cell, str) else ""

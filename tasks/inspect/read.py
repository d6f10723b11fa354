"""Filled-in record forms out of workbooks, each found by its inspection number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.faults import Fault, Refused
from models.rules.checklist import ANSWERS, BY_CODE, MEASURES
from models.rules.returns import SIGNATURES, Form
from reports.record_form import LABELS, TASK_SHEET
from tasks.intake.sheets import read_sheets
from tasks.intake.tables import as_written, plain


@dataclass(frozen=True, slots=True)
class Returned:
    """One form with where it stands; ``faults`` are cells that can't be read."""

    file: str
    sheet: str
    form: Form
    faults: list[Fault]


def read_record_forms(path: Path) -> list[Returned]:
    """The forms of a workbook that somebody has begun to fill in.

    Raises:
        Refused: the file can't be read, or holds no record form.

    Duty: 20.1 (第二十条).
    """
    returned, blank = [], 0
    for sheet in read_sheets(path):
        name = sheet.name or path.stem
        if name == TASK_SHEET:
            continue
        cells = _labelled([row for _, row in sheet.rows])
        if LABELS["inspection"] not in cells:
            continue
        form = _Reader(path.name, name, cells).read()
        if form is None:
            blank += 1
        else:
            returned.append(form)
    if not returned:
        expected = "登记表都是空白的" if blank else "里面没有检查情况登记表"
        raise Refused(faults=[Fault(path.name, expected)])
    return returned


def _labelled(rows: list[list[Any]]) -> dict[str, tuple[int, list[Any]]]:
    """First cell's text -> (row, the cells after it); check points by their code."""
    found: dict[str, tuple[int, list[Any]]] = {}
    for number, row in enumerate(rows, start=1):
        if len(row) > 1 and (label := plain_label(row[0])):
            point = plain_label(row[1]).partition(" ")[0]
            found[point if point in BY_CODE else label] = (number, row[1:])
    return found


def plain_label(cell: Any) -> str:
    """A label as it stands; its brackets are full-width, so it isn't normalised."""
    return cell.strip() if isinstance(cell, str) else ""


class _Reader:
    def __init__(self, file: str, sheet: str, cells: Mapping[str, tuple[int, list[Any]]]) -> None:
        self.file, self.sheet, self.cells = file, sheet, cells
        self.faults: list[Fault] = []

    def read(self) -> Returned | None:
        answers = {code: self._answer(code) for code in BY_CODE if self._answer(code)[0]}
        visited = self._date(LABELS["visited_on"])
        if not answers and visited is None and not self._text("non_cooperation"):
            return None
        form = Form(
            inspection=self._text("inspection"),
            visited_on=visited,
            officers=tuple(self._list(self._text("officers"))),
            police_id_shown={"是": True, "否": False}.get(self._text("police_id_shown")),
            author=self._text("author"),
            answers=answers,
            measured=self._measured(),
            non_cooperation=self._kinds(),
            non_cooperation_detail=as_written(self._cell(LABELS["non_cooperation_detail"])),
            signature=SIGNATURES.get(self._text("signature"), self._text("signature")),
            refusal_reason=as_written(self._cell(LABELS["refusal_reason"])),
            witness=as_written(self._cell(LABELS["witness"])),
            remarks=as_written(self._cell(LABELS["remarks"])),
        )
        return Returned(self.file, self.sheet, form, self.faults)

    def _cell(self, label: str) -> Any:
        return self.cells[label][1][0] if label in self.cells else ""

    def _text(self, name: str) -> str:
        return plain(self._cell(LABELS[name]))

    def _list(self, text: str) -> list[str]:
        for mark in ("、", ",", ";", "/", "\n"):
            text = text.replace(mark, " ")
        return text.split()

    def _fault(self, label: str, value: Any, expected: str) -> None:
        row = self.cells[label][0] if label in self.cells else None
        self.faults.append(Fault(self.file, expected, self.sheet, row, label, plain(value)))

    def _answer(self, code: str) -> tuple[str, str]:
        if code not in self.cells:
            return "", ""
        _, (_, answer, *rest) = self.cells[code]
        written = plain(answer)
        if written and written not in ANSWERS:
            if not any(f.column == code for f in self.faults):
                self._fault(code, answer, "应填 符合、不符合 或 不适用")
            return "", ""
        return ANSWERS.get(written, ""), as_written(rest[0]) if rest else ""

    def _date(self, label: str) -> date | None:
        cell = self._cell(label)
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
            self._fault(label, cell, "应为日期，例如 2026-09-10")
            return None

    def _measured(self) -> dict[str, Any]:
        measured: dict[str, Any] = {}
        for code, measure in MEASURES.items():
            cell = self._cell(measure.label)
            text = plain(cell)
            if not text:
                continue
            if measure.kind == "date":
                measured[code] = self._date(measure.label)
            elif measure.kind == "text_list":
                measured[code] = self._list(text)
            elif text.isdigit():
                measured[code] = int(text)
            else:
                self._fault(measure.label, cell, "应为整数")
        return measured

    def _kinds(self) -> tuple[int, ...]:
        label = LABELS["non_cooperation"]
        written = self._list(plain(self._cell(label)))
        if any(not part.isdigit() for part in written):
            self._fault(label, self._cell(label), "应为 1 至 5，多项用顿号隔开")
        return tuple(int(part) for part in written if part.isdigit())

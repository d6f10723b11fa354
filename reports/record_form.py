"""The inspector's workbook: a task sheet, then one record form per inspection to fill in.

The same renderer writes a blank form and a filled one.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import xlsxwriter

from models.rules import form as rows
from models.rules.checklist import Checklist, Kind
from models.rules.findings import wanted
from models.rules.form import Answer, Field
from models.rules.names import sheet_name
from models.rules.returns import Form
from models.rules.task import Task, Workbook

EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  (the same workbook gives the same bytes)

FORM_WIDTHS = (22, 34, 10, 32)
"""Of a form's columns, in half-width characters."""

ROW_HEIGHT, LINE_HEIGHT = 21, 15
"""Points: of a form's row with one line, and of each line more."""

TASK_COLUMNS = (
    (rows.NUMBER, 24),
    (rows.ITEM, 24),
    ("市场主体名称", 24),
    ("统一社会信用代码", 24),
    ("住所（经营场所）", 36),
    ("法定代表人", 14),
    ("主检", 14),
    ("协检", 14),
    (rows.DUE_ON, 14),
)


def render(book: Workbook) -> bytes:
    """The workbook's bytes; the same input gives the same bytes.

    Duty: 20.1 (第二十条).
    """
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties({"created": EPOCH, "title": f"{book.brigade}　{rows.TASK_SHEET}"})
    looks = _looks(workbook)
    _task_sheet(workbook.add_worksheet(rows.TASK_SHEET), looks, book)
    for task in book.tasks:
        if _leads(book, task):
            _form(workbook.add_worksheet(sheet_name(task.number)), looks, book, task)
    workbook.close()
    return out.getvalue()


def _looks(workbook: Any) -> dict[str, Any]:
    base = {"font_name": "SimSun", "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
    box = {**base, "border": 1}
    fill = {**box, "bg_color": "#FFF8DC", "locked": False}
    looks = {
        "title": {**base, "font_size": 16, "bold": True, "align": "center"},
        "text": base,
        "head": {**box, "bold": True, "align": "center", "bg_color": "#E8EDF3"},
        "cell": box,
        "fill": fill,
        "fill_text": {**fill, "num_format": "@"},
        "fill_date": {**fill, "num_format": "yyyy-mm-dd", "align": "left"},
    }
    return {name: workbook.add_format(look) for name, look in looks.items()}


def _task_sheet(sheet: Any, looks: dict[str, Any], book: Workbook) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    last = len(TASK_COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, f"{book.brigade}　{rows.TASK_SHEET}", looks["title"])
    sheet.set_row(0, 30)
    who = f"检查人员：{book.inspector}（警号 {book.badge_number}）"
    sheet.merge_range(1, 0, 1, last, who, looks["text"])
    for column, (heading, width) in enumerate(TASK_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, heading, looks["head"])
    for row, task in enumerate(book.tasks, start=3):
        officers = [f"{name}（{badge}）" for badge, name in task.officers]
        values = (
            task.number,
            _item(task),
            task.subject,
            task.credit_code,
            task.premises,
            task.legal_representative,
            officers[0],
            "、".join(officers[1:]),
            task.due_on.isoformat(),
        )
        for column, value in enumerate(values):
            sheet.write_string(row, column, value, looks["cell"])
    note = len(book.tasks) + 4
    sheet.merge_range(note, 0, note, last, _to_be_returned(book), looks["text"])
    sheet.set_footer(f"&L留痕链头 {book.audit_head[:16]}&R第 &P 页，共 &N 页")
    sheet.protect("", {"select_locked_cells": True, "select_unlocked_cells": True})


def _to_be_returned(book: Workbook) -> str:
    """Who fills the forms in, and where they are."""
    if any(_leads(book, task) for task in book.tasks):
        return "主检人员在后面的登记表上填写底色单元格，检查结束后及时交回内勤。"
    return "登记表随主检人员的任务单发放，由主检人员填写，检查结束后及时交回内勤。"


def _leads(book: Workbook, task: Task) -> bool:
    return task.officers[0][0] == book.badge_number


def _item(task: Task) -> str:
    return f"{task.item.code} {task.item.name}"


def _form(sheet: Any, looks: dict[str, Any], book: Workbook, task: Task) -> None:
    form = book.filled.get(task.number)
    sheet.set_portrait()
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    for column, width in enumerate(FORM_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.merge_range("A1:D1", task.item.form_title, looks["title"])
    sheet.set_row(0, 34)
    pen = _Pen(sheet, looks)
    pen.fixed(rows.NUMBER, task.number, rows.DUE_ON, task.due_on.isoformat())
    pen.fixed(rows.ITEM, _item(task), rows.ITEM_VERSION, task.item_version)
    pen.fixed(rows.SUBJECT, task.subject, rows.CREDIT_CODE, task.credit_code)
    pen.fixed(rows.PREMISES, task.premises, rows.LEGAL_REPRESENTATIVE, task.legal_representative)
    officers = "、".join(f"{name} {badge}" for badge, name in task.officers)
    pen.fixed(rows.OFFICERS, officers, rows.BODY, book.brigade)
    values = _values(task, form)
    for field in rows.VISIT:
        pen.field(field, values.get(field.name))
    pen.points(task.item, form)
    pen.measures(task.item, form)
    for field in rows.CLOSING:
        pen.field(field, values.get(field.name))
    pen.fixed(rows.SIGNED_BY, "", rows.CONFIRMED_BY, "", lines=3)
    sheet.set_footer(f"&L留痕链头 {book.audit_head[:16]}&R{task.number}")
    sheet.protect("", {"select_locked_cells": True, "select_unlocked_cells": True})


def _values(task: Task, form: Form | None) -> dict[str, Any]:
    """What stands in the cells to fill: of a blank form, who was sent."""
    if form is None:
        badges = [badge for badge, _ in task.officers]
        return {"officers": "、".join(badges), "author": badges[0]}
    values = {}
    for name, field in rows.FIELDS.items():
        value = getattr(form, name)
        if isinstance(value, tuple):
            value = "、".join(str(each) for each in value)
        words = {stored: shown for shown, stored in field.choices.items()}
        values[name] = words.get(value, "") if field.choices else value
    return values


class _Pen:
    """Writes a form downwards, row by row."""

    def __init__(self, sheet: Any, looks: dict[str, Any]) -> None:
        self.sheet, self.looks, self.row = sheet, looks, 1

    def fixed(
        self, left: str, left_value: str, right: str, right_value: str, lines: int = 1
    ) -> None:
        """A row of two labelled values that are not to be changed, with room for ``lines``."""
        texts = (left, left_value, right, right_value)
        for column, text in enumerate(texts):
            look = "head" if column in (0, 2) else "cell"
            self.sheet.write_string(self.row, column, text, self.looks[look])
        self._next(max(lines, *map(_lines, texts, FORM_WIDTHS)))

    def field(self, field: Field, value: Any) -> None:
        """A row of ``models.rules.form``: its label and the cell to fill, over the rest of it."""
        look = "fill_date" if field.name == "visited_on" else "fill_text"
        self.sheet.write_string(self.row, 0, field.label, self.looks["head"])
        self.sheet.merge_range(self.row, 1, self.row, 3, "", self.looks[look])
        self._value(self.row, 1, value, look)
        if field.choices:
            self._choose(self.row, self.row, 1, list(field.choices))
        self._next(_lines(str(value or ""), sum(FORM_WIDTHS[1:])))

    def points(self, item: Checklist, form: Form | None) -> None:
        """The check points: code and wording, answer, what was observed."""
        for column, text in enumerate(rows.POINT_HEADINGS):
            self.sheet.write_string(self.row, column, text, self.looks["head"])
        self.row += 1
        first = self.row
        for point in item.points:
            answer, observed = form.answers.get(point.code, ("", "")) if form else ("", "")
            self.sheet.write_string(self.row, 0, point.group, self.looks["cell"])
            self.sheet.write_string(self.row, 1, point.title, self.looks["cell"])
            self._value(self.row, 2, rows.ANSWER_WORDS.get(answer, ""), "fill_text")
            self._value(self.row, 3, observed, "fill_text")
            texts = (point.group, point.title, "", observed)
            self._next(max(map(_lines, texts, FORM_WIDTHS)))
        self._choose(first, self.row - 1, 2, [answer.words for answer in Answer])

    def measures(self, item: Checklist, form: Form | None) -> None:
        """What is measured on site: label, the cell to fill, unit, what is wanted."""
        for measure in item.measures:
            value = form.measured.get(measure.code) if form else None
            if isinstance(value, list):
                value = "、".join(value)
            look = {Kind.DATE: "fill_date", Kind.COUNT: "fill"}.get(measure.kind, "fill_text")
            self.sheet.write_string(self.row, 0, measure.label, self.looks["head"])
            self._value(self.row, 1, value, look)
            self._value(self.row, 2, measure.unit, "cell")
            self._value(self.row, 3, wanted(measure), "cell")
            texts = (measure.label, str(value or ""), measure.unit, wanted(measure))
            self._next(max(map(_lines, texts, FORM_WIDTHS)))

    def _next(self, lines: int) -> None:
        """On to the next row; a row does not grow by itself, so this one is given its height."""
        if lines > 1:
            self.sheet.set_row(self.row, ROW_HEIGHT + (lines - 1) * LINE_HEIGHT)
        self.row += 1

    def _choose(self, first: int, last: int, column: int, of: Collection[str]) -> None:
        choice = {"validate": "list", "source": list(of)}
        self.sheet.data_validation(first, column, last, column, choice)

    def _value(self, row: int, column: int, value: Any, look: str) -> None:
        if value in (None, ""):
            self.sheet.write_blank(row, column, None, self.looks[look])
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, self.looks["fill_date"])
        elif isinstance(value, int):
            self.sheet.write_number(row, column, value, self.looks["fill"])
        else:
            self.sheet.write_string(row, column, str(value), self.looks[look])


def _lines(text: str, width: int) -> int:
    """How many lines ``text`` takes in a cell of ``width`` half-width characters."""
    taken = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
    return max(1, -(-taken // width))

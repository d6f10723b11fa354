"""The inspector's workbook: a task sheet, then one record form per inspection to fill in.

The same renderer writes a blank form and a filled one.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from models.rules.checklist import ANSWER_NAMES, CHECK_POINTS, MEASURES
from models.rules.returns import SIGNATURES, Form

TASK_SHEET = "检查任务单"
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  (the same workbook gives the same bytes)

LABELS = {
    "inspection": "任务编号",
    "visited_on": "检查日期",
    "officers": "检查人员警号",
    "police_id_shown": "是否出示警察证",
    "author": "录入人警号",
    "non_cooperation": "不予配合情形（1-5）",
    "non_cooperation_detail": "不予配合说明",
    "signature": "被检查对象确认",
    "refusal_reason": "拒绝签字原因",
    "witness": "见证人",
    "remarks": "备注",
}
SIGNATURE_NAMES = {code: name for name, code in SIGNATURES.items()}


@dataclass(frozen=True, slots=True)
class Task:
    """One inspection as its inspectors are told of it."""

    number: str
    subject: str
    credit_code: str
    premises: str
    legal_representative: str
    due_on: date
    officers: tuple[tuple[str, str], ...]
    """(badge number, name); the first leads."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """What one inspector gets: every task, and the forms of those they lead."""

    title: str
    brigade: str
    inspector: str
    badge_number: str
    tasks: Sequence[Task]
    audit_head: str
    filled: dict[str, Form]


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
    workbook.set_properties({"created": EPOCH, "title": book.title})
    looks = _looks(workbook)
    _task_sheet(workbook.add_worksheet(TASK_SHEET), looks, book)
    for task in book.tasks:
        if task.officers[0][0] == book.badge_number:
            _form(workbook.add_worksheet(task.number.replace("/", "-")[-31:]), looks, book, task)
    workbook.close()
    return out.getvalue()


def _looks(workbook: Any) -> dict[str, Any]:
    base = {"font_name": "SimSun", "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
    box = {**base, "border": 1}
    return {
        "title": workbook.add_format({**base, "font_size": 16, "bold": True, "align": "center"}),
        "text": workbook.add_format(base),
        "head": workbook.add_format(
            {**box, "bold": True, "align": "center", "bg_color": "#E8EDF3"}
        ),
        "cell": workbook.add_format(box),
        "fill": workbook.add_format({**box, "bg_color": "#FFF8DC", "locked": False}),
        "fill_text": workbook.add_format(
            {**box, "bg_color": "#FFF8DC", "locked": False, "num_format": "@"}
        ),
        "fill_date": workbook.add_format(
            {
                **box,
                "bg_color": "#FFF8DC",
                "locked": False,
                "num_format": "yyyy-mm-dd",
                "align": "left",
            }
        ),
    }


def _task_sheet(sheet: Any, looks: dict[str, Any], book: Workbook) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column("A:A", 24)
    sheet.set_column("B:C", 24)
    sheet.set_column("D:D", 36)
    sheet.set_column("E:H", 14)
    sheet.merge_range("A1:H1", f"{book.brigade}　{TASK_SHEET}", looks["title"])
    sheet.set_row(0, 30)
    sheet.merge_range(
        "A2:H2", f"检查人员：{book.inspector}（警号 {book.badge_number}）", looks["text"]
    )
    headings = (
        "任务编号",
        "市场主体名称",
        "统一社会信用代码",
        "住所（经营场所）",
        "法定代表人",
        "主检",
        "协检",
        "回传期限",
    )
    for column, heading in enumerate(headings):
        sheet.write_string(2, column, heading, looks["head"])
    for row, task in enumerate(book.tasks, start=3):
        officers = [f"{name}（{badge}）" for badge, name in task.officers]
        values = (
            task.number,
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
    sheet.write_string(
        len(book.tasks) + 4,
        0,
        "主检人员在后面的登记表上填写底色单元格，检查结束后及时交回内勤。",
        looks["text"],
    )
    sheet.set_footer(f"&L留痕链头 {book.audit_head[:16]}&R第 &P 页，共 &N 页")
    sheet.protect("", {"select_locked_cells": True, "select_unlocked_cells": True})


def _form(sheet: Any, looks: dict[str, Any], book: Workbook, task: Task) -> None:
    form = book.filled.get(task.number)
    sheet.set_portrait()
    sheet.set_default_row(21)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_column("A:A", 22)
    sheet.set_column("B:B", 34)
    sheet.set_column("C:C", 10)
    sheet.set_column("D:D", 32)
    sheet.merge_range("A1:D1", book.title, looks["title"])
    sheet.set_row(0, 34)
    pen = _Pen(sheet, looks)
    pen.fixed(LABELS["inspection"], task.number, "回传期限", task.due_on.isoformat())
    pen.fixed("市场主体名称", task.subject, "信用代码", task.credit_code)
    pen.fixed("住所（经营场所）", task.premises, "负责人", task.legal_representative)
    officers = "、".join(f"{name} {badge}" for badge, name in task.officers)
    pen.fixed("派发检查人员", officers, "检查机关", book.brigade)
    pen.fill("visited_on", form.visited_on if form else None, "fill_date")
    badges = form.officers if form else tuple(badge for badge, _ in task.officers)
    pen.fill("officers", "、".join(badges))
    pen.fill(
        "police_id_shown", ("是" if form.police_id_shown else "否") if form else "", of=["是", "否"]
    )
    pen.fill("author", form.author if form else task.officers[0][0])
    pen.points(form)
    pen.measures(form)
    pen.fill("non_cooperation", "、".join(str(k) for k in form.non_cooperation) if form else "")
    pen.fill("non_cooperation_detail", form.non_cooperation_detail if form else "")
    pen.fill(
        "signature", SIGNATURE_NAMES.get(form.signature, "") if form else "", of=list(SIGNATURES)
    )
    for name in ("refusal_reason", "witness", "remarks"):
        pen.fill(name, getattr(form, name) if form else "")
    pen.fixed("检查人员签字", "", "被检查对象签字（盖章）", "")
    sheet.set_row(pen.row - 1, 40)
    sheet.set_footer(f"&L留痕链头 {book.audit_head[:16]}&R{task.number}")
    sheet.protect("", {"select_locked_cells": True, "select_unlocked_cells": True})


class _Pen:
    """Writes a form downwards, row by row."""

    def __init__(self, sheet: Any, looks: dict[str, Any]) -> None:
        self.sheet, self.looks, self.row = sheet, looks, 1

    def fixed(self, left: str, left_value: str, right: str, right_value: str) -> None:
        """A row of two labelled values that are not to be changed."""
        for column, text in enumerate((left, left_value, right, right_value)):
            look = "head" if column in (0, 2) else "cell"
            self.sheet.write_string(self.row, column, text, self.looks[look])
        self.row += 1

    def fill(
        self, name: str, value: Any, look: str = "fill_text", of: list[str] | None = None
    ) -> None:
        """A label and the cell to fill, over the rest of the row."""
        self._label(LABELS[name], value, look, of)

    def _label(self, label: str, value: Any, look: str, of: list[str] | None = None) -> None:
        self.sheet.write_string(self.row, 0, label, self.looks["head"])
        for column in (2, 3):
            self.sheet.write_blank(self.row, column, None, self.looks["cell"])
        self._value(self.row, 1, value, look)
        if of:
            self.sheet.data_validation(self.row, 1, self.row, 1, {"validate": "list", "source": of})
        self.row += 1

    def _value(self, row: int, column: int, value: Any, look: str) -> None:
        if value in (None, ""):
            self.sheet.write_blank(row, column, None, self.looks[look])
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, self.looks["fill_date"])
        elif isinstance(value, int):
            self.sheet.write_number(row, column, value, self.looks["fill"])
        else:
            self.sheet.write_string(row, column, str(value), self.looks[look])

    def points(self, form: Form | None) -> None:
        """The check points: code and wording, answer, what was observed."""
        for column, text in enumerate(("检查类别", "检查要点", "认定", "检查所见")):
            self.sheet.write_string(self.row, column, text, self.looks["head"])
        self.row += 1
        first = self.row
        for point in CHECK_POINTS:
            answer, observed = form.answers.get(point.code, ("", "")) if form else ("", "")
            self.sheet.write_string(self.row, 0, point.group, self.looks["cell"])
            self.sheet.write_string(self.row, 1, f"{point.code} {point.label}", self.looks["cell"])
            self._value(self.row, 2, ANSWER_NAMES.get(answer, ""), "fill_text")
            self._value(self.row, 3, observed, "fill_text")
            self.row += 1
        self.sheet.data_validation(
            first, 2, self.row - 1, 2, {"validate": "list", "source": ["符合", "不符合", "不适用"]}
        )

    def measures(self, form: Form | None) -> None:
        """What is measured on site."""
        for measure in MEASURES.values():
            value = form.measured.get(measure.code) if form else None
            if isinstance(value, list):
                value = "、".join(value)
            look = {"date": "fill_date", "count": "fill"}.get(measure.kind, "fill_text")
            self._label(measure.label, value, look)

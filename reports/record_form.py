"""The inspector's workbook: a task sheet, then one record form per inspection to fill in, then the
lists to choose from.

The same renderer writes a blank form and a filled one.
"""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from models.rules import form as rows
from models.rules.task import Task, Workbook
from reports.cells import EPOCH, OPTIONS, Looks, height, lines, looks, page
from reports.choices import SHEET, Choices, choices_sheet
from reports.copies import Copy, with_copies
from reports.form_layout import beside_page, own_values, shape, sheet_name
from reports.form_sheet import form_sheet, set_up
from reports.form_words import Beside, beside_cells

TASK_COLUMNS = (
    ("序号", 5),
    ("检查对象", 34),
    ("住所（经营场所）", 28),
    ("主检、协检", 20),
    (rows.DUE_ON, 12),
)
"""Of the task sheet: heading and width."""


def render(book: Workbook) -> bytes:
    """The workbook's bytes; the same input gives the same bytes.

    Duty: 20.1 (第二十条).
    """
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, OPTIONS)
    workbook.set_properties({"created": EPOCH, "title": f"{book.brigade}　{rows.TASK_SHEET}"})
    named = looks(workbook)
    choices: Choices = {}
    _task_sheet(workbook.add_worksheet(rows.TASK_SHEET), named, book)
    copies = _forms(workbook, named, choices, book)
    if choices:
        choices_sheet(workbook.add_worksheet(SHEET), named, choices)
    workbook.close()
    return with_copies(out.getvalue(), copies) if copies else out.getvalue()


def _forms(workbook: Any, named: Looks, choices: Choices, book: Workbook) -> dict[int, Copy]:
    """A sheet for each form of the tasks they lead; blank ones that differ in their own values only
    are left to be copied."""
    taken = {rows.TASK_SHEET, SHEET}
    said: dict[int, Beside] = {}
    drawn: dict[tuple[int, ...], tuple[int, dict[str, str], int, int]] = {}
    copies: dict[int, Copy] = {}
    for task in (each for each in book.tasks if _leads(book, each)):
        name = sheet_name(task.number, task.subject, taken)
        taken.add(name)
        sheet, number = workbook.add_worksheet(name), len(taken) - 1
        item, filled = id(task.item), book.filled.get(task.number)
        alike = (item, *shape(task, book.brigade))
        if filled is None and alike in drawn:
            of, cells, headings, rows_high = drawn[alike]
            own = own_values(task, book.brigade)
            texts = {at: own[label] for label, at in cells.items()}
            copies[number] = (of, texts, beside_page(task))
            set_up(sheet, headings, rows_high)
            continue
        if item not in said:
            said[item] = beside_cells(task.item)
        written = form_sheet(sheet, named, choices, said[item], task, book.brigade, filled)
        if filled is None:
            drawn[alike] = (number, *written)
    return copies


def _task_sheet(sheet: Any, named: Looks, book: Workbook) -> None:
    """Every task the inspector takes part in, one row each."""
    widths = [width for _, width in TASK_COLUMNS]
    page(sheet, widths, rows.TASK_SHEET, f"留痕链头 {book.audit_head[:16]}")
    last = len(TASK_COLUMNS) - 1
    above = (
        (f"{book.brigade}　{rows.TASK_SHEET}", "title"),
        (f"检查人员：{book.inspector}（警号 {book.badge_number}），共{len(book.tasks)}项任务", "plain"),
        ("检查时不少于两人，出示警察证（第十九条）。", "plain"),
        (_note(book), "plain"),
    )  # fmt: skip
    for row, (text, look) in enumerate(above):
        sheet.merge_range(row, 0, row, last, text, named[look])
        sheet.set_row(row, 30 if look == "title" else height(lines(text, sum(widths))))
    head = len(above)
    for column, (heading, _) in enumerate(TASK_COLUMNS):
        sheet.write_string(head, column, heading, named["head"])
    for n, task in enumerate(book.tasks, start=1):
        _task_row(sheet, named, head + n, n, task)
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    sheet.print_area(0, 0, head + len(book.tasks), last)


def _task_row(sheet: Any, named: Looks, row: int, n: int, task: Task) -> None:
    values = (
        str(n),
        f"{task.subject}\n{task.credit_code}\n{task.legal_representative}\n"
        f"{task.item.code} {task.item.name}\n{task.number}"
        + (f"\n{task.ground}" if task.ground else "")
        + "".join(f"\n复查 {point} {task.item.label(point)}" for point in task.rechecked),
        task.premises,
        "\n".join(f"{name}（{badge}）" for badge, name in task.officers),
        task.due_on.isoformat(),
    )
    for column, value in enumerate(values):
        sheet.write_string(row, column, value, named["cell"])
    widths = (width for _, width in TASK_COLUMNS)
    sheet.set_row(row, height(max(map(lines, values, widths))))


def _note(book: Workbook) -> str:
    """Where the forms are; they go to the lead."""
    if any(_leads(book, task) for task in book.tasks):
        return "主检人员在后面的登记表上填写黄色格，检查结束后及时交回内勤。"
    return "登记表随主检人员的任务单发放，由主检人员填写，检查结束后及时交回内勤。"


def _leads(book: Workbook, task: Task) -> bool:
    return task.officers[0][0] == book.badge_number

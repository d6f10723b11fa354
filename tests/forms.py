"""Invented tasks and workbooks of forms, of any shipped item."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from models import item_file
from models.rules.checklist import Checklist
from models.rules.returns import Form
from models.rules.task import Task, Workbook
from reports.record_form import render

VISIT = date(2026, 9, 8)


def item(name: str) -> Checklist:
    """A shipped item file."""
    return item_file.read((item_file.SHIPPED / name).read_text("utf-8"), name)


ITEMS = [path.name for path in item_file.shipped()]
WB_01 = item("wb-01.toml")


def task(checklist: Checklist = WB_01, number: int = 1) -> Task:
    """A task of two inspectors."""
    return Task(
        number=f"350105-{checklist.code}-2026-5-{number:05d}",
        item=checklist,
        item_version="清单第 1 版，要点 2026-1 版",
        subject="样例网吧（一店）",
        credit_code="92350105MA00000001",
        premises="样例路 1 号",
        legal_representative="林样甲",
        industry="互联网上网服务",
        due_on=date(2026, 9, 21),
        officers=(("035023", "林虚甲"), ("035036", "陈虚乙")),
    )


def workbook(*tasks: Task, forms: dict[str, Form] | None = None) -> bytes:
    """The workbook of the inspector who leads them."""
    book = Workbook("样例大队", "林虚甲", "035023", tasks, "0" * 64, forms or {})
    return render(book)


def written(path: Path, content: bytes, edit: Callable[[Any], None] | None = None) -> Path:
    """A workbook on disk, its first form's sheet edited as a person would."""
    if edit is None:
        path.write_bytes(content)
        return path
    book = load_workbook(io.BytesIO(content))
    edit(book.worksheets[1])
    book.save(path)
    return path


def fill(sheet: Any, label: str, value: Any) -> int:
    """Write ``value`` beside ``label`` (a check point's answer beside its title); the row."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == label:
                sheet.cell(cell.row, cell.column + 1).value = value
                return int(cell.row)
    raise AssertionError(f"{label} is not on the form")

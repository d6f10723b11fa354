"""Invented tasks and workbooks of forms, of any shipped item."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from models import item_file
from models.rules.checklist import Checklist
from models.rules.judging import judge
from models.rules.notations.days import span
from models.rules.observed import NoneThere, Terminal
from models.rules.returns import Facts, Form
from models.rules.task import Task, Workbook
from reports.record_form import render

VISIT = date(2026, 9, 8)


def item(name: str) -> Checklist:
    """A shipped item file."""
    return item_file.read((item_file.SHIPPED / name).read_text("utf-8"), name)


ITEMS = [path.name for path in item_file.shipped()]
WB_01 = item("wb-01.toml")
RELEASED = Path(__file__).parent / "models" / "released" / "items"


def first(name: str) -> Checklist:
    """A shipped item file as it was in the first format."""
    file = f"{name.removesuffix('.toml')}-ssj-item-1.toml"
    return item_file.read((RELEASED / file).read_text("utf-8"), name)


FIRST = first("wb-01.toml")

SOUND: dict[str, Any] = {
    "terminals": [Terminal("12", "192.168.0.12"), Terminal("07", "7")],
    "sign": "样例网吧一店",
    "address": "样例路 1 号",
    "licences": ["营业执照"],
    "terminals_licensed": 60,
    "terminals_found": 60,
    "servers_licensed": 1,
    "servers_found": 1,
    "area_licensed": 200,
    "area_found": 200,
    "shared": 0,
    "customers": 2,
    "unregistered": 0,
    "incomplete": 0,
    "wrongly": 0,
    "borrowed": 0,
    "public_cards": 0,
    "harmful": NoneThere("未发现"),
    "billing_systems": 1,
    "lines": 1,
    "layout": "单线路",
    "audit": "正常",
    "video": "正常",
    "video_seen": span("2026-09-07 20:00—22:00"),
    "server_log_days": 180,
    "billing_log_days": 180,
    "officer": True,
    "certificate": "样证1号",
    "certificate_expires": VISIT,
    "headcount": 40,
    "registered": 40,
    "listed": 40,
    "red": 2,
}
"""Measures of WB-01 with which every check point is just in order."""

DOSSIER = {"name": "样例网吧", "premises": "样例路1号"}
FORM = Form(
    inspection="350105-WB-01-2026-5-00001",
    visited_on=VISIT,
    officers=("035001", "035002"),
    police_id_shown=True,
    author="035002",
    answers={point.code: ("conform", "") for point in WB_01.points},
    measured=SOUND,
    non_cooperation=(),
    non_cooperation_detail="",
    signature="signed",
    refusal_reason="",
    witness="",
    remarks="",
    category="on-site",
    started_at=time(9, 30),
    ended_at=time(10, 40),
    received_by="值班经理",
    opinion="未发现问题",
    officers_signed_on=VISIT,
    signed_on=VISIT,
)
"""A form on which everything is in order."""

FACTS = Facts(
    item=WB_01,
    dossier=DOSSIER,
    dispatched_on=date(2026, 9, 1),
    as_of=date(2026, 9, 11),
    badges=["035001", "035002"],
    minimum_officers=2,
)
CLOSED = replace(
    FORM,
    category="closed",
    answers={},
    measured={},
    police_id_shown=None,
    signature="absent",
    started_at=None,
    ended_at=None,
    received_by="",
    opinion="",
    signed_on=None,
    situation="大门紧锁，贴有停业告示",
    evidence=("停业告示照片",),
)
"""Nobody was there."""


def problems(facts: Facts = FACTS, of: Form = FORM, **changes: Any) -> list[tuple[str, str]]:
    """(label, what was expected) of a form with some rows filled in otherwise."""
    judged = judge(replace(of, **changes), facts)
    return [(problem.label, problem.expected) for problem in judged.problems]


def answered(code: str, answer: str, observed: str = "") -> dict[str, tuple[str, str]]:
    """The answers, one of them another."""
    return {**FORM.answers, code: (answer, observed)}


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
    """Write ``value`` beside ``label`` (a check point's answer beside its title), over the next cell
    that is not of the label's own; the row."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == label:
                own = [r for r in sheet.merged_cells.ranges if cell.coordinate in r]
                column = max([cell.column, *(r.max_col for r in own)]) + 1
                sheet.cell(cell.row, column).value = value
                return int(cell.row)
    raise AssertionError(f"{label} is not on the form")

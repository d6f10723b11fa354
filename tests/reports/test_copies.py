"""A form that was copied is the one that would have been drawn (第二十条)."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from flows.sample.answers import CONFORMS, form
from models.rules.task import Task
from reports import record_form
from tasks.inspect.read import FormReader
from tasks.inspect.sheet import read_record_forms
from tests.forms import VISIT, fill, item, task, workbook, written

TASKS = [
    replace(
        task(number=n + 1),
        subject=f"样例网吧<{n}>&“甲”" * (1 + n % 3),
        premises="虚构地址" * (1 + n % 17),
        legal_representative="" if n % 5 else "林样甲",
        prefilled=(("terminals_licensed", 60 + n), ("area_licensed", 9 * n)) if n % 4 else (),
    )
    for n in range(24)
]


def told(content: bytes) -> list[dict[str, Any]]:
    """Everything of each sheet that a person sees or a printer needs."""
    book = load_workbook(io.BytesIO(content))
    return [
        {
            "name": sheet.title,
            "cells": {
                cell.coordinate: (cell.value, cell.fill.fgColor.rgb, cell.protection.locked, cell.number_format)
                for row in sheet.iter_rows()
                for cell in row
            },
            "heights": {n: row.height for n, row in sheet.row_dimensions.items()},
            "merged": sorted(map(str, sheet.merged_cells.ranges)),
            "foot": [sheet.oddFooter.left.text, sheet.oddFooter.center.text, sheet.oddFooter.right.text],
            "print": [sheet.print_area, sheet.print_title_rows, sheet.page_setup.fitToHeight],
            "offered": sorted((str(v.sqref), v.formula1, v.prompt) for v in sheet.data_validations.dataValidation),
        }
        for sheet in book
    ]  # fmt: skip


def drawn_one_by_one(tasks: list[Task], monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The workbook with no form copied."""
    shapes = iter(range(len(tasks)))
    monkeypatch.setattr(record_form, "shape", lambda task, brigade: (next(shapes),))
    return workbook(*tasks)


@pytest.mark.duty("20.1")
def test_every_copy_is_the_form_that_would_have_been_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    other = [replace(each, item=item("example-yl-01.toml"), number=f"{each.number}9") for each in TASKS[:4]]  # fmt: skip
    copied = workbook(*TASKS, *other)
    assert copied == workbook(*TASKS, *other)
    assert told(copied) == told(drawn_one_by_one([*TASKS, *other], monkeypatch))


@pytest.mark.duty("20.1")
def test_a_copy_is_filled_in_and_read_like_any_other(tmp_path: Path) -> None:
    def begin(book: Any) -> None:
        fill(book, "检查日期", "2026.9.8")

    content = workbook(*TASKS[:3])
    path = written(tmp_path / "a.xlsx", content)
    book = load_workbook(path)
    for sheet in book.worksheets[1:4]:
        begin(sheet)
    book.save(path)
    read = read_record_forms(path)
    assert [sheet.inspection for sheet in read] == [each.number for each in TASKS[:3]]
    for sheet, each in zip(read, TASKS, strict=False):
        found, faults = FormReader(each.item).read(sheet, each.officers)
        assert (found.visited_on, found.officers, faults) == (VISIT, ("035023", "035036"), [])


def test_what_is_filled_in_is_never_a_copy(tmp_path: Path) -> None:
    filled = {each.number: form(each, VISIT, CONFORMS) for each in TASKS[1:3]}
    path = written(tmp_path / "a.xlsx", workbook(*TASKS[:4], forms=filled))
    read = read_record_forms(path)
    assert [sheet.inspection for sheet in read] == list(filled)
    for sheet in read:
        one = next(each for each in TASKS if each.number == sheet.inspection)
        assert FormReader(one.item).read(sheet, one.officers) == (filled[sheet.inspection], [])

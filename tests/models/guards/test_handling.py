"""The database itself keeps what was entered of a handling, and its order (第二十一条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.sample.answers import SHORT_LOGS
from models.clock import held_at
from tasks.inspect.dispositions import dispose
from tests import walk
from tests.released import passes, refusal

DAY = date(2026, 9, 14)
STEP = (
    "INSERT INTO handling_step (finding_id, number, act, stage, department, document, taken_on, "
    "taken_by, due_on, outcome, reason, corrects, files) VALUES (1, {number}, '{act}', '{stage}', "
    "'区文旅局', 'x', '{day}', 'x', {due}, '', 'x', {corrects}, '')"
)


def step(number: int, act: str, stage: str, day: str = "2026-09-15", corrects: str = "NULL") -> str:
    """A step as somebody would write it past the program."""
    due = "'2026-09-20'" if act == "order" else "NULL"
    return STEP.format(number=number, act=act, stage=stage, day=day, due=due, corrects=corrects)


@pytest.mark.duty("10.3", "21.1")
def test_a_handling_goes_along_its_moves_and_nothing_of_it_is_changed(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    walk.hand_in(house, each, date(2026, 9, 11), SHORT_LOGS)
    number = each.task.number
    with held_at(DAY):
        dispose(number, "D3", "transfer", "移字1号", DAY, walk.LEADER, "区文旅局")
    for statement, why in [
        ("UPDATE handling_step SET document = 'y'", "处理登记不得修改"),
        ("DELETE FROM handling_step", "处理登记不得删除"),
        (step(2, "answer", "corrected"), "问题的处理不得这样进行"),
        (step(2, "handle", "handled"), "问题的处理不得这样进行"),
        (step(3, "answer", "answered"), "处理登记须依次编号"),
        (step(2, "answer", "answered", "2026-09-13"), "日期不得早于上一项处理登记之日"),
        (step(2, "correction", "handled", corrects="1"), "更正登记须针对此前的一项登记"),
        (step(2, "correction", "transferred", corrects="7"), "更正登记须针对此前的一项登记"),
    ]:
        said = refusal(statement)
        assert said is not None, statement
        assert why in said, said
    passes(step(2, "correction", "transferred", corrects="1"), step(3, "answer", "answered"))

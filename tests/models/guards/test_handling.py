"""The database itself keeps what was entered of a handling, and its order (第二十一条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from flows.sample.answers import SHORT_LOGS
from models import database
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
        (step(2, "extension", "transferred"), "延长改正期限须针对尚在改正的责令"),
    ]:
        said = refusal(statement)
        assert said is not None, statement
        assert why in said, said
    passes(step(2, "correction", "transferred", corrects="1"), step(3, "answer", "answered"))


REPLACED = (
    "INSERT INTO handling_step (finding_id, number, act, stage, department, document, taken_on, "
    "taken_by, due_on, outcome, reason, corrects, becomes, decided_as, files) VALUES "
    "(1, {number}, '{act}', '{stage}', '', 'x', '2026-09-15', 'x', {due}, '', 'x', {corrects}, "
    "'{becomes}', '{office}', '')"
)


def replaced(number: int, kind: str, stage: str, due: str = "NULL", corrects: int = 1) -> str:
    """A decision of the wrong kind, put right past the program."""
    return REPLACED.format(
        number=number,
        act="correction",
        stage=stage,
        due=due,
        corrects=corrects,
        becomes=kind,
        office="",
    )


def extended(number: int, due: str, office: str = "head") -> str:
    """A longer term, past the program."""
    return REPLACED.format(
        number=number, act="extension", stage="ordered", due=due, corrects="NULL", becomes="",
        office=office,
    )  # fmt: skip


@pytest.mark.duty("10.3", "21.1")
def test_a_decision_is_replaced_only_while_nothing_followed_and_a_term_only_grows(
    house: Path,
) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    walk.hand_in(house, each, date(2026, 9, 11), SHORT_LOGS)
    with held_at(DAY):
        dispose(each.task.number, "D3", "transfer", "移字1号", DAY, walk.LEADER, "区文旅局")
    order = replaced(2, "order", "ordered", "'2026-09-20'")
    for statement, why in [
        (replaced(2, "order", "handled", "'2026-09-20'"), "更正登记须针对此前的一项登记"),
        (replaced(2, "order", "ordered"), "order_has_a_term"),
        (replaced(2, "transfer", "transferred"), "receiver_of_what_it_becomes"),
    ]:
        said = refusal(statement)
        assert said is not None, statement
        assert why in said, said
    passes(order)
    with database.writing() as session:
        session.execute(text(order))
    for statement, why in [
        (extended(3, "'2026-09-20'"), "晚于原期限"),
        (extended(3, "'2026-09-25'", ""), "extension_has_a_reason"),
    ]:
        said = refusal(statement)
        assert said is not None, statement
        assert why in said, said
    passes(
        extended(3, "'2026-09-25'"),
        step(4, "evidence", "submitted").replace(", '')", ", '[]')"),
    )
    evidence = step(3, "evidence", "submitted").replace(", '')", ", '[]')")
    with database.writing() as session:
        session.execute(text(evidence))
    said = refusal(replaced(4, "handle", "handled", corrects=2))
    assert said is not None
    assert "更正登记须针对此前的一项登记" in said

"""A result without a visit asks for a substitute where the item says so, and nothing of it is silent
(第十七、十八条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from flows.sample.answers import CLOSED, CONFORMS
from models import database
from models.clock import held_at
from models.faults import Refused
from models.rules.draw.reasons import SubjectLeaves
from models.tables import Draw, Inspection
from tasks.change.applications import apply, decide
from tasks.inspect.chase import chase
from tasks.inspect.inspections import Assigned
from tasks.inspect.returns import import_returns
from tasks.inspect.substitutes import substitutes_due
from tasks.overview.cycles import cycle
from tests import walk
from tests.conftest import SAMPLES
from tests.forms import fill

RECEIVED, DECIDED = date(2026, 9, 11), date(2026, 9, 14)
EVIDENCE = SAMPLES / "停业说明.txt"


def returned(house: Path, choice: str, nth: int = 0) -> tuple[Assigned, dict[str, Any]]:
    """An inspection that came back without a visit, and what the import answered."""
    each = walk.open_ones()[nth]
    path = walk.fill(house, each, story=CLOSED)
    book = load_workbook(path)
    fill(book.worksheets[1], "本次检查情况", choice)
    book.save(path)
    with held_at(RECEIVED):
        return each, dict(
            import_returns(path, walk.REGION, RECEIVED, walk.CLERK, reason=walk.CHANGED)
        )


def replaced(each: Assigned) -> str:
    """Applied for and approved; the number of the substitute's inspection, the day it was decided."""
    with held_at(DECIDED):
        applied = apply(
            "350105/WB-01/2026-5",
            each.task.credit_code,
            SubjectLeaves.MOVED_AWAY,
            [EVIDENCE],
            DECIDED,
            walk.CLERK,
        )
        return str(decide(applied["number"], True, DECIDED, walk.CHIEF)["inspection"])


def state_of(number: str) -> str:
    """Where an inspection stands."""
    with database.reading() as session:
        return session.exec(select(Inspection.state).where(Inspection.number == number)).one()


@pytest.mark.duty("17.2", "18.3")
def test_who_has_moved_away_is_replaced_by_the_next_after_the_form_is_in(house: Path) -> None:
    walk.dispatched(house)
    each, answer = returned(house, "已搬迁")
    due = {
        "number": each.task.number,
        "draw_id": "350105/WB-01/2026-5",
        "credit_code": each.task.credit_code,
        "result": "已搬迁",
        "reason": "moved-away",
        "reason_name": "已迁出",
    }
    assert answer["substitutes_due"] == [due]
    assert cycle(walk.REGION, 2026, 5, RECEIVED)["substitutes_due"] == [due]
    substitute = replaced(each)
    assert (state_of(each.task.number), state_of(substitute)) == ("replaced", "dispatched")
    assert cycle(walk.REGION, 2026, 5, DECIDED)["substitutes_due"] == []
    with database.reading() as session:
        assert session.exec(select(Draw.state)).one() == "confirmed"


@pytest.mark.duty("17.2", "18.3")
def test_the_supervisor_is_told_until_somebody_applies_or_the_place_is_filled(house: Path) -> None:
    walk.dispatched(house)
    each, _ = returned(house, "已搬迁")
    told = f"{each.task.number} 已搬迁，应在公示结果之前申请递补（第十八条）"
    for day, expected in ((RECEIVED, True), (DECIDED, True), (date(2026, 9, 15), False)):
        if not expected:
            replaced(each)
        with held_at(day):
            chase(walk.REGION, day)
        with database.reading() as session:
            bodies = session.execute(
                text("SELECT body FROM message WHERE kind = 'supervisor' AND written_on = :day"),
                {"day": day.isoformat()},
            ).scalars()
            assert any(told in body for body in bodies) is expected


@pytest.mark.duty("17.2", "23.1")
def test_a_closed_place_is_a_result_and_asks_for_nobody_else(house: Path) -> None:
    walk.dispatched(house)
    each, answer = returned(house, "已停业")
    assert answer["substitutes_due"] == []
    with held_at(DECIDED), pytest.raises(Refused, match="登记表已经回传，不能再变更"):
        apply(
            "350105/WB-01/2026-5",
            each.task.credit_code,
            SubjectLeaves.SUSPENDED,
            [EVIDENCE],
            DECIDED,
            walk.CLERK,
        )
    row = next(
        row
        for row in cycle(walk.REGION, 2026, 5, RECEIVED)["inspections"]
        if row["number"] == each.task.number
    )
    assert row["outcome"] == "已停业"


@pytest.mark.duty("18.2", "18.3")
def test_nothing_else_leaves_the_place_of_a_form_that_is_in(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    walk.hand_in(house, each, RECEIVED, CONFORMS)
    with (
        pytest.raises(DBAPIError, match="检查任务的状态不得这样变更"),
        database.writing() as session,
    ):
        session.execute(
            text("UPDATE inspection SET state = 'replaced' WHERE number = :n"),
            {"n": each.task.number},
        )
    other, _ = returned(house, "已搬迁")
    with held_at(DECIDED), pytest.raises(Refused, match="登记表已经回传，不能再变更"):
        apply(
            "350105/WB-01/2026-5",
            other.task.credit_code,
            "leave",
            [EVIDENCE],
            DECIDED,
            walk.CLERK,
            inspector=other.task.officers[0][0],
        )


@pytest.mark.duty("23.1")
def test_nobody_is_chased_for_the_result_of_a_place_that_was_given_up(house: Path) -> None:
    walk.dispatched(house)
    each, _ = returned(house, "已搬迁")
    replaced(each)
    late = date(2026, 10, 30)
    with held_at(late):
        chase(walk.REGION, late)
    with database.reading() as session:
        told = session.execute(text("SELECT body FROM message WHERE kind = 'supervisor'")).scalars()
        assert not any(f"{each.task.number} 应于" in body for body in told)
    rows = cycle(walk.REGION, 2026, 5, late)["inspections"]
    [row] = [row for row in rows if row["number"] == each.task.number]
    assert row["result_deadline"] is None


def test_what_was_drawn_by_nobody_has_no_substitute(house: Path) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        assert substitutes_due(session, session.exec(select(Inspection)).all()) == []

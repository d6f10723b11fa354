"""A special inspection is cancelled before it is made: with a reason, by somebody, once (第四条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import DeadlineRecord, Inspection, Message
from tasks.inspect.chase import chase
from tasks.inspect.returns import import_returns
from tasks.inspect.special import open_special
from tasks.inspect.special_cancel import cancel_special
from tests import walk
from tests.refusal import reasons, refusal

FIRM, PAIR = "92350105MA0015838Y", ["035023", "035036"]
NEXT, RECEIVED = date(2026, 9, 2), date(2026, 9, 11)
NUMBER, SECOND = "350105-ZX-2026-00001", "350105-ZX-2026-00002"
WITHDRAWN = "投诉人撤回投诉"


def _opened(house: Path, document: str = "投诉单1号") -> str:
    with held_at(walk.DRAW_DAY):
        done = open_special(walk.REGION, 3, document, FIRM, PAIR, walk.DRAW_DAY, walk.CLERK)
    return str(done["number"])


@pytest.mark.duty("4.1", "10.3", "20.1")
def test_a_cancelled_one_is_told_of_and_nothing_of_it_is_due(house: Path) -> None:
    walk.prepared(house)
    assert _opened(house) == NUMBER
    (each,) = walk.open_ones()
    form = walk.fill(house, each)
    with held_at(NEXT):
        done = cancel_special(NUMBER, f" {WITHDRAWN}", NEXT, walk.LEADER)
        again = cancel_special(NUMBER, WITHDRAWN, NEXT, walk.CLERK)
        other = refusal(cancel_special, NUMBER, "另有安排", NEXT, walk.CLERK)
    assert (done["act"], again["act"], again["cancelled_by"]) == ("done", "unchanged", walk.LEADER)
    assert other.code == "already-cancelled"
    assert f"已由 {walk.LEADER} 于 2026-09-02 取消（{WITHDRAWN}）" in other.reasons[0]
    with database.reading() as session:
        told = session.exec(select(Message).where(Message.kind == "cancelled")).all()
        assert len(told) == 2
        assert all("请勿前往检查" in each.body and "回传期限" not in each.body for each in told)
    # Weeks after its form would have been due: nobody is reminded, no deadline is open.
    late = date(2026, 10, 26)
    with held_at(late):
        assert chase(walk.REGION, late)["overdue"] == 0
    with database.reading() as session:
        open_ = select(DeadlineRecord).where(DeadlineRecord.matter == NUMBER)
        assert session.exec(open_).all() == []
    with held_at(RECEIVED):
        assert "已经取消" in reasons(import_returns, form, walk.REGION, RECEIVED, walk.CLERK)[0]
    assert walk.open_ones() == []


@pytest.mark.duty("4.1")
def test_its_document_may_open_another(house: Path) -> None:
    walk.prepared(house)
    _opened(house)
    with held_at(NEXT):
        cancel_special(NUMBER, WITHDRAWN, NEXT, walk.LEADER)
        again = open_special(walk.REGION, 5, "投诉单1号", FIRM, PAIR, NEXT, walk.CLERK)
    assert (again["act"], again["number"]) == ("done", SECOND)
    # What one document opened while the first stood, the database itself refuses.
    copy = (
        "INSERT INTO special_inspection (region, credit_code, ground, document, opened_on, opened_by) "
        "SELECT region, credit_code, ground, document, opened_on, opened_by FROM special_inspection "
        "WHERE ground = 5"
    )
    with pytest.raises(DBAPIError, match="同一文件已对该市场主体立项"), database.writing() as s:
        s.execute(text(copy))


@pytest.mark.duty("4.1", "18.3")
def test_what_came_back_or_was_drawn_or_is_unknown_is_not_cancelled(house: Path) -> None:
    walk.dispatched(house)
    drawn = walk.open_ones()[0].task.number
    number = _opened(house)
    with held_at(NEXT):
        for given, code in (
            ((drawn, WITHDRAWN), "not-special"),
            (("350105-ZX-2026-00009", WITHDRAWN), "unknown-inspection"),
            ((number, " "), "no-reason"),
        ):
            assert refusal(cancel_special, *given, NEXT, walk.LEADER).code == code
        day = date(2026, 8, 31)
        assert refusal(cancel_special, number, "x", day, walk.LEADER).code == "order-of-days"
    (each,) = [each for each in walk.open_ones() if each.task.number == number]
    walk.hand_in(house, each, RECEIVED)
    with held_at(RECEIVED):
        refused = refusal(cancel_special, number, WITHDRAWN, RECEIVED, walk.LEADER)
    assert (refused.code, "不能转为「已取消」" in refused.reasons[0]) == ("wrong-state", True)
    for sql, why in (
        (
            "INSERT INTO special_cancellation (special_id, reason, cancelled_on, cancelled_by) "
            "VALUES (1, 'x', '2026-09-11', 'x')",
            "已经回传或取消",
        ),
        (f"UPDATE inspection SET state = 'cancelled' WHERE number = '{drawn}'", "不得这样变更"),
    ):
        with pytest.raises(DBAPIError, match=why), database.writing() as session:
            session.execute(text(sql))
    with database.reading() as session:
        states = session.exec(select(Inspection.state).where(Inspection.number == number)).all()
    assert states == ["returned"]

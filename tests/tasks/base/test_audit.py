"""The audit record tells what was changed in it (第十条末款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models import database
from models.faults import Refused
from tasks.base import audit
from tasks.overview.history import history
from tests import walk

RECEIVED = date(2026, 9, 11)
LATER = date(2026, 9, 28)


@pytest.mark.duty("10.3")
def test_any_changed_byte_and_a_cut_tail_are_found(house: Path) -> None:
    walk.dispatched(house)
    before = audit.verify()
    assert before["sound"]
    printed = before["head"]
    with pytest.raises(DBAPIError, match="留痕记录不得"), database.writing() as session:
        session.execute(text("DELETE FROM audit_event"))
    engine = database.engine()
    drop = (
        "DROP TRIGGER {0}" if engine.dialect.name == "sqlite" else "DROP TRIGGER {0} ON audit_event"
    )
    with database.writing() as session:  # what only somebody with the database's keys could do
        for guard in ("guard_audit_event_update", "guard_audit_event_delete"):
            session.execute(text(drop.format(guard)))
    for column in ("actor", "payload", "key", "as_of", "recorded_at"):
        with database.writing() as session:
            kept = session.execute(
                text(f"SELECT {column} FROM audit_event WHERE number = 3")
            ).scalar()
            new = date(2001, 1, 1) if column == "as_of" else f"{kept}x"
            session.execute(
                text(f"UPDATE audit_event SET {column} = :v WHERE number = 3"), {"v": new}
            )
        assert "第3号" in str(audit.verify()["problems"]), column
        with database.writing() as session:
            session.execute(
                text(f"UPDATE audit_event SET {column} = :v WHERE number = 3"), {"v": kept}
            )
        assert audit.verify()["sound"]
    with database.writing() as session:
        session.execute(
            text("DELETE FROM audit_event WHERE number = (SELECT max(number) FROM audit_event)")
        )
    assert "末尾被截去" in str(audit.verify([printed])["problems"])


@pytest.mark.duty("10.3")
def test_one_command_tells_a_subjects_whole_history(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    walk.hand_in(house, each, RECEIVED)
    told = [event["action"] for event in history(each.task.credit_code)]
    assert "回收登记表" in told
    assert "抽中" in told
    with pytest.raises(Refused, match="从未有过"):
        history("X")

"""A cause is recorded once, with its source, its document and its day; and ended by a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import SubjectEntry
from tasks.rosters.cause_records import causes_of, end_cause, record_cause
from tests import walk

DAY, UNTIL = date(2026, 9, 2), date(2027, 3, 2)


def general_one() -> str:
    """A subject of the general class."""
    with database.reading() as session:
        return (
            session.exec(
                select(SubjectEntry.credit_code)
                .where(SubjectEntry.risk_class == "general", SubjectEntry.status == "正常")
                .order_by(col(SubjectEntry.credit_code))
            ).first()
            or ""
        )


def recorded(code: str, kind: str = "失信", day: date = DAY, document: str = "函1号") -> Any:
    """A cause recorded on a day."""
    with held_at(day):
        return record_cause(walk.REGION, code, kind, "市场监管局", document, UNTIL, day, walk.CLERK)


@pytest.mark.duty("9.4")
def test_it_is_recorded_once_and_ended_once(house: Path) -> None:
    walk.prepared(house)
    code = general_one()
    for kind, wrong, said in (
        ("懒惰", code, "事由「懒惰」应为"),
        ("失信", "92350105MA0000000X", "从未有过"),
    ):
        with pytest.raises(Refused, match=said):
            recorded(wrong, kind)
    made = recorded(code)
    assert (made["number"], made["kind_name"]) == ("350105-SY-2026-00001", "失信")
    [changed] = made["changed"]["WB-01"]
    assert changed.startswith(code)
    assert changed.endswith("重点")
    assert recorded(code)["act"] == "unchanged"
    with held_at(DAY), pytest.raises(Refused, match="已依「函1号」登记为"):
        record_cause(walk.REGION, code, "失信", "别处", "函1号", UNTIL, DAY, walk.CLERK)
    with held_at(DAY):
        ended = end_cause(made["number"], "登记有误", DAY, walk.CLERK)
        assert ended["changed"]["WB-01"][0].endswith("一般")
        assert end_cause(made["number"], "登记有误", DAY, walk.CLERK)["act"] == "unchanged"
        with pytest.raises(Refused, match="已由 内勤甲 于 2026-09-02 终止"):
            end_cause(made["number"], "信用修复", DAY, walk.CLERK)
        with pytest.raises(Refused, match="没有重点对象事由"):
            end_cause("350105-SY-2026-00009", "信用修复", DAY, walk.CLERK)
    with database.reading() as session:
        assert [c["end_name"] for c in causes_of(session, walk.REGION, code, DAY)] == ["登记有误"]

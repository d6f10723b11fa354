"""The facts of a proposal are those that were published."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.tables import CreditRecord
from tasks.credit.facts import facts_of
from tests.tasks.credit.entries import proposed


@pytest.mark.duty("23.3")
def test_each_inspection_is_told_with_its_day_and_its_result(house: Path) -> None:
    proposed(house)
    with database.reading() as session:
        [record] = session.exec(select(CreditRecord).where(CreditRecord.kind == "violation"))
        [said] = facts_of(session, [record.id or 0]).values()
    assert said.startswith("2026年9月8日检查：")
    assert said.endswith(f"（任务编号{record.inspection}）")
    assert "日志" in said

"""What the public is to read is searched where it is entered (第十条、第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Deduction
from tasks.plan.deduct import deduct
from tests import walk
from tests.refusal import reasons, refusal

DAY = date(2026, 9, 2)
ONE_DATABASE = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


@ONE_DATABASE
@pytest.mark.duty("10.2", "23.1")
def test_at_the_door_a_text_that_may_not_leave_is_refused_and_nothing_is_entered(
    house: Path,
) -> None:
    walk.prepared(house)
    with held_at(DAY):
        for reason, document, said in (
            ("暂停，联系13800138000", "文1号", "「扣减原因」中疑似有电话号码，不得公布；请改写"),
            (
                "暂停",
                "马公刑立字〔2026〕3号",
                "「扣减依据」中疑似有刑事案件文号，不得公布；请改写",
            ),
            ("按\u202e序", "文1号", "「扣减原因」中有 1 个看不见的字符，请删去"),
        ):
            assert reasons(deduct, walk.REGION, 2026, 1, reason, document, DAY, walk.CLERK) == [
                said
            ]
        named = refusal(
            lambda: deduct(walk.REGION, 2026, 1, "林虚甲住院", "文1号", DAY, walk.CLERK)
        )
        assert named.code == "personal-data"
        assert "林虚甲" not in str(named)
    with database.reading() as session:
        assert session.exec(select(Deduction)).all() == []

"""What the public is to read is searched where it is entered (第十条、第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Deduction, SubjectEntry
from tasks.base.screening import people_of
from tasks.plan.deduct import deduct
from tests import walk
from tests.refusal import reasons, refusal

DAY = date(2026, 9, 2)
THIRD = "92350105MA0TEST002"
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


@pytest.mark.duty("10.2", "23.1")
def test_whoever_represents_a_firm_is_looked_for_in_a_text_about_none_as_far_as_the_name_can_stand_in_it(
    house: Path,
) -> None:
    walk.prepared(house)
    names = ("欧阳虚甲", "王\u3000虚乙", "赵虚丙", "钱虚丁", "孙 虚")
    with database.writing() as session:
        values = session.exec(select(SubjectEntry)).all()[0].model_dump(exclude={"id"})
        for number, name in enumerate(names):
            firm = {"credit_code": f"92350105MA0TEST{number:03}", "legal_representative": name}
            session.add(SubjectEntry(**(values | firm)))
    with database.reading() as session:
        texts = ["经欧阳 虚甲申请", "王虚乙、孙虚到场", "赵虚己、钱虚戊到场"]
        known = people_of(session, walk.REGION, [""], texts).around("").known
        about_one = people_of(session, walk.REGION, [THIRD], texts).around(THIRD).known
    assert {"欧阳虚甲", "王虚乙", "孙虚"} <= known
    assert not {"赵虚丙", "钱虚丁"} & known
    assert {"赵虚丙"} == about_one & {"欧阳虚甲", "王虚乙", "孙虚", "赵虚丙", "钱虚丁"}

"""What papers state of a visit: its source, who keeps away, what was found and what comes next
(第四条、第十七条、第二十一条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from flows.sample.answers import CLOSED, CONFORMS, NOBODY_THERE, SHORT_LOGS
from models import database
from models.clock import held_at
from models.rules.papers import Stated
from models.tables import Inspection
from tasks.base.terms import in_force
from tasks.inspect.paper_facts import Told, feedback_of, orders, result_of, told_of
from tasks.inspect.special import open_special
from tests import walk

NEXT, RECEIVED = date(2026, 9, 2), date(2026, 9, 11)
PAIR = ["035023", "035036"]

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


def _told() -> dict[str, Told]:
    with database.reading() as session:
        every = session.exec(select(Inspection).order_by(Inspection.number)).all()  # type: ignore[arg-type]
        return {each.inspection.number: each for each in told_of(session, every)}


@pytest.mark.duty("4.1", "17.1")
def test_a_drawn_and_a_special_visit_say_where_they_come_from(house: Path) -> None:
    walk.dispatched(house)
    drawn = walk.open_ones()[0].task
    with held_at(NEXT):
        special = open_special(
            walk.REGION, 3, "投诉单1号", drawn.credit_code, PAIR, NEXT, walk.CLERK
        )  # fmt: skip
    told = _told()
    assert str(told[drawn.number].visit.source) == "2026年第5期（9—10月）随机抽查"
    assert told[drawn.number].visit.source.plan == "2026年度抽查计划第5期"
    of_special = told[special["number"]].visit
    assert str(of_special.source) == "专项检查，情形：被投诉举报涉嫌违法违规，依据：投诉单1号"
    assert "不占年度计划" in of_special.source.plan
    assert [str(each) for each in of_special.basis] == ["《互联网上网服务营业场所管理条例》"]
    assert of_special.recusals == []


@pytest.mark.duty("21.1", "23.1")
def test_what_was_found_is_said_by_groups_with_what_comes_next(house: Path) -> None:
    walk.dispatched(house)
    numbers = []
    for each, story in zip(
        walk.open_ones(), (CONFORMS, SHORT_LOGS, CLOSED, NOBODY_THERE), strict=False
    ):
        numbers.append(each.task.number)
        walk.hand_in(house, each, RECEIVED, story)
    told = _told()
    fine, faulty, closed, empty = (told[number] for number in numbers)
    with database.reading() as session:
        terms = in_force(session, walk.REGION, RECEIVED)
    said = [feedback_of(each, terms, Stated("异议")) for each in (fine, faulty, closed, empty)]
    assert [str(each.result) for each in said if each] == [
        "未发现问题", str(result_of(faulty)), "已停业（待核）", "未发现问题",
    ]  # fmt: skip
    assert said[0] is not None
    assert [str(group) for group in said[0].groups] == [
        "基础资料共4项，未发现问题", "实名登记共3项，未发现问题", "有害信息共1项，未发现问题",
        "安全技术措施共6项，未发现问题",
    ]  # fmt: skip
    assert said[0].next == ""
    assert said[1] is not None
    assert said[1].groups[3].faults == list(faulty.faults.values())
    assert said[1].next == "发现的问题，本机关将依法处理，处理结果另行告知你单位"
    assert said[2] is not None
    assert list(said[2].groups) == []
    assert said[3] is not None
    assert str(said[3].groups[1]) == "实名登记共3项，1项不适用，未发现问题"  # nobody to check
    assert orders(faulty, Stated("后果"), Stated("救济")) == []

"""Orders to rectify and the evidence that answers them (第二十一条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from flows.sample.answers import CONFORMS
from models import database
from models.clock import held_at
from models.faults import Refused
from models.rules.firm_visits import count_by_kind
from models.tables import AuditEvent, Inspection
from tasks.base import audit
from tasks.base.visits import visits_made
from tasks.inspect.dispositions import undisposed
from tasks.inspect.recheck import open_recheck
from tasks.inspect.rectify import order, submit
from tasks.inspect.transfers import answer
from tasks.overview.handling import handling
from tests import walk
from tests.refusal import reasons
from tests.tasks.inspect.orders import (
    AGAIN,
    BROUGHT,
    NEXT,
    ORDER,
    ORDERED,
    RECHECK,
    UNTIL,
    deadlines,
    found,
    ordered,
    photo,
    rechecked,
    stages,
)


@pytest.mark.duty("21.1")
def test_an_order_comes_back_as_evidence_and_a_recheck_closes_it(house: Path) -> None:
    number = found(house).task.number
    ordered(number)
    # By hand: ten working days after Monday the 21st: three, then the 28th to the 30th, then the 8th to
    # the 10th of October, and the 12th.
    assert deadlines() == [
        ("rectify", "D3/1", UNTIL, None),
        ("recheck", "D3/1", date(2026, 10, 12), None),
    ]
    assert undisposed(walk.REGION) == []
    assert stages() == ["责令改正"]
    with held_at(BROUGHT):
        told = submit(number, "D3", [photo(house)], BROUGHT, walk.CLERK)
        assert told["stage_name"] == "已提交改正材料"
        assert submit(number, "D3", [photo(house)], BROUGHT, walk.CLERK)["act"] == "unchanged"
        more = photo(house, b"another")
        assert submit(number, "D3", [more], BROUGHT, walk.CLERK)["act"] == "done"
    assert len(list((house / "evidence").glob("*.jpg"))) == 2
    assert deadlines()[0][3] == BROUGHT
    done = rechecked(house, number, CONFORMS)
    assert done["rechecks"] == [{"number": RECHECK, "outcomes": {"D3": "已改正"}, "also_found": []}]
    assert deadlines()[1][3] == AGAIN
    assert stages() == ["已改正"]
    assert handling(walk.REGION, NEXT) == []
    assert stages(BROUGHT) == ["已提交改正材料"]  # as it stood on that day
    with database.reading() as session:
        recheck = session.exec(select(Inspection).where(Inspection.number == RECHECK)).one()
        assert (recheck.draw_entry_id, recheck.period) == (None, None)
        events = session.exec(
            select(AuditEvent.action).where(col(AuditEvent.key).startswith("handling."))
        ).all()
        made = visits_made(session, walk.REGION, date(2026, 1, 1), NEXT)
    # Looked at twice, visited once: a recheck counts against no cap.
    assert [visit.kind for visit in made] == ["drawn", "recheck"]
    assert sum(count_by_kind(made, ()).values()) == 1
    assert events == ["责令改正", "登记改正材料", "登记改正材料", "派发复查"]
    assert audit.verify()["problems"] == []


@pytest.mark.duty("21.1")
def test_what_cannot_be_is_refused_all_at_once(home: Path) -> None:
    number = found(home).task.number
    with held_at(AGAIN):
        assert reasons(order, number, "D3", " ", ORDERED, walk.LEADER, until=date(2026, 9, 13)) == [
            "责令改正须写明文号（第二十一条）",
            "改正期限 2026-09-13 早于责令之日 2026-09-14",
        ]
        [said] = reasons(order, number, "D3", ORDER, date(2026, 9, 7), walk.LEADER, until=UNTIL)
        assert said == "责令改正的日期 2026-09-07 早于检查之日 2026-09-08"
        assert reasons(submit, number, "D3", [], AGAIN, walk.CLERK) == [
            f"任务 {number} 的 D3 项问题现为「待处理」，没有待改正的责令，不收改正材料",
            "改正材料须附文件（照片、说明等）",
        ]
        assert reasons(open_recheck, number, ["A9"], AGAIN, walk.CLERK) == [
            f"任务 {number} 没有责令改正而待复查的问题",
            "复查人员不得少于 2 人（第十七条）",
            "警号「A9」不在名录库，或不在岗、无执法资格",
        ]
        assert reasons(answer, number, "D3", "filed", " ", AGAIN, walk.CLERK) == [
            f"任务 {number} 的 D3 项问题现为「待处理」，没有待答复的移送",
            "答复须写明文号（第二十一条）",
        ]
        order(number, "D3", ORDER, AGAIN, walk.LEADER, until=AGAIN)
        [said] = reasons(submit, number, "D3", [photo(home)], BROUGHT, walk.CLERK)
        assert "早于登记责令改正之日 2026-09-22" in said
        with pytest.raises(Refused, match=r"没有这个文件：无\.jpg"):
            submit(number, "D3", [home / "无.jpg"], AGAIN, walk.CLERK)
    assert stages() == ["责令改正"]


@pytest.mark.duty("21.1")
def test_an_order_without_a_day_runs_for_the_districts_term_and_again_changes_nothing(
    home: Path,
) -> None:
    number = found(home).task.number
    with held_at(ORDERED):
        told = order(number, "D3", ORDER, ORDERED, walk.LEADER)
        assert told["due_on"] == "2026-09-29"  # by hand: 15 days after the 14th
        assert order(number, "D3", f" {ORDER}", ORDERED, walk.CHIEF)["act"] == "unchanged"
        [said] = reasons(order, number, "D3", "另一号", ORDERED, walk.LEADER)
    assert (
        said == f"任务 {number} 的 D3 项问题现为「责令改正」，不能登记为「责令改正」（第二十一条）"
    )

"""Confirmed, a draw stands; before that it can be given up, with its reason kept (第十八条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import Draw
from tasks.draw.announce import announce
from tasks.draw.confirm import abandon, confirm
from tasks.draw.run import run
from tests import walk

LATER = date(2026, 9, 3)


def _draw() -> Draw:
    with database.reading() as session:
        return session.exec(select(Draw)).one()


@pytest.mark.duty("18.2")
def test_who_confirmed_first_is_who_confirmed(house: Path) -> None:
    done = walk.drawn(house)
    with held_at(LATER):
        first = confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER, request="r1")
        again = confirm(done.draw_id, LATER, "另一领导")
        retried = confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER, request="r1")
    assert (first["act"], first["confirmed_by"], first["confirmed_on"], first["entered_on"]) == (
        "done",
        walk.LEADER,
        "2026-09-01",
        "2026-09-03",
    )
    assert again == {**first, "act": "unchanged"}
    assert retried == {**first, "act": "known"}
    assert (_draw().confirmed_by, _draw().confirmed_on) == (walk.LEADER, walk.DRAW_DAY)


@pytest.mark.duty("18.2")
def test_nothing_is_confirmed_before_it_is_drawn_nor_by_nobody(house: Path) -> None:
    done = walk.prepared(house)
    with held_at(LATER):
        announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK)
        with pytest.raises(Refused, match="还没有抽取结果"):
            confirm(done.draw_id, LATER, walk.LEADER)
        run(done.draw_id, LATER, walk.CLERK)
        with pytest.raises(
            Refused, match="确认抽取结果的日期 2026-09-02 早于随机抽取之日 2026-09-03"
        ):
            confirm(done.draw_id, date(2026, 9, 2), walk.LEADER)
        with pytest.raises(Refused, match="经办人"):
            confirm(done.draw_id, LATER, "\u200b ")
        with pytest.raises(Refused, match="尚未到来"):
            confirm(done.draw_id, date(2026, 9, 4), walk.LEADER)
    assert _draw().state == "drawn"


@pytest.mark.duty("18.2")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE draw SET seed = 'x'",
        "UPDATE draw SET state = 'abandoned', abandon_reason = 'x'",
        "DELETE FROM draw_entry",
        "UPDATE draw_entry SET rank = 99",
        "UPDATE assignment SET seat = 2",
        "INSERT INTO draw_entry (draw_pk, stratum, rank, role, credit_code, subject_entry_id, ticket)"
        " SELECT draw_pk, stratum, 999, 'drawn', 'X', subject_entry_id, 'f' FROM draw_entry",
    ],
)
def test_the_database_refuses_any_change_of_a_confirmed_draw(house: Path, change: str) -> None:
    done = walk.drawn(house)
    confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)
    with pytest.raises(DBAPIError, match="抽取"), database.writing() as session:
        session.execute(text(change))


@pytest.mark.duty("18.2")
def test_a_confirmed_draw_is_not_given_up(house: Path) -> None:
    done = walk.drawn(house)
    with held_at(LATER):
        confirm(done.draw_id, LATER, walk.LEADER)
        with pytest.raises(Refused, match="一经确认不得变更"):
            abandon(done.draw_id, "名录有误", LATER, walk.LEADER)
    assert _draw().state == "confirmed"


@pytest.mark.duty("18.2")
def test_a_draw_is_given_up_once_for_one_reason(house: Path) -> None:
    done = walk.drawn(house)
    with held_at(LATER):
        with pytest.raises(Refused, match="须写明原因"):
            abandon(done.draw_id, " ", LATER, walk.LEADER)
        with pytest.raises(Refused, match="早于发布抽取公告之日"):
            abandon(done.draw_id, "名录有误", date(2026, 8, 31), walk.LEADER)
        first = abandon(done.draw_id, "名录有误", walk.DRAW_DAY, walk.LEADER)
        assert abandon(done.draw_id, "名录有误 ", LATER, "另一领导") == {
            **first,
            "act": "unchanged",
        }
        named = "已由 大队长乙 于 2026-09-01（补录，2026-09-03 登记） 作废：名录有误"
        with pytest.raises(Refused, match=f"{named}，原因不能再改"):
            abandon(done.draw_id, "系统故障", LATER, walk.LEADER)
        with pytest.raises(Refused, match=f"不能确认，{named}"):
            confirm(done.draw_id, LATER, walk.LEADER)
    assert (first["abandoned_by"], first["reason"]) == (walk.LEADER, "名录有误")
    assert (_draw().state, _draw().abandon_reason) == ("abandoned", "名录有误")

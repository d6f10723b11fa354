"""Which draw serves a period, and what it waits for (第十七条、第十八条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.rules import names
from models.tables import Draw
from tasks.base import key_file
from tasks.draw.abandon import abandon
from tasks.draw.announce import announce
from tasks.draw.confirm import confirm
from tasks.draw.run import run
from tasks.draw.sources import read_source
from tasks.draw.waiting import current, receipts_of, underway
from tasks.publish.due import build_due
from tests import walk

BASE, EXTRA = "350105/WB-01/2026-5", "350105/WB-01/2026-X1"
NEXT = date(2026, 9, 2)
WITNESS, GIVEN = "witness-digits/notary", "27182818284590452353602874"


def _current(day: date, period: int = 5, item_code: str | None = None) -> object:
    standing = current(walk.REGION, 2026, period, day, item_code)
    return standing and (standing["draw_id"], standing["state"], standing["waits"])


@pytest.mark.duty("3.1", "17.1", "18.1", "18.2")
def test_what_a_draw_waits_for_is_said_one_thing_after_another(house: Path) -> None:
    walk.prepared(house)
    day = walk.DRAW_DAY
    with held_at(day, walk.MORNING):
        assert _current(day) is None
        announce(walk.REGION, 2026, 5, day, walk.CLERK, [WITNESS], not_before=NEXT)
        after = [f"待到 {NEXT}", f"待读取随机源 {WITNESS}"]
        assert _current(day) == (BASE, "announced", ["待批准公告公示", *after])
        assert _current(day, item_code="WB-01") == _current(day)
        assert _current(day, 4) is None
    walk.received(BASE, day)
    with held_at(day):
        assert _current(day) == (BASE, "announced", after)
    with held_at(NEXT):
        assert _current(day) == (BASE, "announced", after)  # dated before its day
        assert _current(NEXT) == (BASE, "announced", after[1:])
        read_source(BASE, WITNESS, GIVEN, NEXT, walk.CLERK)
        assert _current(NEXT) == (BASE, "announced", [])
        run(BASE, NEXT, walk.CLERK)
        assert _current(NEXT) == (BASE, "drawn", ["待附抽取照片", "待领导确认抽取结果"])
        walk.photographed(BASE, NEXT)
        assert _current(NEXT) == (BASE, "drawn", ["待领导确认抽取结果"])
        assert [each["draw_id"] for each in underway(walk.REGION, NEXT)] == [BASE]
        confirm(BASE, NEXT, walk.LEADER)
        assert _current(NEXT) == (BASE, "confirmed", [])
        assert underway(walk.REGION, NEXT) == []


@pytest.mark.duty("17.1")
def test_where_nothing_else_is_waited_for_the_key_file_is(house: Path) -> None:
    walk.prepared(house)
    walk.announced()
    key_file.path().rename(house.parent / f"{house.name}.key")
    with held_at(walk.DRAW_DAY):
        standing = current(walk.REGION, 2026, 5, walk.DRAW_DAY)
    assert standing is not None
    [said] = standing["waits"]
    assert "没有抽取密钥" in said


@pytest.mark.duty("9.2", "18.2")
def test_the_newest_draw_of_a_period_serves_it(house: Path) -> None:
    walk.prepared(house)
    walk.announced()
    with held_at(walk.DRAW_DAY):
        abandon(BASE, "text-wrong", walk.DRAW_DAY, walk.LEADER)
        assert _current(walk.DRAW_DAY) == (BASE, "abandoned", [])
    walk.announced(NEXT, extra=True)
    with held_at(NEXT):
        assert _current(NEXT) == (EXTRA, "announced", [])
        assert run(EXTRA, NEXT, walk.CLERK)["act"] == "done"


@pytest.mark.duty("3.1", "17.1")
def test_a_receipt_says_when_and_of_which_announcement(house: Path) -> None:
    walk.prepared(house)
    walk.announced()
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        received = receipts_of(session, draw)
    assert [each.channel for each in received] == ["city-police", "district-government"]
    assert {each.received_at for each in received} == {"2026-09-01T08:00:00+08:00"}
    assert {each.announcement_digest for each in received} == {draw.announcement_digest}


@pytest.mark.duty("3.1")
def test_what_is_built_and_not_released_was_received_by_nobody(house: Path) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY, walk.MORNING):
        announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, [], not_before=walk.DRAW_DAY)
        assert names.announcement_matter(BASE) in build_due(walk.REGION, walk.DRAW_DAY)["built"]
        assert _current(walk.DRAW_DAY) == (BASE, "announced", ["待批准公告公示"])

"""Whoever takes the page for the ceremony is named, and it shows only what is drawn
(第十条末款、第十七条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import AuditEvent
from tasks.draw.abandon import abandon
from tasks.draw.confirm import confirm
from tasks.draw.copies import copy_of
from tasks.draw.show import show
from tests import walk

RECEIVED = date(2026, 9, 11)
BANNER = "内部使用、不得外传"


def _carried(content: bytes) -> dict[str, Any]:
    """What a page carries beside its script."""
    text = content.decode()
    start = text.index('id="carried">') + len('id="carried">')
    carried: dict[str, Any] = json.loads(text[start : text.index("</script>", start)])
    return carried


@pytest.mark.duty("17.1", "17.2")
def test_before_and_after_confirming_it_shows_what_is_stored(house: Path) -> None:
    done = walk.drawn(house)
    with held_at(walk.DRAW_DAY):
        before = _carried(show(done.draw_id, walk.DRAW_DAY, walk.CLERK))
        walk.photographed(done.draw_id, walk.DRAW_DAY)
        signed = confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)["draw_digest"]
        after = _carried(show(done.draw_id, walk.DRAW_DAY, walk.CLERK, officers=True))
        record = copy_of(done.draw_id, walk.DRAW_DAY, "审计甲", early=True).record
    early, late = json.loads(before["record"]), json.loads(after["record"])
    assert (early["draw_digest"], early["draw"]["confirmed_at"]) == (None, None)
    assert late["draw_digest"] == signed
    assert late == {key: record[key] for key in late}
    assert early["draw"] == {**late["draw"], "confirmed_at": None}
    drawn = [row["id"] for row in late["draw"]["drawn"]]
    assert all(before["names"][id_].startswith("样例") for id_ in drawn)
    assert before["officers"] == {}
    assert set(after["officers"]) == set(late["texts"]["inspectors"].split())
    assert set(before["channels"]) >= set(late["announcement"]["channels"])


@pytest.mark.duty("10.3")
def test_who_takes_it_is_in_the_audit_record_and_it_is_internal_until_the_record_is_public(
    house: Path,
) -> None:
    done = walk.dispatched(house)
    with held_at(walk.DRAW_DAY):
        assert BANNER in show(done.draw_id, walk.DRAW_DAY, "内勤甲").decode()
    for each in walk.open_ones():
        walk.hand_in(house, each, RECEIVED)
    assert BANNER not in show(done.draw_id, RECEIVED, "内勤乙").decode()
    assert BANNER in show(done.draw_id, RECEIVED, "内勤丙", officers=True).decode()
    with database.reading() as session:
        events = session.exec(
            select(AuditEvent)
            .where(AuditEvent.action == "调阅抽取演示页")
            .order_by(col(AuditEvent.number))
        ).all()
    taken = [(event.actor, json.loads(event.payload)) for event in events]
    assert [(actor, told["officers"], told["before_release"]) for actor, told in taken] == [
        ("内勤甲", False, True),
        ("内勤乙", False, False),
        ("内勤丙", True, False),
    ]


@pytest.mark.duty("17.1")
def test_what_is_not_drawn_or_given_up_is_not_shown(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match="没有名为「350105/WB-01/2026-5」的抽取"):
        show("350105/WB-01/2026-5", walk.DRAW_DAY, walk.CLERK)
    draw_id = walk.announced()
    with held_at(walk.DRAW_DAY):
        with pytest.raises(Refused, match="还没有抽取"):
            show(draw_id, walk.DRAW_DAY, walk.CLERK)
        abandon(draw_id, "名单有误", walk.DRAW_DAY, walk.LEADER)
        with pytest.raises(Refused, match="不能演示，已由 大队长乙 于 2026-09-01 作废：名单有误"):
            show(draw_id, walk.DRAW_DAY, walk.CLERK)


def test_it_is_not_taken_on_a_day_before_the_draw(house: Path) -> None:
    done = walk.drawn(house)
    with held_at(walk.DRAW_DAY), pytest.raises(Refused, match="随机抽取"):
        show(done.draw_id, date(2026, 8, 31), walk.CLERK)


@pytest.mark.duty("10.3")
def test_taken_again_it_is_on_record_again_and_a_retry_is_not(house: Path) -> None:
    done = walk.drawn(house)
    with held_at(walk.DRAW_DAY):
        pages = [
            show(done.draw_id, walk.DRAW_DAY, walk.CLERK, request=request)
            for request in (None, "r1", "r1", None)
        ]
    assert len(set(pages)) == 1
    with database.reading() as session:
        keys = session.exec(
            select(AuditEvent.key).where(col(AuditEvent.key).startswith("draw.show:"))
        ).all()
    assert len(keys) == 3

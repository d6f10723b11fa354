"""What a draw waits for, in the order in which it comes (第十七条、第十八条)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.rules.draw.state import DrawState
from models.rules.draw.waiting import Underway, waits_for

READY = Underway(
    state=DrawState.ANNOUNCED,
    passed_by=None,
    released=True,
    without=[],
    received_at="2026-11-25T09:00:00+08:00",
    first_due=None,
    not_before="2026-11-27",
    unread=[],
    wants_photograph=False,
    wants_stamp=False,
)
NOON, DAY = "2026-11-27T12:00:00+08:00", "2026-11-27"
AFTERNOON = "2026-11-27T15:00:00+08:00"
TOO_LATE = f"公告在 {NOON} 之前没有附上时间戳，不得抽取，待作废"
LATE = "公告没有在随机源的时间 2026-11-25 09:00:00 之前送达各渠道，待作废（公告未按时发布）"


@pytest.mark.duty("3.1", "17.1", "18.1", "18.2")
@pytest.mark.parametrize(
    ("draw", "moment", "waits"),
    [
        (READY, NOON, []),
        (replace(READY, passed_by="乙"), NOON, ["其后的「乙」已经公告，不能再抽取"]),
        (replace(READY, released=False, without=["甲"]), NOON, ["待批准公告公示"]),
        (replace(READY, without=["甲", "乙"]), NOON, ["待各渠道收到公告：甲、乙"]),
        (replace(READY, received_at=NOON), NOON, [f"公告 {NOON} 刚刚送达，稍后抽取"]),
        (READY, "2026-11-26T23:59:59+08:00", ["待到 2026-11-27"]),
        (replace(READY, first_due=NOON), NOON, []),
        (replace(READY, first_due="2026-11-25T09:00:00+08:00"), NOON, [LATE]),
        (replace(READY, first_due=NOON, without=["甲"]), NOON, [LATE.replace("25 09", "27 12")]),
        (
            replace(READY, first_due=NOON, without=["甲"]),
            "2026-11-27T11:59:59+08:00",
            ["待各渠道收到公告：甲"],
        ),
        (replace(READY, unread=["pl5/26330"]), NOON, ["待读取随机源 pl5/26330"]),
        (replace(READY, wants_stamp=True), NOON, ["待附公告时间戳"]),
        (replace(READY, wants_stamp=True, first_due=AFTERNOON), NOON, ["待附公告时间戳"]),
        (replace(READY, wants_stamp=True, first_due=NOON), NOON, [TOO_LATE]),
        (replace(READY, state=DrawState.DRAWN), NOON, ["待领导确认抽取结果"]),
        (
            replace(READY, state=DrawState.DRAWN, wants_photograph=True),
            NOON,
            ["待附抽取照片", "待领导确认抽取结果"],
        ),
        (replace(READY, state=DrawState.CONFIRMED), NOON, []),
        (replace(READY, state=DrawState.ABANDONED, unread=["pl5/26330"]), NOON, []),
    ],
)
def test_each_thing_it_waits_for_is_said(draw: Underway, moment: str, waits: list[str]) -> None:
    assert waits_for(draw, moment, DAY) == waits


def test_an_earlier_legal_day_waits_whatever_the_clock_says() -> None:
    assert waits_for(READY, NOON, "2026-11-26") == ["待到 2026-11-27"]

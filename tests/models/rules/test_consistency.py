"""What can't be true of a form (第十、二十条)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.consistency import untrue
from models.rules.observed import NoneThere, Span, Terminal
from tests.forms import FIRST, SOUND, VISIT, WB_01


def told(**measured: Any) -> dict[str, str]:
    """Measure -> why it can't be true."""
    return {measure.code: why for measure, why in untrue(WB_01, {**SOUND, **measured}, VISIT)}


@pytest.mark.duty("10.2")
@given(st.integers(0, 60), st.integers(0, 60))
def test_there_are_never_more_red_entries_than_listed(red: int, listed: int) -> None:
    why = {"red": f"红色{red}条，多于在线顾客列表共{listed}条，请核对后改正"}
    assert told(red=red, listed=listed) == (why if red > listed else {})


@pytest.mark.duty("10.2")
@given(st.lists(st.integers(0, 3), min_size=4, max_size=4), st.integers(2, 9))
def test_each_customer_is_of_one_kind_at_most(kinds: list[int], customers: int) -> None:
    codes = ("unregistered", "incomplete", "wrongly", "borrowed")
    found = told(customers=customers, **dict(zip(codes, kinds, strict=True)))
    assert set(found) == ({"unregistered"} if sum(kinds) > customers else set())


@pytest.mark.duty("10.2")
def test_nobody_is_online_when_the_headcount_is_nought_and_only_then() -> None:
    nobody = NoneThere("无人上网")
    assert told(customers=nobody, headcount=0) == {}
    assert told(customers=nobody) == {
        "customers": "核对的上网人员填「无人上网」，现场上网人数填40，请核对后改正"
    }
    assert "customers" in told(headcount=0)
    assert told(customers=0, headcount=0) == {}


@pytest.mark.duty("10.2")
def test_no_more_machines_are_looked_at_than_there_are() -> None:
    assert told(terminals=[Terminal(str(n), str(n)) for n in (1, 2, 3)], terminals_found=2) == {
        "terminals": "抽查的机器多于现场清点的终端（2台），请核对后改正"
    }


@pytest.mark.duty("10.2")
def test_no_video_is_looked_at_that_was_not_there_yet() -> None:
    seen = SOUND["video_seen"]
    later = Span(seen.begins + timedelta(days=2), seen.ends + timedelta(days=2))
    assert told(video_seen=later) == {"video_seen": "晚于检查日期 2026-09-08，请核对后改正"}


def test_what_was_not_measured_contradicts_nothing() -> None:
    assert untrue(WB_01, {}, VISIT) == []
    assert told(red=50, listed=None) == {}
    assert untrue(FIRST, {"red": 50, "listed": 2}, VISIT) == []

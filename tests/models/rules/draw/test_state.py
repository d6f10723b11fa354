"""A draw is announced, drawn, confirmed; given up before that; and then it stands."""

from __future__ import annotations

import pytest

from models.rules.draw.state import MOVES, SETTLED, DrawState, check_abandoning, check_turn
from tests.refusal import reasons, refusal


@pytest.mark.duty("18.2")
def test_nothing_leads_out_of_a_settled_draw() -> None:
    assert set(SETTLED) == {DrawState.CONFIRMED, DrawState.ABANDONED}
    assert not any(move.before in SETTLED for move in MOVES)


@pytest.mark.duty("18.2")
def test_the_moves_of_a_draw() -> None:
    assert {(str(m.before), str(m.after)) for m in MOVES} == {
        ("announced", "drawn"),
        ("announced", "abandoned"),
        ("drawn", "confirmed"),
        ("drawn", "abandoned"),
    }


@pytest.mark.duty("18.2")
@pytest.mark.parametrize("state", [DrawState.ANNOUNCED, DrawState.DRAWN, DrawState.ABANDONED])
def test_a_draw_is_given_up_before_it_is_confirmed_with_a_reason(state: DrawState) -> None:
    check_abandoning(state, "名单有误")
    refused = refusal(check_abandoning, state, " \n")
    assert (refused.reasons, refused.code) == (("作废抽取须写明原因",), "wrong-state")


@pytest.mark.duty("18.2")
def test_a_confirmed_draw_is_never_given_up() -> None:
    told = "抽取结果一经确认不得变更（第十八条），只能申请变更后递补"
    assert reasons(check_abandoning, DrawState.CONFIRMED, "名单有误") == [told]
    assert reasons(check_abandoning, DrawState.CONFIRMED, "") == [told, "作废抽取须写明原因"]


@pytest.mark.duty("17.1")
def test_a_draw_is_announced_when_the_one_before_is_settled() -> None:
    check_turn([])
    assert reasons(check_turn, ["350105/WB-01/2026-5"]) == [
        "「350105/WB-01/2026-5」已经公告，尚未确认也没有作废，办结以后方可公告下一次"
    ]

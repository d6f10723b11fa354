"""A state is stored by its value, shown by its words, and moves only as an article allows."""

from __future__ import annotations

import pytest

from models.rules.states import Move, Worded, check_move
from tests.refusal import refusal


class Light(Worded):
    RED = "red", "红灯"
    GREEN = "green", "绿灯"


MOVES = (Move(Light.RED, Light.GREEN, "第一条"),)


def test_a_member_equals_what_is_stored_and_carries_its_words() -> None:
    assert Light("red") is Light.RED
    assert Light.RED == "red"
    assert f"{Light.RED}" == "red"
    assert Light.RED.words == "红灯"
    assert Light.values() == ["red", "green"]
    assert Light.all_words() == "红灯、绿灯"


@pytest.mark.parametrize("written", ["red", "红灯", " 红灯 "])
def test_a_member_is_read_by_its_value_and_in_chinese(written: str) -> None:
    assert Light.read(written, "信号") is Light.RED


@pytest.mark.parametrize("written", ["", "红", "RED"])
def test_any_other_is_refused_with_the_list(written: str) -> None:
    refused = refusal(Light.read, written, "信号")
    assert refused.reasons == (f"信号「{written}」应为 红灯（red）、绿灯（green） 之一",)
    assert refused.code == "wrong-reason"


def test_only_a_listed_move_is_allowed() -> None:
    check_move(MOVES, "一号灯", Light.RED, Light.GREEN)
    for before, after in ((Light.GREEN, Light.RED), (Light.RED, Light.RED)):
        refused = refusal(check_move, MOVES, "一号灯", before, after)
        assert refused.reasons == (f"一号灯现为「{before.words}」，不能转为「{after.words}」",)
        assert refused.code == "wrong-state"

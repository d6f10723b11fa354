"""What became of each firm in a draw, by the draw's public record alone (第十七条、第十八条)."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.firm_story import Version, turns_in
from models.rules.results import ResultKind
from tests.reports import stories


def _record(**more: Any) -> dict[str, Any]:
    drawn = [{"id": "A"}, {"id": "B"}]
    return {"abandoned": None, "draw": {"drawn": drawn}, "changes": []} | more


def _change(out: str, comes_in: str | None) -> dict[str, Any]:
    return {"kind": "subject", "subject": out, "out": out, "in": comes_in, "reason": "suspended"}


@pytest.mark.duty("17.1", "17.2")
def test_everybody_in_the_roster_is_told_whether_it_was_drawn() -> None:
    told = turns_in(_record(), ["A", "B", "C"], [("D", "suspended")])
    assert told == {"A": "抽中", "B": "抽中", "C": "未抽中", "D": "未参加抽取：停业"}


@pytest.mark.duty("18.3")
def test_who_left_and_who_came_in_is_told_and_a_change_of_inspectors_is_nothing_to_the_firm() -> (
    None
):
    inspector = {"kind": "inspector", "subject": "B", "out": "J01", "in": "J02", "reason": "leave"}
    changes = [_change("A", "C"), inspector, _change("C", None)]
    told = turns_in(_record(changes=changes), ["A", "B", "C"], [])
    assert told["A"] == "抽中，后换下：停业"
    assert told["B"] == "抽中"
    assert told["C"] == "递补抽中，后换下：停业"


@pytest.mark.duty("18.2")
def test_a_draw_that_was_abandoned_is_nobodys_turn() -> None:
    assert turns_in(_record(abandoned={"at": "…"}), ["A"], []) == {}
    assert turns_in(_record(draw=None), ["A"], []) == {}


@pytest.mark.duty("22.1")
@pytest.mark.parametrize("unsigned", ["企业未在记录上签字", "被检查对象拒绝签字"])
def test_that_nobody_signed_is_a_note_and_no_part_of_what_was_found(unsigned: str) -> None:
    said = f"没有招牌；日志写着“不明。”。{unsigned}"
    version: Version = stories.version(1, ResultKind.OPINION, "正在处理", said)
    assert (version.sentence, version.remark) == ("没有招牌；日志写着“不明。”", unsigned)
    signed = stories.version(1, ResultKind.OPINION, "正在处理", "没有招牌。另有一处")
    assert (signed.sentence, signed.remark) == ("没有招牌。另有一处", "")

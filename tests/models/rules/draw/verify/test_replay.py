"""Changes replayed one after another (check 22, 第十八条)."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.draw.verify.replay import named
from tests.models.rules.draw.records import told


def _change(n: int, **changed: Any) -> Any:
    return lambda r: r["changes"][n].update(changed)


@pytest.mark.duty("17.2", "17.3", "18.3")
@pytest.mark.parametrize(
    ("change", "told_of"),
    [
        (_change(1, no=3), "第 2 项变更：序号应为 2，记录为 3"),
        (_change(1, application="2026-B0001"), "第 2 项变更：申请「2026-B0001」已用于另一项变更"),
        (
            _change(0, **{"in": "92350105MA10PUA8UR"}),
            "第 1 项变更：应由「92350105MAYJDTQY8J」接替，记录为「92350105MA10PUA8UR」",
        ),
        (_change(0, **{"in": None}), "第 1 项变更：应由「92350105MAYJDTQY8J」接替，记录为「无」"),
        (_change(3, **{"in": "92350105MA60D1WHDK"}), "第 4 项变更：应由「无」接替"),
        (
            _change(0, inspectors=["J02", "J03"]),
            "第 1 项变更：检查人员应为 J03、J02，记录为 J02、J03",
        ),
        (_change(1, out="J01"), "第 2 项变更：「J01」不是「92350105MA6PNH7209」的检查人员"),
        (_change(0, out="92350105MA10PUA8UR"), "第 1 项变更：离开的应为「92350105MA81QR3M9Y」"),
        (_change(0, subject="92350105MA10PUA8UR"), "第 1 项变更：「92350105MA10PUA8UR」不在抽中对象中"),
        (
            _change(5, deciders=["head"]),
            "第 6 项变更：是该位次的第 3 次变更，应由 2 人决定，记录为 1 人",
        ),
        (lambda r: r["changes"].pop(0), "第 1 项变更：序号应为 1，记录为 2"),
        (lambda r: r["changes"].pop(0), "第 2 项变更：「92350105MAYJDTQY8J」不在抽中对象中"),
    ],
)  # fmt: skip
def test_a_change_is_the_one_that_follows(change: Any, told_of: str) -> None:
    assert any(each.startswith(told_of) for each in told(change)["changes"])


@pytest.mark.duty("18.3")
def test_a_second_decision_is_due_from_the_announced_number_on() -> None:
    def after(n: int) -> list[str]:
        def change(record: Any) -> None:
            record["announcement"]["second_decision_after"] = n

        return told(change).get("changes", [])

    assert after(2) == []
    assert after(99) == []
    assert after(1) == ["第 3 项变更：是该位次的第 2 次变更，应由 2 人决定，记录为 1 人"]


def test_inspectors_are_listed() -> None:
    assert named(["J03", "J02"]) == "J03、J02"
    assert named([]) == "无"

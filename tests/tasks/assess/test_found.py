"""What inspections came to; what was withdrawn stands apart (第二十一条、第二十四条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tasks.assess.working_year import NOVEMBER, assessed


@pytest.mark.duty("21.1", "23.1", "24.1")
def test_a_withdrawn_result_is_counted_nowhere_else(year: Path) -> None:
    shown = assessed(NOVEMBER)
    assert [(e["words"], e["n"]) for e in shown["results"]] == [
        ("未发现问题", 2), ("不予配合", 1), ("发现问题", 1),
    ]  # fmt: skip
    assert (shown["withdrawn"], shown["corrected"]) == (1, 0)
    assert shown["faults"] == [{"words": "日志没有按规定保存", "n": 1}]
    assert shown["handling"] == [{"words": "已改正", "n": 1}]

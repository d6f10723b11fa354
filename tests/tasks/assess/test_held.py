"""The draws held against the plan, and why not (第九条、第二十四条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tasks.assess.working_year import DEDUCTION, NOVEMBER, assessed


@pytest.mark.duty("9.2", "9.3", "18.1", "24.1")
def test_a_deduction_stands_for_the_first_period_that_was_skipped(year: Path) -> None:
    shown = assessed(NOVEMBER)
    [plan] = shown["draws"]
    # Four periods were skipped, the deduction stands for the first of them.
    assert (plan["in_time"]["words"], plan["deductions"][0]["document"]) == ("1/4", DEDUCTION)
    assert [each["state_name"] for each in plan["periods"]] == [
        "未抽取，由扣减抵去", "逾期未抽取", "逾期未抽取", "逾期未抽取", "已抽取", "未到抽取日",
    ]  # fmt: skip
    assert (plan["without_photographs"], shown["changes"]["words"]) == ([], "1/5")

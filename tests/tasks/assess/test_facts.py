"""What belongs to a period, and to whom (第二十四条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tasks.assess.working_year import NOVEMBER, assessed


@pytest.mark.duty("24.1")
def test_groups_count_each_inspection_once_for_its_lead_and_for_every_inspector(
    year: Path,
) -> None:
    groups = assessed(NOVEMBER)["groups"]
    assert [each["name"] for each in groups["period"]] == ["第5期", "复查", "专项检查"]
    [unit] = groups["unit"]
    assert (unit["inspections"], unit["visited"], unit["found"]) == (6, 5, 1)
    assert sum(each["inspections"] for each in groups["inspector"]) == 2 * 6

"""A period of the year assessed (第二十四条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tasks.assess.working_year import NOVEMBER, assessed, in_time


@pytest.mark.duty("24.1")
def test_one_period_holds_what_was_drawn_in_it(year: Path) -> None:
    fifth = assessed(NOVEMBER, 5)
    assert [each["period"] for each in fifth["draws"][0]["periods"]] == [5]
    # Without the special inspection, the recheck, and the lists of the year.
    assert in_time(fifth)["returns"] == (2, 1, 2, 0)
    assert "item_list" not in in_time(fifth)
    assert {each["name"] for each in fifth["groups"]["period"]} == {"第5期"}
    first = assessed(NOVEMBER, 1)
    assert (first["in_time"], first["overdue"], first["ratios"]) == ([], [], [])

"""What was late stands with names, day and days (第二十四条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tasks.assess.working_year import NOVEMBER, assessed


@pytest.mark.duty("10.3", "24.1")
def test_what_was_late_is_named_and_a_late_entry_says_so(year: Path) -> None:
    listed = [each for each in assessed(NOVEMBER)["overdue"] if each["kind"] == "returns"]
    never, paper, late = listed
    assert (never["done"], never["due_on"], never["on_paper"]) == (None, "2026-09-23", False)
    assert never["subject"].startswith("样例")
    assert never["officers"].count("（035") == 2
    assert (paper["done"], paper["on_paper"]) == ("2026-09-18（补录，2026-09-28 登记）", True)
    # Working days after 21 September until the entry on the 28th: 22, 23, 24, 28; the holiday of the
    # Mid-Autumn Festival is from the 25th to the 27th.
    assert (late["done"], paper["days"]) == ("2026-09-25", 4)

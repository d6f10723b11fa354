"""What a recheck says of a finding (第二十一条)."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.recheck_outcome import outcome_of


@pytest.mark.duty("21.1")
@pytest.mark.parametrize(
    ("answer", "found", "day", "stage"),
    [
        ("conform", False, 20, "已改正"),
        ("conform", False, 30, "已改正"),
        ("non_conform", True, 20, "未改正"),
        ("non_conform", True, 21, "逾期未改正"),
        ("not_applicable", False, 21, "复查未果"),
        (None, False, 21, "复查未果"),
    ],
)
def test_what_a_recheck_says(answer: str | None, found: bool, day: int, stage: str) -> None:
    until = date(2026, 9, 20)  # the last day of the term still counts
    assert outcome_of(answer, found, date(2026, 9, day), until).words == stage

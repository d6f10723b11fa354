"""What was told of a handling, and what became of it (第二十一条、第二十三条)."""

from __future__ import annotations

import pytest

from models.rules.handling_told import progress


@pytest.mark.duty("21.1", "23.2")
def test_what_became_of_a_matter_is_no_correction_of_it() -> None:
    overdue, moved = ["order", "", "责改1号", "overdue"], ["transfer", "区文旅局", "移1号"]
    assert progress(None, moved)
    assert progress(moved, [*moved, "answered"])
    assert progress(overdue, ["handle", "", "罚1号"])
    assert not progress(overdue, ["order", "", "责改2号", "overdue"])
    assert not progress(["handle", "", "罚1号"], ["handle", "", "罚2号"])
    assert not progress(["order", "", "责改1号", "corrected"], overdue)
    assert not progress(["handle", "", "罚1号"], None)

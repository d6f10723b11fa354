"""An annual plan is made public once approved, and again with each deduction (第九、十六条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from tasks.plan.annual import make_plan
from tasks.plan.deduct import deduct
from tasks.publish.due import build_due
from tests import walk
from tests.pages import text_of

DEDUCTED = date(2026, 3, 2)
FIRST, SECOND = "350105/plan/WB-01/2026/1", "350105/plan/WB-01/2026/2"


@pytest.mark.duty("9.3", "16.1")
def test_a_deduction_is_published_as_a_new_version(house: Path) -> None:
    walk.prepared(house)
    walk.published(walk.NEW_YEAR)
    with held_at(DEDUCTED):
        assert build_due(walk.REGION, DEDUCTED)["act"] == "unchanged"
        deduct(walk.REGION, 2026, 1, "部署专项行动", "马公网〔2026〕1号", DEDUCTED, walk.CLERK)
        # On a day before the deduction it is not due yet.
        assert build_due(walk.REGION, date(2026, 3, 1))["built"] == []
        assert build_due(walk.REGION, DEDUCTED)["built"] == [SECOND]
        assert build_due(walk.REGION, DEDUCTED)["built"] == []
    walk.published(DEDUCTED)
    site = house / "site" / walk.REGION
    said = (site / "plan-350105-plan-WB-01-2026-2.html").read_text("utf-8")
    # By hand: six draws are due, one is deducted.
    assert "全年应抽取6次，扣减1次，实应5次" in text_of(said)
    assert "部署专项行动（马公网〔2026〕1号）" in text_of(said)
    assert "扣减" not in (site / "plan-350105-plan-WB-01-2026-1.html").read_text("utf-8")


@pytest.mark.duty("16.1")
def test_a_plan_that_is_not_approved_is_not_published(house: Path) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        make_plan(walk.REGION, 2027, walk.DRAW_DAY, walk.CLERK)
        built = build_due(walk.REGION, walk.DRAW_DAY)["built"]
    assert FIRST in built
    assert [matter for matter in built if "/plan/" in matter] == [FIRST]

"""Special inspections and visits are counted beside the draws of a year, as was known on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from reports.ledger import ledger_in_words
from tasks.inspect.special import open_special
from tasks.inspect.special_cancel import cancel_special
from tasks.overview.ledger import year_ledger
from tests import walk

FIRM, PAIR = "92350105MA0015838Y", ["035023", "035036"]
NEXT, RECEIVED = date(2026, 9, 2), date(2026, 9, 11)


@pytest.mark.duty("4.1", "10.3")
def test_the_ledger_counts_special_inspections_with_the_others(house: Path) -> None:
    walk.dispatched(house)
    with held_at(NEXT):
        for document in ("投诉单1号", "投诉单2号"):
            open_special(walk.REGION, 3, document, FIRM, PAIR, NEXT, walk.CLERK)
        cancel_special("350105-ZX-2026-00002", "投诉人撤回", NEXT, walk.LEADER)
    for each in walk.open_ones():
        walk.hand_in(house, each, RECEIVED)
    shown = year_ledger(walk.REGION, 2026, RECEIVED)
    # By hand: five firms were drawn, one was inspected specially; nothing is public yet.
    assert shown["visits"] == {"drawn": 5, "joint": 0, "special": 1}
    assert shown["specials"] == {"opened": 2, "cancelled": 1, "made": 1, "published": 0}
    before = year_ledger(walk.REGION, 2026, walk.DRAW_DAY)
    assert (before["specials"]["opened"], before["visits_words"]) == (0, "0 次")
    assert ledger_in_words(shown).splitlines()[-1] == (
        "  本区划全年已检查 6 次（随机抽查 5 次、专项检查 1 次）；专项检查立项 2 件，已检查 1 件，取消 1 件"
    )

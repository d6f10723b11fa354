"""The special inspections of a year as they stand, and those that were one visit with another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from reports.specials import specials_in_words
from tasks.inspect.special import open_special
from tasks.inspect.special_cancel import cancel_special
from tasks.overview.specials import specials
from tests import walk

FIRM, PAIR = "92350105MA0015838Y", ["035023", "035036"]
NEXT, RECEIVED = date(2026, 9, 2), date(2026, 9, 11)
NUMBER, SECOND = "350105-ZX-2026-00001", "350105-ZX-2026-00002"
WITHDRAWN = "投诉人撤回投诉"


@pytest.mark.duty("4.1", "10.3")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_a_cancelled_one_stands_beside_what_its_document_opened_after_it(house: Path) -> None:
    walk.prepared(house)
    case = ("投诉单1号", FIRM, PAIR)
    with held_at(walk.DRAW_DAY):
        open_special(walk.REGION, 3, *case, walk.DRAW_DAY, walk.CLERK)
    with held_at(NEXT):
        cancel_special(NUMBER, WITHDRAWN, NEXT, walk.LEADER)
        open_special(walk.REGION, 5, *case, walk.DRAW_DAY, walk.CLERK)
    shown = specials(walk.REGION, NEXT)
    assert shown["states"] == {"cancelled": 1, "dispatched": 1}
    first, second = shown["specials"]
    assert first["cancelled"] == {"reason": WITHDRAWN, "on": "2026-09-02", "by": walk.LEADER}
    assert (first["due_on"], second["ground"], second["source"]) == (None, 5, "assigned")
    assert specials_in_words(shown).splitlines()[:3] == [
        "350105 2026 年专项检查，截至 2026-09-02：2 件，待检查回传 1，已取消 1。",
        f"  {NUMBER}  {first['subject']}  林虚甲、陈虚乙  已取消，"
        f"{walk.LEADER} 于 2026-09-02 取消：{WITHDRAWN}",
        "    第四条第三种情形：被投诉举报涉嫌违法违规；依据：投诉单1号；"
        f"{walk.CLERK} 于 2026-09-01 立项",
    ]
    late = specials_in_words(shown).splitlines()[4]
    assert late.endswith("于 2026-09-01（补录，2026-09-02 登记） 立项")
    assert specials(walk.REGION, walk.DRAW_DAY, 2025)["specials"] == []

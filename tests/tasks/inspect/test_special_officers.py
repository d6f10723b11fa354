"""Who may be sent on a special inspection, by the rosters in force on its day (第十四条、第十七条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from tasks.inspect.special import open_special
from tasks.rosters.refresh import refresh_roster
from tests import walk
from tests.refusal import reasons

NEXT = date(2026, 9, 2)
PAIR = ["035023", "035036"]


@pytest.mark.duty("4.1", "17.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_who_keeps_away_from_the_subject_is_refused_by_name_and_reason(house: Path) -> None:
    walk.prepared(house)
    # 035062 is kin to this firm, says the roster of 2026-09-01.
    given = (walk.REGION, 3, "投诉单1号", "92350105MA01583806")
    with held_at(NEXT):
        assert reasons(open_special, *given, ["035062", "999999"], NEXT, walk.CLERK) == [
            "警号「999999」不在名录库，或不在岗、无执法资格",
            "警号「035062」应当回避该市场主体：亲属关系",
        ]
        text = walk.INSPECTORS.read_text(encoding="gb18030").replace(
            "92350105MA01583806（亲属关系）", ""
        )
        roster = house / "inspectors.csv"
        roster.write_text(text, encoding="gb18030")
        refresh_roster("inspectors", roster, walk.REGION, NEXT, walk.CLERK)
        # The roster in force on the day says it, not the newest.
        [reason] = reasons(open_special, *given, ["035062", PAIR[0]], walk.DRAW_DAY, walk.CLERK)
        assert "亲属关系" in reason
        assert open_special(*given, ["035062", PAIR[0]], NEXT, walk.CLERK)["act"] == "done"

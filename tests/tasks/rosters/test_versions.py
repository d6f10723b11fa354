"""Which item's roster, and its newest version (第十一条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import database
from models.rules.rosters import RosterKind
from tasks.rosters.versions import item_of, newest_version, standing_version
from tests import walk
from tests.refusal import refusal
from tests.tasks.rosters.lists import taken_in


@pytest.mark.duty("11.1")
def test_the_newest_version_stands_and_a_missing_roster_is_asked_for(house: Path) -> None:
    walk.prepared(house)
    code = next(iter(taken_in(house, {})["item"].split()))
    assert item_of(walk.REGION, walk.DRAW_DAY, None) == code == "WB-01"
    assert refusal(item_of, walk.REGION, walk.DRAW_DAY, "WB-99").code == "unknown-item"
    with database.reading() as session:
        place = (session, walk.REGION, code)
        for kind in RosterKind:
            newest = newest_version(*place, kind)
            assert newest is not None
            assert newest.number == standing_version(*place, kind).number == 1
        none = (session, walk.REGION, "WB-02", RosterKind.SUBJECTS)
        assert newest_version(*none) is None
        refused = refusal(standing_version, *none)
    assert refused.reasons == ("还没有市场主体名录库，请先运行 ssj rosters import",)
    assert refused.code == "no-roster"

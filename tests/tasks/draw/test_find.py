"""Which draw serves a period, and what it waits for."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import database
from models.faults import Refused
from tasks.draw.announce import announce
from tasks.draw.confirm import abandon
from tasks.draw.find import current, draw_of
from tasks.draw.run import run
from tests import walk

BASE, EXTRA = "350105/WB-01/2026-5", "350105/WB-01/2026-X1"


def _current(period: int = 5, item_code: str | None = None) -> object:
    return current(walk.REGION, 2026, period, walk.DRAW_DAY, item_code)


@pytest.mark.duty("9.2", "18.2")
def test_the_newest_draw_of_a_period_serves_it(house: Path) -> None:
    walk.prepared(house)
    assert _current() is None
    announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK)
    assert _current() == {"draw_id": BASE, "state": "announced", "awaits_sources": False}
    assert _current(item_code="WB-01") == _current()
    run(BASE, walk.DRAW_DAY, walk.CLERK)
    abandon(BASE, "名录有误", walk.DRAW_DAY, walk.LEADER)
    assert _current() == {"draw_id": BASE, "state": "abandoned", "awaits_sources": False}
    announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, ["见证人掷骰"], extra=True)
    assert _current() == {"draw_id": EXTRA, "state": "announced", "awaits_sources": True}
    run(EXTRA, walk.DRAW_DAY, walk.CLERK, ["见证人掷骰 1"])
    assert _current() == {"draw_id": EXTRA, "state": "drawn", "awaits_sources": False}
    assert _current(4) is None


@pytest.mark.parametrize("draw_id", ["", "350105/WB-01/2026-7a", "x' OR 1=1"])
def test_what_is_no_draw_id_is_refused_before_it_is_looked_up(house: Path, draw_id: str) -> None:
    walk.prepared(house)
    with database.reading() as session:
        with pytest.raises(Refused, match="的写法不对"):
            draw_of(session, draw_id)
        with pytest.raises(Refused, match="没有名为"):
            draw_of(session, "350105/WB-01/2026-6")

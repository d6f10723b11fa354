"""Which draw is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import database
from models.faults import Refused
from tasks.draw.find import draw_of
from tests import walk


@pytest.mark.parametrize("draw_id", ["", "350105/WB-01/2026-7a", "x' OR 1=1"])
def test_what_is_no_draw_id_is_refused_before_it_is_looked_up(house: Path, draw_id: str) -> None:
    walk.prepared(house)
    with database.reading() as session:
        with pytest.raises(Refused, match="的写法不对"):
            draw_of(session, draw_id)
        with pytest.raises(Refused, match="没有名为"):
            draw_of(session, "350105/WB-01/2026-6")

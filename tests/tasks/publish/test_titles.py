"""What people call a period and a draw."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.tables import Draw
from tasks.base.terms import in_force
from tasks.publish.titles import draw_called, item_called
from tests import walk


@pytest.mark.duty("3.1")
def test_a_period_is_called_by_its_number_and_its_months(house: Path) -> None:
    walk.drawn(house)
    with database.reading() as session:
        terms = in_force(session, walk.REGION, walk.DRAW_DAY)
        draw = session.exec(select(Draw)).one()
        # The district has one item: nobody asks which.
        assert draw_called(session, terms, draw) == "2026年第5期（9—10月）"
        assert item_called(session, terms, "WB-01") == ""
        instead = draw.model_copy(update={"draw_id": "350105/WB-01/2026-X1"})
        assert draw_called(session, terms, instead) == "2026年第5期（9—10月）另行"

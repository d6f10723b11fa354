"""What people call a draw's period."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.tables import Draw
from tasks.draw.titles import period_called
from tests import walk


@pytest.mark.duty("3.1")
def test_a_period_is_called_by_its_number_and_its_months(house: Path) -> None:
    walk.drawn(house)
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        assert period_called(session, draw) == "2026年第5期（9—10月）"
        extra = draw.model_copy(update={"period": None})
        assert period_called(session, extra) == "2026年另行安排的"

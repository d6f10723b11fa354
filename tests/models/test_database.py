"""What a connection to the database does and does not tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models import database


@pytest.mark.duty("10.2", "17.1")
def test_an_error_does_not_show_what_a_statement_was_given(house: Path) -> None:
    database.migrate()
    with pytest.raises(DBAPIError) as caught, database.reading() as session:
        session.execute(text("SELECT :firm FROM nothing_there"), {"firm": "某网吧"})
    assert "某网吧" not in str(caught.value)
    assert "nothing_there" in str(caught.value)

"""What a connection to the database does and does not tell."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from models import database


@pytest.mark.duty("10.2", "17.1")
def test_an_error_does_not_show_what_a_statement_was_given(house: Path) -> None:
    database.migrate()
    with pytest.raises(DBAPIError) as caught, database.reading() as session:
        session.execute(text("SELECT :firm FROM nothing_there"), {"firm": "某网吧"})
    assert "某网吧" not in str(caught.value)
    assert "nothing_there" in str(caught.value)


def test_sqlite_overwrites_what_is_freed_even_where_it_was_built_not_to() -> None:
    def built_otherwise() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:")
        connection.execute("PRAGMA secure_delete = OFF")
        return connection

    asked = text("PRAGMA secure_delete")
    with create_engine("sqlite://", creator=built_otherwise).connect() as connection:
        assert connection.execute(asked).scalar() == 0
    database.overwrite_what_is_freed()
    try:
        with create_engine("sqlite://", creator=built_otherwise).connect() as connection:
            assert connection.execute(asked).scalar() == 1
    finally:
        event.remove(Engine, "connect", database._overwriting)

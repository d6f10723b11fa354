"""What is freed in a database is overwritten."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Engine, create_engine, event, text

from models import overwriting


def test_sqlite_overwrites_what_is_freed_even_where_it_was_built_not_to() -> None:
    def built_otherwise() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:")
        connection.execute("PRAGMA secure_delete = OFF")
        return connection

    asked = text("PRAGMA secure_delete")
    with create_engine("sqlite://", creator=built_otherwise).connect() as connection:
        assert connection.execute(asked).scalar() == 0
    overwriting.overwrite_what_is_freed()
    try:
        with create_engine("sqlite://", creator=built_otherwise).connect() as connection:
            assert connection.execute(asked).scalar() == 1
    finally:
        event.remove(Engine, "connect", overwriting._overwriting)

"""The schema goes up and down, and is what the tables say."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

import models.tables  # noqa: F401  (registers the tables)
from models import database


def test_up_down_and_up_again(house: Path) -> None:
    database.migrate()
    database.migrate()
    engine = database.engine()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, SQLModel.metadata) == []
    database.migrate_down()
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    database.migrate()
    assert "audit_event" in inspect(engine).get_table_names()

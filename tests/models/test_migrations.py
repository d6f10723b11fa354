"""The schema goes up and down, and is what the tables say."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, col, select

from models import database
from models.tables import Disclosure, Publication
from tasks.publish import due as matters
from tests import walk


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


def test_what_is_stored_stays_when_a_table_that_others_refer_to_changes(house: Path) -> None:
    walk.prepared(house)
    matters.build_due(walk.REGION, walk.DRAW_DAY)

    def stored() -> list[tuple[str, str]]:
        with database.reading() as session:
            return [
                (matter, channel)
                for matter, channel in session.exec(
                    select(Publication.matter, Disclosure.channel)
                    .join(Disclosure, col(Disclosure.publication_id) == col(Publication.id))
                    .order_by(col(Disclosure.id))
                )
            ]

    before = stored()
    assert len(before) >= 6  # two item lists and a plan, three channels
    database.migrate_down("0003")
    database.migrate()
    assert stored() == before
    for refused, why in (
        ("DELETE FROM publication", "公示不得删除"),
        (
            "INSERT INTO deduction (plan_id, count, reason, document, recorded_on) "
            "VALUES (999, 1, '安保', '文号', '2026-01-05')",
            "(?i)foreign key",
        ),
    ):
        with pytest.raises(DBAPIError, match=why), database.writing() as session:
            session.execute(text(refused))

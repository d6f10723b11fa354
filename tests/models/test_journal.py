"""The database writes down every change of a row by itself, whoever makes it (第十条末款)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from models import database, journal
from tests import shell, walk

pytestmark = pytest.mark.duty("10.3")

OF_THE_RECORD = {"audit_event", "row_change", "state_sum", "alembic_version"}
WAITING = SQLModel.metadata.tables["general_supervision"]


def _changes() -> list[tuple[Any, ...]]:
    with shell.plain() as at:
        return at.rows("SELECT table_name, gone, come FROM row_change ORDER BY id")


def test_every_table_but_those_of_the_record_itself_has_its_three_triggers(house: Path) -> None:
    walk.set_up(house)
    ours = set(SQLModel.metadata.tables) - OF_THE_RECORD
    with database.reading() as session:
        assert set(journal.covered(session.connection())) == ours
        assert set(journal.present(session.connection())) == {
            f"journal_{table}_{operation}"
            for table in ours
            for operation in ("insert", "update", "delete")
        }


def test_a_row_is_written_with_all_its_columns_in_the_order_of_their_names(house: Path) -> None:
    walk.set_up(house)
    with shell.plain() as at:
        shell.put_row(at, WAITING, 2)
    ((table, gone, come),) = _changes()
    assert (table, gone) == ("general_supervision", None)
    assert json.loads(come) == ["甲2", 2, "甲2", "甲2", "甲2", "甲2", "2001-01-02"]
    with database.reading() as session:
        columns = journal.covered(session.connection())[table]
    assert columns == ["credit_code", "id", "name", "premises", "reason", "region", "since"]


def test_a_change_and_a_deletion_keep_the_row_that_was(house: Path) -> None:
    walk.set_up(house)
    with shell.unguarded() as at:
        shell.put_row(at, WAITING, 2)
        shell.put_row(at, WAITING, 3)
    with shell.plain() as at:
        on = "" if at.sqlite else " ON general_supervision"
        for operation in ("update", "delete"):
            at.run(f"DROP TRIGGER guard_general_supervision_{operation}{on}")
    with shell.plain() as at:
        at.run("UPDATE general_supervision SET name = '乙'")
        at.run("DELETE FROM general_supervision WHERE id = 3")
    names = [
        tuple(None if row is None else json.loads(row)[2] for row in (gone, come))
        for _, gone, come in _changes()
    ]
    assert sorted(names[:2]) == [("甲2", "乙"), ("甲3", "乙")]
    assert names[2:] == [("乙", None)]


def test_going_down_and_up_again_leaves_one_journal(house: Path) -> None:
    walk.set_up(house)
    database.migrate_down("0005")
    with database.engine().connect() as connection:
        assert journal.present(connection) == []
    database.migrate()
    with shell.plain() as at:
        shell.put_row(at, WAITING, 2)
    assert len(_changes()) == 1

"""Guards that stand on every table, from any connection; one that is taken away is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from models import database, guards
from models.guards.listed import FREE, LISTED
from tests import released, walk
from tests.released import is_a_guard, plain, refusal

TABLES = {name: table for name, table in SQLModel.metadata.tables.items() if name not in FREE}

STILL_OPEN = {
    ("deadline", "warned_on"),
}
"""What the finished cycle leaves to be filled in: what was met in time was not warned of."""


def test_every_table_is_listed() -> None:
    assert set(LISTED) | set(FREE) == set(SQLModel.metadata.tables)
    assert set(LISTED) & set(FREE) == set()
    assert all(reason.strip() for reason in FREE.values())


def test_every_column_that_may_change_is_a_column() -> None:
    for name, kept in LISTED.items():
        assert kept.open_columns <= {column.name for column in TABLES[name].columns}, name


def test_every_table_has_its_guards(house: Path) -> None:
    walk.set_up(house)
    catalogue, operations = "name FROM sqlite_master", {"insert", "update", "delete"}
    if database.engine().dialect.name == "postgresql":
        catalogue, operations = "tgname FROM pg_trigger", {"update", "delete", "truncate"}
    with plain() as connection:
        names = {name for (name,) in connection.execute(f"SELECT {catalogue}")}
    assert {f"guard_{table}_{operation}" for table in TABLES for operation in operations} <= names


def test_no_column_of_a_finished_row_changes(filled_and_kept: Path) -> None:
    left_open = set()
    for table, column, statement in _changes():
        said = refusal(statement)
        if said is None:
            left_open.add((table, column))
        else:
            assert is_a_guard(said), (statement, said)
    assert left_open == STILL_OPEN


def _changes() -> Iterator[tuple[str, str, str]]:
    """One change of each column of a finished row of each table, to another value and to NULL."""
    for name, table in TABLES.items():
        (first,) = _finished_row(table)
        for column in table.columns:
            values = [_other(column)]
            if column.nullable:
                values.append("NULL")
            for value in values:
                if value == "NULL" and first[column.name] is None:
                    continue
                yield (
                    name,
                    column.name,
                    f'UPDATE "{name}" SET "{column.name}" = {value} WHERE {_is(table, first)}',
                )


def _finished_row(table: sa.Table) -> list[dict[str, Any]]:
    with database.engine().connect() as connection:
        query = sa.select(table).order_by(*table.primary_key).limit(1)
        if table.name == "period":
            query = query.where(table.c.number == 5)  # the one that was drawn
        return [dict(row) for row in connection.execute(query).mappings()]


def _is(table: sa.Table, row: dict[str, Any]) -> str:
    return " AND ".join(f"\"{c.name}\" = '{row[c.name]}'" for c in table.primary_key)


def _other(column: sa.Column[Any]) -> str:
    """Another value of the column's type."""
    named = f'"{column.table.name}"."{column.name}"'
    if isinstance(column.type, sa.Boolean):
        return f"NOT {named}"
    if isinstance(column.type, sa.Date):
        return "'2031-01-01'"
    return f"coalesce({named}, 0) + 1000" if isinstance(column.type, sa.Integer) else "'x'"


def test_no_row_is_deleted(filled_and_kept: Path) -> None:
    for name, table in TABLES.items():
        (first,) = _finished_row(table)
        said = refusal(f'DELETE FROM "{name}" WHERE {_is(table, first)}')
        assert said is not None, name
        assert "不得删除" in said or "不得变更" in said, said


def test_no_row_is_replaced_under_any_of_its_keys(filled_and_kept: Path) -> None:
    """SQLite: from a connection that has not asked for recursive triggers."""
    if database.engine().dialect.name == "postgresql":
        for name, table in TABLES.items():  # there is only ON CONFLICT DO UPDATE, an UPDATE
            key = ", ".join(f'"{column.name}"' for column in table.primary_key)
            for column in table.columns:
                said = refusal(
                    f'INSERT INTO "{name}" SELECT * FROM "{name}" ON CONFLICT ({key}) '
                    f'DO UPDATE SET "{column.name}" = {_other(column)}'
                )
                assert said is not None or (name, column.name) in STILL_OPEN, (name, column.name)
        return
    replaced = 0
    for name, table in TABLES.items():
        (first,) = _finished_row(table)
        every = [f'"{column.name}"' for column in table.columns]
        whole = f'INSERT OR REPLACE INTO "{name}" SELECT * FROM "{name}" WHERE {_is(table, first)}'
        for statement in [whole, *_under_another_id(table, first, every)]:
            said = refusal(statement)
            assert said is not None, statement
            assert "不得覆盖" in said, (statement, said)
            replaced += 1
    assert replaced > len(TABLES) + 20  # by primary key, and by other unique keys


def _under_another_id(table: sa.Table, first: dict[str, Any], every: list[str]) -> Iterator[str]:
    """The row again, without its id, where another unique key holds it."""
    unique = [c for c in table.constraints if isinstance(c, sa.UniqueConstraint)]
    if "id" in table.columns and unique:
        rest = ", ".join(column for column in every if column != '"id"')
        yield (
            f'INSERT OR REPLACE INTO "{table.name}" ({rest}) SELECT {rest} FROM "{table.name}" '
            f"WHERE {_is(table, first)}"
        )


def test_no_table_is_emptied(filled_and_kept: Path) -> None:
    for name in TABLES:
        if database.engine().dialect.name == "postgresql":
            said = refusal(f'TRUNCATE "{name}" CASCADE')
            assert said is not None, name
            assert "不得清空" in said
        else:
            assert refusal(f'DELETE FROM "{name}"') is not None, name


def test_a_missing_altered_or_disabled_guard_is_named(house: Path) -> None:
    walk.set_up(house)
    name = "guard_draw_update"
    if database.engine().dialect.name == "sqlite":
        weak = f"CREATE TRIGGER {name} BEFORE UPDATE ON draw WHEN 1 = 0 BEGIN SELECT 1; END"
        tampering = [[f"DROP TRIGGER {name}"], [f"DROP TRIGGER {name}", weak]]
    else:
        weak = (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NEW; END $$"
        )
        tampering = [
            [f"DROP TRIGGER {name} ON draw"],
            [f"ALTER TABLE draw DISABLE TRIGGER {name}"],
            [weak],
        ]
    for statements in tampering:
        with database.engine().connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
            (problem,) = released.trigger_problems(connection)
            assert name in problem
            connection.rollback()


def test_a_new_column_of_a_guarded_table_is_protected(filled: Path) -> None:
    with plain() as connection:
        connection.execute("ALTER TABLE message ADD COLUMN note TEXT")
    metadata = sa.MetaData()
    for table in SQLModel.metadata.sorted_tables:
        table.to_metadata(metadata)
    metadata.tables["message"].append_column(sa.Column("note", sa.Text()))
    with database.engine().begin() as connection:
        guards.drop(connection)
        guards.create(connection, metadata)
    assert "消息不得修改" in (refusal("UPDATE message SET note = 'x'") or "")

"""The journal: every change of a row, written down by the database itself.

Triggers ``journal_TABLE_operation`` write the row that goes and the row that comes into
``row_change``, whoever changed it. A step takes up the changes of its own transaction
(``tasks.base.coverage``); what is left over was changed outside every step.

Duty: 10.3 (第十条末款).
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, MetaData, Table, inspect, text
from sqlmodel import SQLModel

import models.tables  # noqa: F401  (registers every table)

UNCOVERED = "*"
"""The mark in ``state_sum`` of a database whose rows no event has summed yet."""

_OF_ITSELF = ("audit_event", "row_change", "state_sum")

_FOUND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' "
    "AND name GLOB 'journal_*' ORDER BY name",
    "postgresql": "SELECT proname FROM pg_proc WHERE proname ~ '^journal_' "
    "AND pronamespace = current_schema()::regnamespace ORDER BY proname",
}
_DROP = {"sqlite": 'DROP TRIGGER "{}"', "postgresql": 'DROP FUNCTION "{}"() CASCADE'}
_OPERATIONS = {"INSERT": ("NULL", "NEW"), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD", "NULL")}


def covered_tables(metadata: MetaData = SQLModel.metadata) -> list[Table]:
    """The tables whose rows the audit record covers: all but those that carry it."""
    return [table for table in metadata.sorted_tables if table.name not in _OF_ITSELF]


def row_text(table: Table, row: str, dialect: str) -> str:
    """SQL for a row (``OLD``, ``NEW`` or an alias) as one text: its columns as a JSON array."""
    array = "json_array" if dialect == "sqlite" else "json_build_array"
    columns = ", ".join(f'{row}."{column.name}"' for column in table.columns)
    cast = "" if dialect == "sqlite" else "::text"
    return f"{array}({columns}){cast}"


def trigger_names(metadata: MetaData = SQLModel.metadata) -> list[str]:
    """The names of every trigger of the journal."""
    return sorted(
        _name(table, operation) for table in covered_tables(metadata) for operation in _OPERATIONS
    )


def present(connection: Connection) -> list[str]:
    """The names of those that stand in the database."""
    return [name for (name,) in connection.exec_driver_sql(_FOUND[connection.dialect.name])]


def drop(connection: Connection) -> None:
    """Take the journal's triggers away (only migrating does)."""
    for name in present(connection):
        connection.exec_driver_sql(_DROP[connection.dialect.name].format(name))


def create(connection: Connection, metadata: MetaData = SQLModel.metadata) -> None:
    """Put the journal's triggers on every table that is there; none before there is a journal."""
    there = set(inspect(connection).get_table_names())
    if "row_change" not in there:
        return
    write = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    for table in covered_tables(metadata):
        if table.name in there:
            for statement in write(table):
                connection.exec_driver_sql(statement)


def mark_uncovered(connection: Connection) -> None:
    """Say that rows were changed by migrating, or stood here before there was a journal."""
    tables = inspect(connection).get_table_names()
    if "state_sum" not in tables or not _filled(connection):
        return
    connection.execute(text("DELETE FROM state_sum"))
    connection.execute(
        text("INSERT INTO state_sum (table_name, rows, total) VALUES (:mark, 0, '0')"),
        {"mark": UNCOVERED},
    )


def _filled(connection: Connection) -> bool:
    return connection.execute(text("SELECT 1 FROM audit_event LIMIT 1")).first() is not None


def _name(table: Table, operation: str) -> str:
    return f"journal_{table.name}_{operation.lower()}"


def _sqlite(table: Table) -> Iterator[str]:
    for operation, rows in _OPERATIONS.items():
        gone, come = (row if row == "NULL" else row_text(table, row, "sqlite") for row in rows)
        yield (
            f'CREATE TRIGGER {_name(table, operation)} AFTER {operation} ON "{table.name}" BEGIN '
            "INSERT INTO row_change (table_name, gone, come, writer) "
            f"VALUES ('{table.name}', {gone}, {come}, 0); END"
        )


def _postgresql(table: Table) -> Iterator[str]:
    """For each statement, not for each row: the rows are read from its transition tables."""
    for operation, (old, new) in _OPERATIONS.items():
        name = _name(table, operation)
        transitions, inserts = [], []
        for row, column, relation in ((old, "gone", "old_rows"), (new, "come", "new_rows")):
            if row != "NULL":
                transitions.append(f"{row} TABLE AS {relation}")
                inserts.append(
                    f"INSERT INTO row_change (table_name, {column}, writer) SELECT "
                    f"'{table.name}', {row_text(table, 'r', 'postgresql')}, txid_current() "
                    f"FROM {relation} r;"
                )
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"{' '.join(inserts)} RETURN NULL; END $$"
        )
        yield (
            f'CREATE TRIGGER {name} AFTER {operation} ON "{table.name}" REFERENCING '
            f"{' '.join(transitions)} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )

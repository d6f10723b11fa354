"""The journal: every change of a row, written down by the database itself.

Triggers ``journal_TABLE_operation`` write the row that goes and the row that comes into
``row_change``, whoever changed it. A step takes up the changes of its own transaction
(``tasks.base.coverage``); what is left over was changed outside every step.

Tables and columns are those of the database's own catalogue, columns in the order of their names:
so a database can be summed before its migrations too, and a column that somebody adds is seen.

Duty: 10.3 (第十条末款).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, inspect, text

UNCOVERED = "*"
"""The mark in ``state_sum`` of a database whose rows are to be summed anew: it was migrated, or
stood here before there was a journal."""

_OF_ITSELF = {"alembic_version", "audit_event", "row_change", "state_sum"}

_FOUND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' "
    "AND name GLOB 'journal_*' ORDER BY name",
    "postgresql": "SELECT proname FROM pg_proc WHERE proname ~ '^journal_' "
    "AND pronamespace = current_schema()::regnamespace ORDER BY proname",
}
_DROP = {"sqlite": 'DROP TRIGGER "{}"', "postgresql": 'DROP FUNCTION "{}"() CASCADE'}
_OPERATIONS = {"INSERT": ("NULL", "NEW"), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD", "NULL")}

Covered = dict[str, list[str]]
"""Table -> its columns in the order in which its rows are written as text."""


def covered(connection: Connection) -> Covered:
    """The tables whose rows the audit record covers: all but those that carry it."""
    there = inspect(connection).get_multi_columns()
    return {
        name: sorted(column["name"] for column in columns)
        for (_, name), columns in sorted(there.items(), key=lambda each: each[0][1])
        if name not in _OF_ITSELF
    }


def row_text(columns: Sequence[str], row: str, dialect: str) -> str:
    """SQL for a row (``OLD``, ``NEW`` or an alias) as one text: its columns as a JSON array."""
    array = "json_array" if dialect == "sqlite" else "json_build_array"
    values = ", ".join(f'{row}."{column}"' for column in columns)
    cast = "" if dialect == "sqlite" else "::text"
    return f"{array}({values}){cast}"


def present(connection: Connection) -> list[str]:
    """The names of the journal's triggers that stand in the database."""
    return [name for (name,) in connection.exec_driver_sql(_FOUND[connection.dialect.name])]


def drop(connection: Connection) -> None:
    """Take the journal's triggers away (only migrating does)."""
    for name in present(connection):
        connection.exec_driver_sql(_DROP[connection.dialect.name].format(name))


def create(connection: Connection) -> None:
    """Put the journal's triggers on every table that is there; none before there is a journal."""
    if inspect(connection).has_table("row_change"):
        for statement in statements(connection):
            connection.exec_driver_sql(statement)


def statements(connection: Connection) -> Iterator[str]:
    """The statements that make the journal of the tables that are there."""
    keys = inspect(connection).get_multi_pk_constraint()
    for table, columns in covered(connection).items():
        if connection.dialect.name == "sqlite":
            yield from _sqlite(table, columns)
        else:
            yield from _postgresql(table, columns, keys[None, table]["constrained_columns"])


def mark_uncovered(connection: Connection) -> None:
    """Say that rows were changed by migrating, or stood here before there was a journal."""
    if not inspect(connection).has_table("state_sum") or not _filled(connection):
        return
    connection.execute(text("DELETE FROM state_sum WHERE table_name = :mark"), {"mark": UNCOVERED})
    connection.execute(
        text("INSERT INTO state_sum (table_name, rows, total) VALUES (:mark, 0, '0')"),
        {"mark": UNCOVERED},
    )


def _filled(connection: Connection) -> bool:
    return connection.execute(text("SELECT 1 FROM audit_event LIMIT 1")).first() is not None


def _sqlite(table: str, columns: Sequence[str]) -> Iterator[str]:
    for operation, rows in _OPERATIONS.items():
        gone, come = (row if row == "NULL" else row_text(columns, row, "sqlite") for row in rows)
        yield (
            f'CREATE TRIGGER journal_{table}_{operation.lower()} AFTER {operation} ON "{table}" '
            "BEGIN INSERT INTO row_change (table_name, gone, come, writer) "
            f"VALUES ('{table}', {gone}, {come}, 0); END"
        )


def _postgresql(table: str, columns: Sequence[str], key: Sequence[str]) -> Iterator[str]:
    """For each statement, not for each row: the rows are read from its transition tables, a
    changed row before and after by its key."""
    gone, come = (
        f'CASE WHEN {row}."{key[0]}" IS NOT NULL THEN {row_text(columns, row, "postgresql")} END'
        for row in ("o", "n")
    )
    same = " AND ".join(f'o."{column}" = n."{column}"' for column in key)
    rows = {
        "INSERT": ("NEW TABLE AS came", "NULL", come, "came n"),
        "UPDATE": (
            "OLD TABLE AS went NEW TABLE AS came",
            gone,
            come,
            f"went o FULL JOIN came n ON {same}",
        ),
        "DELETE": ("OLD TABLE AS went", gone, "NULL", "went o"),
    }
    for operation, (transitions, before, after, source) in rows.items():
        name = f"journal_{table}_{operation.lower()}"
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "INSERT INTO row_change (table_name, gone, come, writer) SELECT "
            f"'{table}', {before}, {after}, txid_current() FROM {source}; RETURN NULL; END $$"
        )
        yield (
            f'CREATE TRIGGER {name} AFTER {operation} ON "{table}" REFERENCING {transitions} '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )

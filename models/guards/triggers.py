"""The guards as triggers: one for each operation on each table, named ``guard_TABLE_operation``.

They are found again in the database's own catalogue, so that dropping them needs no list, and an
older version's are gone like today's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, Index, MetaData, Table, UniqueConstraint, inspect
from sqlmodel import SQLModel

import models.tables  # noqa: F401  (registers every table)
from models.guards.days import ORDER
from models.guards.listed import FREE, LISTED
from models.guards.shapes import ALWAYS, Kept, Refusal

_FOUND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' "
    "AND substr(name, 1, 6) = 'guard_' ORDER BY name",
    "postgresql": "SELECT proname FROM pg_proc WHERE substr(proname, 1, 6) = 'guard_' "
    "AND pronamespace = current_schema()::regnamespace ORDER BY proname",
}
_DROP = {"sqlite": 'DROP TRIGGER "{}"', "postgresql": 'DROP FUNCTION "{}"() CASCADE'}
_NEVER_EMPTIED = "guard_truncate"


def present(connection: Connection) -> list[str]:
    """The names of the guards that stand in the database."""
    found = connection.exec_driver_sql(_FOUND[connection.dialect.name])
    return [name for (name,) in found]


def drop(connection: Connection) -> None:
    """Take every guard away that stands in the database (only migrating does)."""
    for name in present(connection):
        connection.exec_driver_sql(_DROP[connection.dialect.name].format(name))


def create(connection: Connection, metadata: MetaData = SQLModel.metadata) -> None:
    """Put today's guards in place, on the tables and columns that are there."""
    for statement in statements(connection, metadata):
        connection.exec_driver_sql(statement)


def statements(connection: Connection, metadata: MetaData = SQLModel.metadata) -> Iterator[str]:
    """The statements that make them."""
    columns = {
        name: {column["name"] for column in found}
        for (_, name), found in inspect(connection).get_multi_columns().items()
    }
    tables = [t for t in metadata.sorted_tables if t.name in columns and t.name not in FREE]
    write = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    yield from write(tables, columns)


def _updates(table: Table, kept: Kept, there: set[str]) -> list[Refusal]:
    """What is refused of a change: of what was never opened, then of what was, out of turn."""
    closed = [c.name for c in table.columns if c.name in there - kept.open_columns]
    refused = [Refusal(_changed(closed), f"{kept.what}不得修改")]
    refused += [
        Refusal(f"({_changed(opening.columns)}) AND ({opening.when}) IS NOT TRUE", opening.message)
        for opening in kept.may_change
    ]
    refused += [
        day.changed for day in ORDER if day.table == table.name and day.column in kept.open_columns
    ]
    return [*refused, *kept.not_changed]


def _changed(columns: Sequence[str]) -> str:
    return " OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in columns)


def _inserts(table: Table, kept: Kept) -> list[Refusal]:
    return [*kept.not_added, *(day.added for day in ORDER if day.table == table.name)]


def _deletes(kept: Kept) -> list[Refusal]:
    return [Refusal(f"({kept.may_delete}) IS NOT TRUE", f"{kept.what}不得删除")]


def _sqlite(tables: Sequence[Table], columns: Mapping[str, set[str]]) -> Iterator[str]:
    for table in tables:
        kept = _kept(table)
        # INSERT OR REPLACE deletes what is in its way without a word to a DELETE trigger, unless
        # the connection asks for recursive_triggers; so what is in the way is looked for first.
        in_the_way = " OR ".join(_in_the_way(table))
        replaced = Refusal(in_the_way, f"{kept.what}不得覆盖")
        for operation, refused in (
            ("INSERT", [replaced, *_inserts(table, kept)]),
            ("UPDATE", _updates(table, kept, columns[table.name])),
            ("DELETE", _deletes(kept)),
        ):
            cases = " ".join(
                f"WHEN {_in_sqlite(r.condition)} THEN RAISE(ABORT, '{r.message}')" for r in refused
            )
            yield (
                f"CREATE TRIGGER guard_{table.name}_{operation.lower()} BEFORE {operation} "
                f'ON "{table.name}" BEGIN SELECT CASE {cases} END; END'
            )


def _in_sqlite(condition: str) -> str:
    """``IS DISTINCT FROM`` is new in SQLite 3.39; ``IS NOT`` says the same in every one."""
    return condition.replace("IS DISTINCT FROM", "IS NOT")


def _in_the_way(table: Table) -> Iterator[str]:
    """For each unique key: a row with the same key stands already."""
    keys: list[tuple[Sequence[str], str]] = [([c.name for c in table.primary_key], ALWAYS)]
    keys += sorted(
        ([c.name for c in constraint.columns], ALWAYS)
        for constraint in table.constraints  # a set: without order the text differs by process
        if isinstance(constraint, UniqueConstraint)
    )
    keys += [
        ([c.name for c in index.columns], str(index.dialect_kwargs.get("sqlite_where", ALWAYS)))
        for index in sorted(table.indexes, key=_name)
        if index.unique
    ]
    for key, where in keys:
        same = [f'e."{name}" = NEW."{name}"' for name in key]
        same += [_said_of(row, where, table) for row in ("e", "NEW")]
        yield f'EXISTS (SELECT 1 FROM "{table.name}" e WHERE {" AND ".join(same)})'


def _said_of(row: str, condition: str, table: Table) -> str:
    """A partial index's condition, said of ``row``."""
    names = "|".join(column.name for column in table.columns)
    return re.sub(rf"\b({names})\b", rf"{row}.\1", condition)


def _name(index: Index) -> str:
    return str(index.name)


def _postgresql(tables: Sequence[Table], columns: Mapping[str, set[str]]) -> Iterator[str]:
    yield _function(_NEVER_EMPTIED, [Refusal("TRUE", "留痕数据不得清空")], "NULL")
    for table in tables:
        kept = _kept(table)
        for operation, refused, row in (
            ("INSERT", _inserts(table, kept), "NEW"),
            ("UPDATE", _updates(table, kept, columns[table.name]), "NEW"),
            ("DELETE", _deletes(kept), "OLD"),
        ):
            if refused:
                name = f"guard_{table.name}_{operation.lower()}"
                yield _function(name, refused, row)
                yield (
                    f'CREATE TRIGGER {name} BEFORE {operation} ON "{table.name}" '
                    f"FOR EACH ROW EXECUTE FUNCTION {name}()"
                )
        yield (
            f'CREATE TRIGGER guard_{table.name}_truncate BEFORE TRUNCATE ON "{table.name}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {_NEVER_EMPTIED}()"
        )


def _function(name: str, refused: Sequence[Refusal], row: str) -> str:
    # One expression for all conditions: each costs a query of its own in PL/pgSQL.
    cases = " ".join(f"WHEN {r.condition} THEN '{r.message}'" for r in refused)
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE "
        f"refusal text := CASE {cases} END; BEGIN IF refusal IS NOT NULL THEN RAISE EXCEPTION "
        f"USING MESSAGE = refusal, ERRCODE = '23514'; END IF; RETURN {row}; END $$"
    )


def _kept(table: Table) -> Kept:
    return LISTED.get(table.name, Kept("这类记录"))

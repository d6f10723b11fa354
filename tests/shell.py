"""Somebody at the database with a plain shell, and somebody who may take its triggers away."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import psycopg
from sqlalchemy import Boolean, Column, Date, Integer, Table

from models.home import home


class Shell:
    """The database's own program, whichever it is; ``?`` stands for a value."""

    def __init__(self) -> None:
        url = os.environ.get("SSJ_DATABASE_URL")
        self.sqlite = url is None
        self.errors = sqlite3.Error if self.sqlite else psycopg.Error
        self.connection: Any = (
            psycopg.connect(url) if url else sqlite3.connect(home() / "ssj.sqlite")
        )

    def run(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """Run one statement."""
        return self.connection.execute(
            statement if self.sqlite else statement.replace("?", "%s"), tuple(values)
        )

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What a query finds."""
        return list(self.run(statement).fetchall())


@contextmanager
def plain() -> Iterator[Shell]:
    """A shell with guards and journal in place; committed at the end. On SQLite ``INSERT OR
    REPLACE`` doesn't ask DELETE triggers there."""
    shell = Shell()
    try:
        yield shell
        shell.connection.commit()
    finally:
        shell.connection.close()


@contextmanager
def unguarded() -> Iterator[Shell]:
    """A shell with triggers and constraints out of its way; the triggers are back at the end."""
    with plain() as shell:
        if shell.sqlite:
            triggers = shell.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for name, _ in triggers:
                shell.run(f'DROP TRIGGER "{name}"')
            shell.run("PRAGMA ignore_check_constraints = ON")
            yield shell
            for _, statement in triggers:
                shell.run(statement)
            return
        shell.run("SET session_replication_role = replica")
        for table, constraint in shell.rows(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c'"
            " AND connamespace = 'public'::regnamespace"
        ):
            shell.run(f'ALTER TABLE {table} DROP CONSTRAINT "{constraint}"')
        yield shell


def value(column: Column[Any], number: int) -> Any:
    """A value of the column's kind."""
    if isinstance(column.type, Boolean):
        return number % 2 == 0
    if isinstance(column.type, Integer):
        return number
    if isinstance(column.type, Date):
        return date(2001, 1, number)
    return f"甲{number}"


def put_row(at: Shell, table: Table, number: int) -> None:
    """One row with the value ``number`` in every column."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    at.run(
        f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',
        [value(column, number) for column in table.columns],
    )

"""Databases as released code filled them, and connections that are none of ours.

``tests/models/released/NNNN.DATABASE.sql.gz`` was dumped at revision NNNN, after the sample cycle, a
deduction, a refresh that removed a subject, a special inspection, and one more draw announced; by
the code of the last commit whose head it was, guards of that day included.
"""

from __future__ import annotations

import gzip
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from models import database, guards, journal, triggers
from models.home import home
from tasks.setup.upgrade import on_record
from tests.remembered import remembered

FOLDER = Path(__file__).parent / "models" / "released"
VERSIONS = ("0001", "0002", "0003", "0004", "0005")

DRAWN = (
    "UPDATE draw SET state = 'drawn', seed = 'f', cap = 1, drawn_on = '{day}', "
    "drawn_at = '{day}T12:00:00+08:00' WHERE state = 'announced'"
)
CONFIRMED = (
    "UPDATE draw SET state = 'confirmed', confirmed_by = 'x', confirmed_on = '{day}', "
    "confirmed_at = '{day}T12:00:00+08:00' WHERE state = 'drawn'"
)
ABANDONED = (
    "UPDATE draw SET state = 'abandoned', abandon_reason = 'x', seed = coalesce(seed, 'f'), "
    "abandoned_at = '2026-11-02T12:00:00+08:00' WHERE state = '{state}'"
)
OF_VERSION_2 = (
    "UPDATE draw SET announced_at = '2026-11-02T08:00:00+08:00', not_before = '2026-11-02', "
    "record_due = '2027-01-29' WHERE state = 'announced'",
    "INSERT INTO draw_text (draw_pk, name, content) "
    "SELECT id, 'moves', '' FROM draw WHERE state = 'confirmed'",
    "INSERT INTO draw_channel (draw_pk, channel) "
    "SELECT id, 'city-police' FROM draw WHERE state = 'confirmed'",
    "INSERT INTO draw_source (draw_pk, name, due, value, read_at, read_by) "
    "SELECT id, 'witness-dice/a', '2026-09-01T09:00:00+08:00', '1', '2026-09-01T10:00:00+08:00', "
    "'虚构' FROM draw WHERE state = 'confirmed'",
)


TOLD_ANEW = (
    "INSERT INTO amendment (inspection_id, kind, reason, note, asked_by, decided_by, decided_on, "
    "return_id, facts) SELECT inspection_id, 'withdrawal', '虚构', '虚构', '', '虚构', '2026-10-12', "
    "return_id, '{}' FROM result_version WHERE id = 1",
    "INSERT INTO dossier (region, credit_code, version, facts, as_of, source, entered_by) "
    "VALUES ('350105', '92350105MA00475145', 1, '{}', '2026-09-01', '虚构', '虚构')",
    "INSERT INTO dossier_proposal (region, credit_code, dossier_id, return_id, fact, on_file, found, "
    "proposed_on, decision, reason, decided_by, decided_on) SELECT '350105', '92350105MA00475145', "
    "d.id, r.id, 'terminals', '1', '2', '2026-10-12', 'accepted', '虚构', '虚构', '2026-10-12' "
    "FROM dossier d, record_return r WHERE r.id = 1",
    "INSERT INTO send_back (return_id, opinion, sent_by, sent_on) "
    "SELECT id, '虚构', '虚构', '2026-10-12' FROM record_return WHERE id = 1",
    "INSERT INTO delivery_failure (disclosure_id, why, failed_on, failed_at, in_a_row, next_try_at) "
    "VALUES (1, '虚构', '2026-10-12', '2026-10-12T12:00:00+08:00', 1, '2026-10-12T12:10:00+08:00')",
    "INSERT INTO paper_number (inspection_id, kind, version, region, year, n, number, issued_on, "
    "issued_by) VALUES (1, 'approval-form', 0, '350105', 2026, 1, '虚构', '2026-11-02', '虚构')",
)

DECIDED = (
    "INSERT INTO risk_cause (number, region, credit_code, kind, source, document, since, expires_on, "
    "recorded_by) VALUES ('350105-SY-2026-00001', '350105', '92350105MA00475145', 'complaint', '虚构', "
    "'虚构', '2026-10-12', '2027-10-12', '虚构')",
    "INSERT INTO list_basis (entry_id, record_id) "
    "SELECT e.id, (SELECT min(id) FROM credit_record) FROM list_entry e",
    "INSERT INTO list_act (entry_id, n, kind, done_on, done_by, reason, document, files) "
    "SELECT id, 1, 'act_listed', '2026-10-12', '虚构', '', '', '[]' FROM list_entry",
)


@contextmanager
def plain() -> Iterator[Any]:
    """A connection as any shell would open it: no pragma, no step, no lock of ours."""
    address = os.environ.get("SSJ_DATABASE_URL")
    if address:
        with psycopg.connect(address, autocommit=True) as connection:
            yield connection
    else:
        with closing(sqlite3.connect(home() / "ssj.sqlite", isolation_level=None)) as connection:
            yield connection


def load(version: str) -> None:
    """Make the house's database what release ``version`` left."""
    name = "postgres" if "SSJ_DATABASE_URL" in os.environ else "sqlite"
    text = gzip.decompress((FOLDER / f"{version}.{name}.sql.gz").read_bytes()).decode()
    with plain() as connection:
        if name == "sqlite":
            connection.executescript(text)
        else:
            connection.execute(text)


@remembered
def filled(house: Path) -> None:
    """The newest of them, migrated: a house in which every table has a row. A reason of a change
    could be said by no step, for a draw froze the newest roster.

    Draw 2026-5 is confirmed, inspected, published and archived; draw 2026-6 is announced, as if by
    today's protocol.
    """
    load(VERSIONS[-1])
    with plain() as connection:
        connection.execute(
            "INSERT INTO list_membership (region, credit_code, list, reason, entered_on) "
            "VALUES ('350105', '92350105MA00475145', 'blacklist', '虚构', '2026-10-12')"
        )
    database.migrate(around=on_record)
    for statement in OF_VERSION_2:
        by_force(statement)
    for statement in (*TOLD_ANEW, *DECIDED):
        by_force(statement)
    by_force(
        "INSERT INTO roster_reason (region, item_code, credit_code, version, kind, reason, note, "
        "stated_on, stated_by) VALUES ('350105', 'WB-01', '92350105MA00475145', 2, 'removed', "
        "'deregistered', '', '2026-11-02', '虚构')"
    )
    by_force(
        "INSERT INTO special_cancellation (special_id, reason, cancelled_on, cancelled_by) "
        "SELECT id, '虚构', opened_on, opened_by FROM special_inspection"
    )
    by_force(
        "INSERT INTO firm_reply (inspection_id, version, text, document, digest, given_on, "
        "entered_by, released_by) "
        "SELECT max(id), 1, '虚构', '虚构', '虚构', '2026-12-01', '虚构', '虚构' FROM inspection"
    )


def rows(table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    """What stands in ``table``."""
    with plain() as connection:
        return sorted(map(tuple, connection.execute(f"SELECT {columns} FROM {table}")), key=repr)


@contextmanager
def undone() -> Iterator[Any]:
    """A foreign connection whose transaction is rolled back."""
    with plain() as connection:
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            connection.execute("ROLLBACK")


def refusal(statement: str) -> str | None:
    """Why the database refuses ``statement``; None where it passes. Nothing of it stays."""
    with undone() as connection:
        try:
            connection.execute(statement)
        except Exception as error:
            return str(error).splitlines()[0]
    return None


def passes(*statements: str) -> None:
    """All of them are taken, one after another; nothing of it stays."""
    with undone() as connection:
        for statement in statements:
            connection.execute(statement)


def by_force(statement: str) -> None:
    """Past the guards, as a test may and nobody else."""
    with database.engine().begin() as connection:
        guards.drop(connection)
        connection.exec_driver_sql(statement)
        guards.create(connection)


def is_a_guard(said: str) -> bool:
    """A guard speaks Chinese; a CHECK, a type or a key that refuses says its own name."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in said)


def trigger_problems(connection: sa.Connection) -> list[str]:
    """What of the triggers is missing, altered, switched off, or none of ours."""
    made = [*guards.statements(connection), *journal.statements(connection)]
    return triggers.changed(connection, made)

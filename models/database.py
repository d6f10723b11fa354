"""The one database: embedded SQLite by default, PostgreSQL by ``SSJ_DATABASE_URL``.

Writers take their lock when they begin (SQLite: ``BEGIN IMMEDIATE``; PostgreSQL: one advisory
lock), so steps happen one after another and a step sees everything the step before it did.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import Session

from models import guards, journal
from models.faults import Refused
from models.home import DATABASE, home, make_file

STEP_LOCK = 0x55A1  # any number, the same for every process of one brigade
LOCK_WAIT_SECONDS = 120


def url() -> str:
    """The database's address, SQLAlchemy style."""
    named = os.environ.get("SSJ_DATABASE_URL")
    if named:
        return named.replace("postgresql://", "postgresql+psycopg://", 1)
    return f"sqlite:///{home() / DATABASE}"


def engine() -> Engine:
    """The engine of the database that ``url`` names now."""
    return _engine(url())


@lru_cache(maxsize=8)
def _engine(address: str) -> Engine:
    try:
        # What a statement was given may be somebody's; errors reach logs that others read.
        new_engine = create_engine(address, hide_parameters=True)
    except (ArgumentError, ImportError) as error:
        raise Refused(
            "SSJ_DATABASE_URL 不是可用的数据库地址，应为 postgresql://… 或 sqlite:///…",
            code="database-unreachable",
        ) from error
    if new_engine.dialect.name == "sqlite":
        event.listen(new_engine, "connect", _prepare_sqlite)
        event.listen(new_engine, "begin", _begin_sqlite)
    return new_engine


def _prepare_sqlite(connection: object, record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # BEGIN is ours to say
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA recursive_triggers = ON")
    cursor.execute("PRAGMA cache_size = -65536")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading() -> Iterator[Session]:
    """A session that only looks."""
    with Session(_ready()) as session:
        yield session


@contextmanager
def writing() -> Iterator[Session]:
    """One transaction, alone among writers; committed when the block ends well."""
    bound = _ready().execution_options(writes=True)
    with Session(bound, expire_on_commit=False) as session, session.begin():
        if bound.dialect.name == "postgresql":
            session.execute(text(f"SELECT pg_advisory_xact_lock({STEP_LOCK})"))
        yield session


@contextmanager
def _connected(bound: Engine) -> Iterator[Connection]:
    try:
        connection = bound.connect()
    except DBAPIError as error:
        raise Refused(
            "打不开数据库：请检查 SSJ_DATABASE_URL、数据库服务和 SSJ_HOME 中的数据库文件",
            code="database-unreachable",
        ) from error
    with connection:
        yield connection


@lru_cache(maxsize=8)
def _checked(address: str) -> None:
    with _connected(_engine(address)) as connection:
        stands, wanted = revision_of(connection), newest_revision()
        if stands is None:
            raise _not_set_up()
        if stands != wanted:
            raise Refused(
                f"数据库的结构（{stands}）不是本程序的（{wanted}）：请先运行 ssj init；"
                "数据库比程序新的，请换用新的程序",
                code="database-of-another-version",
            )


def _ready() -> Engine:
    if "SSJ_DATABASE_URL" not in os.environ and not (home() / DATABASE).exists():
        raise _not_set_up()
    _checked(url())
    return engine()


def _not_set_up() -> Refused:
    return Refused("数据库尚未建立，请先运行 ssj init", code="database-not-set-up")


Around = Callable[[Session], AbstractContextManager[None]]
"""What is done in the transaction of a migration, before it and after it."""


@contextmanager
def _nothing_around(session: Session) -> Iterator[None]:
    yield


def migrate(revision: str = "head", around: Around = _nothing_around) -> None:
    """Bring the schema up to ``revision``, under today's guards; safe to repeat and safe at the
    same time twice."""
    _move(command.upgrade, revision, around)


def migrate_down(revision: str = "base") -> None:
    """Take the schema back down to ``revision``; what is left stays guarded."""
    _move(command.downgrade, revision, _nothing_around)


def _move(direction: object, revision: str, around: Around) -> None:
    """In one transaction: the guards that are found go, the versions run, today's guards come."""
    config = _config()
    bound = engine().execution_options(writes=True)
    if bound.dialect.name == "sqlite" and bound.url.database:
        make_file(
            Path(bound.url.database)
        )  # SQLite gives -wal and -shm the permissions of the file
    with _connected(bound) as connection, _rebuilding(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({STEP_LOCK})"))
        config.attributes["connection"] = connection
        with Session(connection) as session, around(session):
            before = revision_of(connection)
            journal.drop(connection)
            guards.drop(connection)
            direction(config, revision)  # type: ignore[operator]
            journal.create(connection)
            guards.create(connection)
            if revision_of(connection) != before:
                journal.mark_uncovered(connection)
            session.expire_all()
        if connection.dialect.name == "sqlite":
            left = connection.execute(text("PRAGMA foreign_key_check")).all()
            assert not left, left
    _checked.cache_clear()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    return config


def newest_revision() -> str | None:
    """The schema's version that this program works with."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def revision_of(connection: Connection) -> str | None:
    """The schema's version that stands in the database."""
    return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _rebuilding(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by building it anew, which rows that refer to it would forbid; so its
    foreign keys are off meanwhile (only outside a transaction can they be) and checked at the end
    (https://www.sqlite.org/lang_altertable.html, section 7)."""
    if connection.dialect.name != "sqlite":
        yield
        return
    dbapi = connection.connection
    dbapi.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        dbapi.execute("PRAGMA foreign_keys = ON")


def erase_what_goes(session: Session) -> None:
    """What this session's connection changes or deletes is overwritten where it lay (SQLite)."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete = ON")


def forget_what_is_gone() -> None:
    """What was changed or deleted before leaves the database's own files too.

    SQLite: all of the file and its log. PostgreSQL: the tables that held a secret; its log (WAL) and
    its backups are its administrator's.

    Raises:
        Refused: somebody is using the database.
    """
    with _connected(engine()) as connection:
        if connection.dialect.name == "postgresql":
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.execute(text("VACUUM FULL draw_secret, row_change"))
            return
        cursor = connection.connection.cursor()
        try:
            cursor.execute("VACUUM")
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.OperationalError:
            busy = True
        if busy:
            raise Refused(
                "数据库正被使用，不能清除旧的明文：请停下其他 ssj 命令和服务，再运行 ssj init",
                code="database-busy",
            )

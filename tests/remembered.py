"""A stage of the walk is walked once in a process; after that its house is copied.

Only into a house that holds no database yet: elsewhere the stage's steps are really taken again.
"""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path

import psycopg
from sqlalchemy import inspect

from models import database

_FOLDER = Path(tempfile.mkdtemp(prefix="ssj-remembered-"))
_copies: dict[tuple[str, bool], str] = {}
"""(stage, on PostgreSQL) -> the copy's name."""


def remembered(stage: Callable[[Path], None]) -> Callable[[Path], None]:
    """``stage`` with what it builds remembered."""

    @functools.wraps(stage)
    def walked(home: Path) -> None:
        key = (stage.__name__, _on_postgres())
        if not _empty(home):
            stage(home)
        elif key in _copies:
            _put_back(_copies[key], home)
        else:
            stage(home)
            _copies[key] = _kept(home)

    return walked


def _on_postgres() -> bool:
    return "SSJ_DATABASE_URL" in os.environ


def _empty(home: Path) -> bool:
    if not _on_postgres():
        return not (home / "ssj.sqlite").exists()
    return not inspect(database.engine()).get_table_names()


def _kept(home: Path) -> str:
    name = f"ssj_kept_{uuid.uuid4().hex}"
    _leave()
    shutil.copytree(home, _FOLDER / name)
    if _on_postgres():
        _admin(f'CREATE DATABASE "{name}" TEMPLATE "{_database()}"')
        atexit.register(_admin, f'DROP DATABASE "{name}" WITH (FORCE)', _server())
    return name


def _put_back(name: str, home: Path) -> None:
    shutil.copytree(_FOLDER / name, home, dirs_exist_ok=True)
    if _on_postgres():
        _leave()
        _admin(f'DROP DATABASE "{_database()}" WITH (FORCE)')
        _admin(f'CREATE DATABASE "{_database()}" TEMPLATE "{name}"')


def _database() -> str:
    return database.url().rpartition("/")[2]


def _leave() -> None:
    database.engine().dispose()
    database._checked.cache_clear()
    database._engine.cache_clear()


def _server() -> str:
    return database.url().rpartition("/")[0].replace("+psycopg", "")


def _admin(statement: str, server: str | None = None) -> None:
    with psycopg.connect(f"{server or _server()}/postgres", autocommit=True) as admin:
        admin.execute(statement)  # type: ignore[call-overload]


atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)

"""The databases of tests: SQLite's lies in its house; PostgreSQL's, on this machine, is one of its own
for each house, named by ``SSJ_DATABASE_URL``."""

from __future__ import annotations

import atexit
import os
import uuid

import psycopg

from models import database

POSTGRES = "postgresql://postgres@127.0.0.1:5432"

_untouched: list[str] = []
"""Databases that were made and hold nothing: the next house gets one of them."""


def on_postgres() -> bool:
    """Whether the house's database is PostgreSQL's."""
    return "SSJ_DATABASE_URL" in os.environ


def named() -> str:
    """The name of the house's database on PostgreSQL."""
    return os.environ["SSJ_DATABASE_URL"].rpartition("/")[2]


def settle(name: str) -> None:
    """Make ``name`` the house's database."""
    os.environ["SSJ_DATABASE_URL"] = f"{POSTGRES}/{name}"


def leave() -> None:
    """Close every connection to the house's database."""
    database.engine().dispose()
    database._checked.cache_clear()
    database._engine.cache_clear()


def empty() -> str:
    """A database that holds nothing.

    Raises:
        psycopg.OperationalError: PostgreSQL does not answer.
    """
    return _untouched.pop() if _untouched else _made()


def copied(template: str) -> str:
    """A database that holds what ``template`` does."""
    return _made(f'TEMPLATE "{template}"')


def give_back(name: str) -> None:
    """``name`` still holds nothing."""
    _untouched.append(name)


def drop(name: str) -> None:
    """Away with it, unless it was given back."""
    if name not in _untouched:
        _admin(f'DROP DATABASE "{name}" WITH (FORCE)')


def _made(how: str = "") -> str:
    name = f"ssj_test_{uuid.uuid4().hex}"
    _admin(f'CREATE DATABASE "{name}" {how}')
    return name


def _admin(statement: str) -> None:
    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as admin:
        admin.execute(statement)  # type: ignore[call-overload]


@atexit.register
def _drop_untouched() -> None:
    while _untouched:
        drop(_untouched.pop())

"""A stage is built once in a process; after that its house is copied.

Only into a house that holds no database yet: elsewhere the stage's steps are really taken again.
"""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec

from sqlalchemy import inspect, text

from models import database
from tests import databases

_FOLDER = Path(tempfile.mkdtemp(prefix="ssj-remembered-"))
_copies: dict[tuple[object, ...], tuple[Path, str | None]] = {}
"""(on PostgreSQL, stage, its days) -> the copy: its folder and its database."""

Days = ParamSpec("Days")


def remembered(
    stage: Callable[Concatenate[Path, Days], None],
) -> Callable[Concatenate[Path, Days], None]:
    """``stage`` with what it builds remembered."""

    @functools.wraps(stage)
    def built(home: Path, /, *days: Days.args, **named: Days.kwargs) -> None:
        key = (databases.on_postgres(), stage, days, *named.items())
        if not _empty(home):
            stage(home, *days, **named)
        elif key in _copies:
            _put_back(*_copies[key], home)
        else:
            bare = not any(home.iterdir())
            stage(home, *days, **named)
            if bare:  # else something of the test's own would be copied too
                _copies[key] = _kept(home)

    return built


@contextmanager
def lent(stage: Callable[[Path], None], home: Path) -> Iterator[Path]:
    """What is remembered of ``stage``, itself and no copy: for a test that leaves nothing behind, which
    is checked by the journal. ``home`` is the empty house that the test would have filled."""
    key = (databases.on_postgres(), stage.__wrapped__, ())  # type: ignore[attr-defined]
    if key not in _copies:
        stage(home)
        yield home
        return
    folder, name = _copies[key]
    own = databases.named() if name is not None else None
    if name is not None and own is not None:
        databases.give_back(own)
        databases.settle(name)
    os.environ["SSJ_HOME"] = str(folder)
    try:
        before = _journalled()
        yield folder
        assert _journalled() == before, "the house was lent, and something stayed in it"
    finally:
        databases.leave()
        os.environ["SSJ_HOME"] = str(home)
        if own is not None:
            databases.settle(own)


def _journalled() -> int:
    with database.reading() as session:
        return int(session.execute(text("SELECT count(*) FROM row_change")).scalar_one())


def _empty(home: Path) -> bool:
    if not databases.on_postgres():
        return not (home / "ssj.sqlite").exists()
    return not inspect(database.engine()).get_table_names()


def _kept(home: Path) -> tuple[Path, str | None]:
    databases.leave()
    folder = _FOLDER / str(len(_copies))
    shutil.copytree(home, folder)
    if not databases.on_postgres():
        return folder, None
    name = databases.copied(databases.named())
    atexit.register(databases.drop, name)
    return folder, name


def _put_back(folder: Path, name: str | None, home: Path) -> None:
    shutil.copytree(folder, home, dirs_exist_ok=True)
    if name is not None:
        databases.leave()
        databases.give_back(databases.named())
        databases.settle(databases.copied(name))


atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)

"""A stage is built once in a process; after that its house is copied.

Only into a house that holds no database yet: elsewhere the stage's steps are really taken again.
"""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec

from sqlalchemy import inspect

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
            stage(home, *days, **named)
            _copies[key] = _kept(home)

    return built


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

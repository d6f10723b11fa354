"""A prepared house, built once and copied for each run of the machine."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from models import database
from tests import walk
from tests.conftest import POSTGRES


class Prepared:
    """A house at a stage of ``walk``: a folder and, on PostgreSQL, a database beside it."""

    def __init__(
        self, folder: Path, postgres: bool, stage: Callable[[Path], object] = walk.prepared
    ) -> None:
        self.folder, self.postgres = folder / "prepared", postgres
        self.template = f"ssj_prepared_{uuid.uuid4().hex}"
        self.copies = folder / "copies"
        self.folder.mkdir()
        if postgres:
            _admin(f'CREATE DATABASE "{self.template}"')
        self._settle(self.folder, self.template)
        stage(self.folder)
        self._leave()

    @contextmanager
    def copy(self) -> Iterator[Path]:
        """A house of its own; gone afterwards."""
        name = f"ssj_copy_{uuid.uuid4().hex}"
        home = self.copies / name
        shutil.copytree(self.folder, home)
        if self.postgres:
            _admin(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')
        self._settle(home, name)
        try:
            yield home
        finally:
            self._leave()
            shutil.rmtree(home)
            if self.postgres:
                _admin(f'DROP DATABASE "{name}" WITH (FORCE)')

    def remove(self) -> None:
        """Drop the template."""
        if self.postgres:
            _admin(f'DROP DATABASE "{self.template}" WITH (FORCE)')

    def _settle(self, home: Path, name: str) -> None:
        os.environ["SSJ_HOME"] = str(home)
        if self.postgres:
            os.environ["SSJ_DATABASE_URL"] = f"{POSTGRES}/{name}"

    def _leave(self) -> None:
        database.engine().dispose()
        database._checked.cache_clear()
        database._engine.cache_clear()


def _admin(statement: str) -> None:
    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as admin:
        admin.execute(statement)  # type: ignore[call-overload]

"""A house at a stage of the walk, for each run of a machine."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import databases


@dataclass(frozen=True)
class Prepared:
    """Houses inside a test's own ``house``, on the same kind of database."""

    house: Path
    stage: Callable[[Path], object]

    @contextmanager
    def copy(self) -> Iterator[Path]:
        """A house of its own; gone afterwards."""
        before = databases.named() if databases.on_postgres() else None
        home = self.house / uuid.uuid4().hex
        home.mkdir()
        os.environ["SSJ_HOME"] = str(home)
        if before is not None:
            databases.settle(databases.empty())
        try:
            self.stage(home)
            yield home
        finally:
            databases.leave()
            shutil.rmtree(home)
            os.environ["SSJ_HOME"] = str(self.house)
            if before is not None:
                databases.drop(databases.named())
                databases.settle(before)

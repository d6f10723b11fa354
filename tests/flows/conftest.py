"""What tests of flows share: Prefect's home, and one server that works on it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.serving.settings import IN_USE


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Use the server of ``folder``, Prefect's home: once somebody has started it, it stays."""
    with open(folder / IN_USE, "ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@pytest.fixture(scope="session")
def prefect_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home for Prefect; a home of ours links to it. The first that does starts the server for all."""
    folder = tmp_path_factory.mktemp("prefect")
    with in_use(folder):
        yield folder

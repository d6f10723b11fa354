"""What tests of flows share: Prefect's home, so that only the first server creates its database."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def prefect_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home for Prefect; a home of ours links to it."""
    return tmp_path_factory.mktemp("prefect")

"""A house on SQLite, where one database is enough."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty ``SSJ_HOME``."""
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    return tmp_path

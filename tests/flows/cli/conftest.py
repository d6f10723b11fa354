"""The command line run inside the test's own process, on an empty home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import ssj

Ssj = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty ``SSJ_HOME``."""
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def run(home: Path) -> Ssj:
    """Run ``ssj`` with the words given."""
    return lambda *words: CliRunner().invoke(ssj, words)

"""A year of work, read and left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.remembered import lent
from tests.tasks.assess.working_year import a_year


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The year, on SQLite."""
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    with lent(a_year, tmp_path) as house:
        yield house

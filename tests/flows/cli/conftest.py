"""The command line run inside the test's own process, on an empty home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlmodel import col, select

from flows.cli import ssj
from models import database
from models.tables import Message

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


def letters(kind: str) -> list[tuple[str, bool]]:
    """Every message of a kind: what it says, and whether it has gone."""
    with database.reading() as session:
        written = session.exec(
            select(Message).where(Message.kind == kind).order_by(col(Message.id))
        ).all()
    return [(each.body, each.sent_on is not None) for each in written]

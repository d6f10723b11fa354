"""A finished cycle, so that every guard has a row to guard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import released, walk
from tests.remembered import lent


@pytest.fixture
def filled(house: Path) -> Path:
    """A finished cycle in which every table has a row."""
    released.filled(house)
    return house


@pytest.fixture
def filled_and_kept(house: Path) -> Iterator[Path]:
    """The same, for a test that takes everything back."""
    with lent(released.filled, house) as home:
        yield home


@pytest.fixture
def dispatched_and_kept(house: Path) -> Iterator[Path]:
    """A draw dispatched, for a test that takes everything back."""
    with lent(walk._dispatched, house) as home:
        yield home

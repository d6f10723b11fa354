"""What was decided of a told result and is not told yet; told by whole stories elsewhere too
(``tests/tasks/publish/test_told.py``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import database
from tasks.inspect.amended import amendments, told_ids
from tests import released


@pytest.mark.duty("23.2")
def test_an_amendment_of_the_past_is_open_while_no_version_tells_it(filled: Path) -> None:
    (inspection_id, *_) = released.rows("amendment", "inspection_id")[0]
    with database.reading() as session:
        assert amendments(session, [inspection_id])[inspection_id].kind == "withdrawal"
        assert inspection_id in told_ids(session, [inspection_id, 10**6])


@pytest.fixture
def filled(house: Path) -> Path:
    """A finished cycle in which every table has a row."""
    released.filled(house)
    return house

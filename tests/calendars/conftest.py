"""Every test builds its calendars itself."""

from __future__ import annotations

import pytest

from calendars import working


@pytest.fixture(autouse=True)
def _no_calendar_remembered() -> None:
    working._of_china.cache_clear()

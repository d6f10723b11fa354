"""The lists are made public when somebody comes onto one or leaves it (第二十三条第二款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from tasks.credit.refresh import refresh
from tasks.publish.due import build_due
from tests import walk

RECEIVED, LATER, OFF = date(2026, 9, 11), date(2026, 9, 28), date(2027, 9, 8)


def _built(as_of: date) -> list[str]:
    with held_at(as_of):
        return [m for m in build_due(walk.REGION, as_of)["built"] if "/credit/" in m]


@pytest.mark.duty("23.3")
def test_entry_and_exit_are_published_and_nothing_in_between(house: Path) -> None:
    walk.made_public(house, RECEIVED, LATER)
    assert _built(LATER) == []  # nobody was ever listed
    with held_at(LATER):
        refresh(walk.REGION, LATER)
    assert _built(LATER) == ["350105/credit/1"]
    assert _built(LATER) == []
    walk.published(LATER)
    # Visited 2026-09-08 and listed for twelve months: off on 2027-09-08.
    with held_at(OFF):
        refresh(walk.REGION, OFF)
    assert _built(OFF) == ["350105/credit/2"]
    walk.published(OFF)
    first, second = (
        (house / "site" / walk.REGION / f"credit-350105-credit-{n}.html").read_text("utf-8")
        for n in (1, 2)
    )
    assert "不予配合监督检查" in first
    assert "2027-09-08" in first
    assert "不予配合监督检查" not in second

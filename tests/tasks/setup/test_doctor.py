"""What would fail on this machine is said before it does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.clock import held_at
from tasks.setup.doctor import examine
from tasks.setup.prepare import prepare


def _said(day: date) -> dict[str, tuple[bool, str]]:
    with held_at(day):
        return {name: (well, words) for name, well, words in examine()}


def test_a_house_that_is_not_prepared_says_what_to_run(house: Path) -> None:
    assert _said(date(2026, 1, 5))["数据库"] == (False, "数据库尚未建立，请先运行 ssj init")
    prepare(date(2026, 1, 5))
    assert _said(date(2026, 1, 5))["数据库"][0]


def test_the_next_years_holidays_are_missed_from_mid_november_on(house: Path) -> None:
    # Announced up to 28 December 2026: 45 days before that is 13 November.
    assert _said(date(2026, 11, 13))["工作日历"][0]
    well, words = _said(date(2026, 11, 14))["工作日历"]
    assert not well
    assert "ssj calendar notice add" in words

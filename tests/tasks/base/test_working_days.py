"""The calendar is the announced one with the notices of this house laid over it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from calendars import Notice
from tasks.base.working_days import in_force, loaded_notices, notices, place, working_days

THURSDAY = date(2026, 9, 10)
SINGLE_DAY = 'year = 2026\nnumber = "文"\nregion = "350105"\ndays_off = [2026-09-10]\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The house's folder of notices."""
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    (tmp_path / "notices").mkdir()
    return tmp_path / "notices"


def _notice(number: str, region: str | None = None, *, whole_year: bool = False) -> Notice:
    return Notice(2026, number, None, frozenset({THURSDAY}), frozenset(), region, whole_year)


@pytest.mark.duty("23.1")
def test_a_loaded_notice_holds_in_its_region_only(folder: Path) -> None:
    assert working_days("350105").is_working_day(THURSDAY)
    (folder / "0001-2026-0123456789ab.toml").write_text(SINGLE_DAY, "utf-8")
    assert not working_days("350105").is_working_day(THURSDAY)
    assert working_days("359901").is_working_day(THURSDAY)
    assert [n.number for n in notices()] == ["文"]


@pytest.mark.duty("23.1")
def test_notices_hold_in_the_order_of_loading_whatever_their_digest(folder: Path) -> None:
    names = ("0002-2026-000000000000", "0001-2026-ffffffffffff", "2026-eeeeeeeeeeee")
    for name in names:
        (folder / f"{name}.toml").write_text(SINGLE_DAY.replace("文", name), "utf-8")
    assert [each.notice.number for each in loaded_notices()] == list(reversed(names))


@pytest.mark.duty("23.1")
def test_a_notice_takes_the_place_of_the_one_it_corrects_and_of_no_other() -> None:
    year, corrected = _notice("甲", whole_year=True), _notice("乙", whole_year=True)
    day, local = _notice("丙"), _notice("丙", "350105")
    assert in_force([year, day, local, corrected]) == [corrected, day, local]
    assert [place(each) for each in (year, day, local)] == [
        "CN/2026",
        "CN/2026/丙",
        "350105/2026/丙",
    ]

"""The annual plan: made once, approved by somebody, for a year the calendar knows (第九、十六条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database, district
from models.clock import held_at
from models.faults import Refused
from models.tables import AnnualPlan, AuditEvent, Period
from tasks.lists.version import import_items
from tasks.plan.annual import approve_plan, make_plan
from tasks.setup.prepare import prepare
from tests import walk
from tests.conftest import SAMPLES

LATER = date(2026, 2, 2)


def _listed() -> None:
    prepare(walk.NEW_YEAR)
    import_items(SAMPLES / "随机抽查事项清单.xlsx", walk.REGION, walk.NEW_YEAR, walk.CLERK)


def _made(year: int = 2026, as_of: date = walk.NEW_YEAR) -> dict[str, object]:
    return make_plan(walk.REGION, year, as_of, walk.CLERK)


@pytest.mark.duty("9.2", "16.1")
def test_a_plan_is_made_once(house: Path) -> None:
    _listed()
    first = _made()
    assert (first["act"], first["draws_due"], first["provisional_after"]) == ("done", 6, None)
    again = make_plan(walk.REGION, 2026, LATER, "另一人")
    assert (again["act"], again["made_on"]) == ("unchanged", "2026-01-05")
    with database.reading() as session:
        assert len(session.exec(select(AnnualPlan)).all()) == 1
        assert len(session.exec(select(Period)).all()) == 6


@pytest.mark.duty("16.1")
def test_the_same_request_is_answered_as_it_was(house: Path) -> None:
    _listed()
    make_plan(walk.REGION, 2026, walk.NEW_YEAR, walk.CLERK, request="r1")
    assert approve_plan(walk.REGION, 2026, LATER, walk.LEADER)["act"] == "done"
    again = make_plan(walk.REGION, 2026, walk.NEW_YEAR, walk.CLERK, request="r1")
    assert (again["act"], again["approved_by"]) == ("known", None)


@pytest.mark.duty("16.1")
def test_an_approval_stands_as_it_was_given(house: Path) -> None:
    _listed()
    _made()
    assert approve_plan(walk.REGION, 2026, walk.NEW_YEAR, walk.LEADER)["act"] == "done"
    again = approve_plan(walk.REGION, 2026, LATER, "另一领导")
    assert (again["act"], again["approved_by"], again["approved_on"]) == (
        "unchanged",
        walk.LEADER,
        "2026-01-05",
    )
    with database.reading() as session:
        (plan,) = session.exec(select(AnnualPlan)).all()
        assert plan.approved_by == walk.LEADER


@pytest.mark.duty("16.1")
def test_a_plan_is_not_approved_before_it_is_made_nor_by_nobody(house: Path) -> None:
    _listed()
    _made(as_of=LATER)
    with pytest.raises(Refused, match="早于编制年度抽查计划之日 2026-02-02"):
        approve_plan(walk.REGION, 2026, walk.NEW_YEAR, walk.LEADER)
    with pytest.raises(Refused, match="经办人"):
        approve_plan(walk.REGION, 2026, LATER, " \u200b")
    with held_at(LATER), pytest.raises(Refused, match="尚未到来"):
        approve_plan(walk.REGION, 2026, date(2026, 2, 3), walk.LEADER)
    with database.reading() as session:
        assert session.exec(select(AnnualPlan)).one().approved_by is None


@pytest.mark.duty("9.2")
@pytest.mark.parametrize("year", [1999, 2030, 9999, 0, -1])
def test_a_year_the_calendar_does_not_reach_is_refused_in_words(house: Path, year: int) -> None:
    _listed()
    with pytest.raises(Refused, match=f"工作日历只到 2029 年.*不能编制 {year} 年的计划"):
        _made(year)


@pytest.mark.duty("9.2")
def test_a_year_whose_holidays_are_not_announced_is_planned_and_said_to_be_guessed(
    house: Path,
) -> None:
    _listed()
    assert _made(2029)["provisional_after"] == "2026-12-28"


@pytest.mark.duty("9.2", "25.1")
def test_the_year_decides_which_numbers_hold(house: Path) -> None:
    _listed()
    text = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    next_year = house / "2027.toml"
    for old, new in (
        ('version = "2026-1"', 'version = "2027-1"'),
        ("valid_from = 2026-01-01", "valid_from = 2027-01-01"),
        ("periods_per_year = { value = 6", "periods_per_year = { value = 4"),
    ):
        assert old in text
        text = text.replace(old, new)
    next_year.write_text(text, "utf-8")
    prepare(LATER, next_year)
    assert _made(2027, LATER)["draws_due"] == 4
    assert _made(2026, LATER)["draws_due"] == 6
    with pytest.raises(Refused, match="在 2025-12-31 没有生效的参数文件"):
        _made(2025, LATER)


@pytest.mark.duty("9.2")
def test_a_plan_that_stands_is_not_made_with_another_number_of_draws(house: Path) -> None:
    _listed()
    _made()
    text = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    fewer = house / "fewer.toml"
    fewer.write_text(
        text.replace('version = "2026-1"', 'version = "2026-9"')
        .replace("valid_from = 2026-01-01", "valid_from = 2026-01-02")
        .replace("periods_per_year = { value = 6", "periods_per_year = { value = 3"),
        "utf-8",
    )
    prepare(LATER, fewer)
    with pytest.raises(Refused, match="已于 2026-01-05 编制，应抽 6 次，不能改为 3 次"):
        _made(as_of=LATER)


@pytest.mark.duty("7.2", "16.1")
def test_nothing_is_planned_for_an_item_on_no_list(house: Path) -> None:
    walk.begun(house)
    with pytest.raises(Refused, match="清单之外不得抽查"):
        _made()
    with database.reading() as session:
        assert not [e for e in session.exec(select(AuditEvent)) if e.key.startswith("plan.")]

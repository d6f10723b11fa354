"""What holds on a day is looked up by the day; which item is meant is named or plain (第七、二十五条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import database, district
from models.clock import held_at
from models.district import District
from models.faults import Refused
from tasks.base.terms import chosen_item, in_force, item_in_force, only_region
from tasks.lists.version import import_items
from tasks.setup.prepare import prepare
from tests import walk
from tests.tasks.lists.test_version import item_list

FEBRUARY, MARCH = date(2026, 2, 2), date(2026, 3, 2)


def _shipped(file: str) -> District:
    return district.read((district.SHIPPED / file).read_text("utf-8"), file)


@pytest.mark.duty("7.2", "8.1")
def test_the_list_of_the_day_holds_not_one_of_the_future(house: Path) -> None:
    walk.begun(house)
    for ratio, day in (("5%", FEBRUARY), ("50%", MARCH)):
        import_items(item_list(house, ("WB-01", ratio, "")), walk.REGION, day, walk.CLERK)
    with database.reading() as session:
        with pytest.raises(Refused, match="2026-02-01 生效的随机抽查事项清单中没有事项「WB-01」"):
            item_in_force(session, walk.REGION, "WB-01", date(2026, 2, 1))
        assert item_in_force(session, walk.REGION, "WB-01", date(2026, 3, 1)).ratio == "1/20"
        assert item_in_force(session, walk.REGION, "WB-01", MARCH).ratio == "1/2"


@pytest.mark.duty("6.1", "7.2")
def test_an_item_of_either_list_is_found_and_one_taken_off_is_not(house: Path) -> None:
    walk.begun(house)
    both = item_list(house, ("WB-01", "5%", ""), ("LH-01", "5%", "跨部门联合"))
    import_items(both, walk.REGION, FEBRUARY, walk.CLERK)
    other = item_list(house, ("WB-02", "5%", ""), ("LH-01", "5%", "跨部门联合"))
    import_items(other, walk.REGION, MARCH, walk.CLERK)
    with database.reading() as session:
        assert item_in_force(session, walk.REGION, "LH-01", MARCH).code == "LH-01"
        with pytest.raises(Refused, match="清单之外不得抽查"):
            item_in_force(session, walk.REGION, "WB-01", MARCH)


@pytest.mark.duty("25.1")
def test_a_file_is_read_once_and_another_of_its_region_is_another(house: Path) -> None:
    walk.begun(house)
    day = date(2026, 3, 1)
    with database.reading() as session:
        first = in_force(session, walk.REGION, day)
        assert in_force(session, walk.REGION, day) is first
    text = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    began = f"valid_from = {first.valid_from.isoformat()}"
    assert began in text
    version = f'version = "{first.version}"'
    assert version in text
    other = house / "mawei.toml"
    other.write_text(
        text.replace(began, "valid_from = 2026-02-01").replace(version, 'version = "9.9"'), "utf-8"
    )
    with held_at(date(2026, 2, 1)):
        prepare(date(2026, 2, 1), other)
    with database.reading() as session:
        assert in_force(session, walk.REGION, date(2026, 2, 1)).version == "9.9"
        assert in_force(session, walk.REGION, date(2026, 1, 31)) == first


@pytest.mark.duty("12.2")
def test_a_region_is_named_unless_there_is_one(house: Path) -> None:
    walk.begun(house)
    assert only_region() == walk.REGION
    prepare(walk.NEW_YEAR, district.SHIPPED / "example.toml")
    with pytest.raises(Refused, match="350105、359901") as refusal:
        only_region()
    assert refusal.value.code == "region-not-named"


@pytest.mark.duty("6.1", "11.1")
def test_an_item_is_named_unless_there_is_one() -> None:
    one, two = _shipped("mawei.toml"), _shipped("example.toml")
    assert chosen_item(one, None) == chosen_item(one, "WB-01") == "WB-01"
    assert chosen_item(two, "YL-02") == "YL-02"
    with pytest.raises(Refused, match="请用 --item 指明其一：YL-01、YL-02"):
        chosen_item(two, None)
    with pytest.raises(Refused, match="没有事项「YL-02」，现有：WB-01"):
        chosen_item(one, "YL-02")


@pytest.mark.duty("25.1")
def test_a_house_without_district_says_what_to_run(house: Path) -> None:
    walk.set_up(house)
    with pytest.raises(Refused, match="请先运行 ssj init"):
        only_region()
    with database.reading() as session, pytest.raises(Refused, match="无，请先运行 ssj init"):
        in_force(session, walk.REGION, walk.NEW_YEAR)

"""What a district runs by itself: a cycle for each of its items, on the days of its file."""

from __future__ import annotations

import pytest

from flows.serving.deployments import deployments
from models import district


@pytest.mark.duty("6.1", "9.2")
@pytest.mark.parametrize("file", ["mawei.toml", "example.toml"])
def test_each_item_of_a_district_has_its_own_cycle(file: str) -> None:
    path = district.SHIPPED / file
    terms = district.read(path.read_text(encoding="utf-8"), file)
    made = {each.name: each for each in deployments(terms)}
    cycles = [each for name, each in made.items() if name.startswith(f"{terms.name} 两月一期")]
    assert [each.parameters for each in cycles] == [
        {"region": terms.region, "item_code": item} for item in terms.items
    ]
    assert {str(each.schedules[0].schedule.cron) for each in cycles} == {
        terms.schedule.bimonthly_cycle
    }
    assert all("双随机" in each.tags and terms.region in each.tags for each in made.values())


def test_legal_days_are_days_in_shanghai() -> None:
    terms = district.read((district.SHIPPED / "mawei.toml").read_text("utf-8"), "mawei.toml")
    zones = {each.schedules[0].schedule.timezone for each in deployments(terms) if each.schedules}
    assert zones == {"Asia/Shanghai"}


def test_what_a_leader_decides_is_started_by_hand_and_asks_who() -> None:
    terms = district.read((district.SHIPPED / "mawei.toml").read_text("utf-8"), "mawei.toml")
    decisions = [each for each in deployments(terms) if "领导决定" in each.tags]
    assert len(decisions) == 7
    for each in decisions:
        assert not each.schedules
        assert "decided_by" in each._parameter_openapi_schema.required
        shown = each._parameter_openapi_schema.properties["decided_by"]
        assert shown["title"] == "决定人"

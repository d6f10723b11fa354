"""The check points of 第十条, as the shipped item file states them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from tests.forms import FIRST, WB_01


@pytest.mark.duty("10.1")
def test_the_points_of_the_rule_stand_in_four_groups() -> None:
    # 第十条 counts four points under 1, three under 2, one under 3, four under 4; what it has looked at
    # besides under 4 (who is there against who is registered; the list of customers) has no number.
    numbered = Counter(p.group for p in WB_01.points if p.article[-1] in "①②③④项")
    assert list(numbered.values()) == [4, 3, 1, 4]
    assert [p.code for p in WB_01.points if p.article[-1] == "）"] == ["D5", "D6"]
    assert list(Counter(point.group for point in FIRST.points).values()) == [4, 3, 1, 4]


@pytest.mark.duty("10.2")
def test_the_numbers_of_the_rule_are_two_two_one_one_180_and_a_twentieth() -> None:
    numbers = [(of[:2], number.value, number.unit) for of, number in WB_01.numbers()]
    assert numbers == [
        ("A1", 2, "台"),
        ("B2", 2, "人"),
        ("D1", 1, "套"),
        ("D1", 1, "条"),
        ("D3", 180, "天"),
        ("D3", 180, "天"),
        ("D6", Fraction(1, 20), "占比"),
        ("未能", 1, "件"),
    ]


@pytest.mark.duty("10.1")
def test_a_point_and_a_measure_are_found_by_their_codes() -> None:
    assert {point.code: WB_01.label(point.code) for point in WB_01.points} == {
        point.code: point.label for point in WB_01.points
    }
    assert all(WB_01.measure(measure.code) is measure for measure in WB_01.measures)


@pytest.mark.duty("10.2")
def test_a_fault_is_worded_as_a_fault() -> None:
    for point in WB_01.points:
        assert any(
            word in point.fault
            for word in ("不符", "没有", "存在", "使用", "利用", "不一致", "问题")
        )
        assert point.fault != point.label


@pytest.mark.duty("23.1")
def test_a_return_has_a_category_if_its_item_lists_any() -> None:
    found = WB_01.category("closed")
    assert found is not None
    assert found.words == "已停业"
    assert WB_01.category("") is None
    assert FIRST.category("") is None


@pytest.mark.duty("10.1", "10.2")
def test_everything_that_the_rule_has_looked_at_has_its_measure() -> None:
    # 5-field.md, "What article 10 has an officer look at", by hand; and the permit's day.
    assert {point.code: [m.code for m in point.measures] for point in WB_01.points} == {
        "A1": ["terminals"],
        "A2": ["sign"],
        "A3": ["address"],
        "A4": ["licences", "permit_expires", "terminals_licensed", "terminals_found", "servers_licensed", "servers_found", "area_licensed", "area_found"],
        "B1": ["shared"],
        "B2": ["customers", "unregistered", "incomplete", "wrongly", "borrowed"],
        "B3": ["public_cards"],
        "C1": ["harmful", "harmful_by", "harmful_acts", "secured"],
        "D1": ["billing_systems", "lines", "layout"],
        "D2": ["audit", "video", "video_seen"],
        "D3": ["server_log_days", "billing_log_days"],
        "D4": ["officer", "officer_name", "certificate", "certificate_expires"],
        "D5": ["headcount", "registered"],
        "D6": ["listed", "red"],
    }  # fmt: skip

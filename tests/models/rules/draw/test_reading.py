"""A file against its shape: what is no record is told, nothing is raised."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.draw.reading import doubled, read, read_announcement, read_results
from tests.models.rules.draw.records import R1, record_of


@pytest.mark.parametrize("value", [None, [], 1, "x"])
def test_anything_else_is_told(value: Any) -> None:
    assert read(value) == (None, ["「记录」格式不对"])
    assert read_announcement(value) == (None, ["「公告」格式不对"])
    assert read_results(value) == (None, ["「结果」格式不对"])


def test_every_fault_is_told_at_once_and_once() -> None:
    value = record_of(R1)
    del value["secret"]
    value["note"] = 1
    value["announcement"]["strata"][1]["ratio"] = "2/40"
    assert sorted(read(value)[1]) == [
        "「announcement.strata[1].ratio」格式不对",
        "「note」不应有",
        "「secret」缺少",
    ]


def test_a_surrogate_is_told_and_not_raised() -> None:
    value = record_of(R1)
    value["texts"]["subjects"] = "\ud800"
    assert read(value)[0] is None
    assert read(value)[1][0].startswith("「texts.subjects")


@pytest.mark.duty("17.1")
def test_a_record_out_of_order_is_still_one_whose_rest_can_be_checked() -> None:
    value = record_of(R1)
    value["photos"].reverse()
    record, problems = read(value)
    assert record is not None
    assert problems == ["「photos」没有按规定的次序，或有重复"]


def test_doubled_names_each_once() -> None:
    assert doubled(["b", "a", "b", "c", "b", "a"]) == ["b", "a"]
    assert doubled([]) == []

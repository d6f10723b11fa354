"""What is kept sealed: its lists, their digests, and how changes were decided (第十七条、第十八条)."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from models.rules.draw import sealed
from models.rules.draw.shape import read
from tests.models.rules.draw import made

KEY = bytes(range(32))


@pytest.mark.duty("17.1")
def test_codes_follow_an_order_that_only_the_key_knows() -> None:
    badges = [f"{35000 + n}" for n in range(12)]
    by_key = sorted(badges, key=lambda badge: hashlib.sha256(KEY + badge.encode()).digest())
    assert by_key != badges
    found = sealed.codes_of(KEY, badges)
    assert list(found.items()) == [(f"J{n:02}", badge) for n, badge in enumerate(by_key, start=1)]
    assert sealed.codes_of(KEY, reversed(badges)) == found
    assert sealed.codes_of(b"k" * 32, badges) != found


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("officers", "first", "last"), [(1, "J01", "J01"), (99, "J01", "J99"), (100, "J001", "J100")]
)
def test_all_codes_of_a_draw_are_of_one_length(officers: int, first: str, last: str) -> None:
    codes = list(sealed.codes_of(KEY, [f"{n:05}" for n in range(officers)]))
    assert (codes[0], codes[-1]) == (first, last)
    assert sealed.codes_of(KEY, []) == {}


def test_sealed_lists_are_sorted_lines() -> None:
    assert sealed.ineligible_text([("B", "停业"), ("A", "注销")]) == "A\t注销\nB\t停业\n".encode()
    assert (
        sealed.codes_text([("J02", "035001"), ("J01", "035002")]) == b"J01\t035002\nJ02\t035001\n"
    )
    expected = hashlib.sha256(KEY + b"J01\t035002\n").hexdigest()
    assert sealed.codes_digest("sha256", KEY, b"J01\t035002\n") == expected


def _problems(change: Any = None) -> dict[str, list[str]]:
    given = made.record(with_sealed=True)
    if change is not None:
        change(given)
    record, wrong = read(given)
    assert wrong == []
    assert record is not None
    assert record.sealed is not None
    return dict(sealed.problems(record, record.sealed))


@pytest.mark.duty("18.1", "18.3")
def test_an_honest_sealed_part_has_no_problem() -> None:
    assert _problems() == {
        "未参加抽取名单": [],
        "检查人员代号对照表": [],
        "变更申请": [],
        "照片": [],
    }


@pytest.mark.duty("18.3")
@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"decision": "refused"}, "没有批准的变更申请"),
        ({"decision": None}, "没有批准的变更申请"),
        ({"number": "别的"}, "没有批准的变更申请"),
        ({"decided_on": "2026-11-04"}, "决定日期应为 2026-11-04，记录为 2026-11-02"),
        ({"decided_by": "经办民警"}, "申请人本人作出决定（第十八条）"),
    ],
)
def test_a_change_without_its_decision_is_told(changed: dict[str, Any], told: str) -> None:
    found = _problems(lambda given: given["sealed"]["applications"][0].update(changed))
    assert found["变更申请"] == [f"申请 350105/WB-01/2026-6/C1：{told}"]


@pytest.mark.duty("18.1")
def test_photographs_are_the_same_in_both_parts_in_any_order() -> None:
    wrong = ["照片明细与公开部分的照片摘要不同"]
    one, other = "ab" * 32, "cd" * 32

    def photos(public: list[str], kept: list[str]) -> list[str]:
        def change(given: dict[str, Any]) -> None:
            given["photos"] = public
            given["sealed"]["photos"] = [{"name": "现场.png", "digest": d} for d in kept]

        return _problems(change)["照片"]

    assert photos([one, other], [other, one]) == []
    assert photos([one], []) == wrong
    assert photos([], [one]) == wrong
    assert photos([one], [other]) == wrong


@pytest.mark.duty("17.1")
def test_who_was_left_out_is_counted_by_reason_and_digested() -> None:
    def add(given: dict[str, Any]) -> None:
        given["sealed"]["ineligible"] += "92350105MA999AAAA1\t停业\n"

    digest, counts = _problems(add)["未参加抽取名单"]
    said = made.record()["announcement"]["ineligible"]["digest"]
    text = "92350105MA999AAAA0\t停业\n92350105MA999AAAA1\t停业\n".encode()
    assert digest == f"摘要公告为 {said}，重算为 {hashlib.sha256(text).hexdigest()}"
    assert counts == "按原因统计的家数与公告不同"


@pytest.mark.duty("17.1")
def test_the_list_of_codes_is_the_one_announced() -> None:
    def change(given: dict[str, Any]) -> None:
        given["sealed"]["inspector_codes"] += "J99\t035999\n"

    [told] = _problems(change)["检查人员代号对照表"]
    record = made.record(with_sealed=True)
    said = record["announcement"]["inspector_codes_digest"]
    text = f"{record['sealed']['inspector_codes']}J99\t035999\n".encode()
    found = hashlib.sha256(made.CODES_KEY + text).hexdigest()
    assert told == f"摘要公告为 {said}，重算为 {found}"

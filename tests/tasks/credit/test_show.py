"""One subject's archive says what was done about it, and which day was entered late (第二十三条第二款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tasks.credit.decide import decide
from tasks.credit.revoke import revoke
from tasks.credit.show import archive_of, open_entries
from tests import walk
from tests.tasks.credit.entries import DECIDED, LATER, NOTICE, NUMBER, entry, listed, on, told

NOVEMBER = date(2026, 11, 25)


@pytest.mark.duty("10.3", "23.3")
def test_an_entry_tells_every_act_with_who_and_when_it_was_entered(house: Path) -> None:
    told(house)
    on(NOVEMBER, decide, NUMBER, True, DECIDED, walk.LEADER)
    shown = archive_of(walk.REGION, entry().credit_code, NOVEMBER)
    [event] = shown["events"]
    assert (event["name"], event["happened_on"]) == ("不予配合检查", walk.VISIT)
    [stay] = shown["lists"]
    assert (stay["name"], stay["state_name"], stay["class_name"]) == (
        "黑名单",
        "已列入",
        "一般失信",
    )
    assert [(a["name"], a["done_in_words"], a["done_by"], a["role"]) for a in stay["acts"]] == [
        ("提出列入", "2026-09-28", "系统", None),
        ("送达事先告知书", "2026-09-29", walk.CLERK, None),
        ("决定列入", "2026-10-13（补录，2026-11-25 登记）", walk.LEADER, "分管领导"),
    ]


@pytest.mark.duty("23.3")
def test_what_is_open_says_what_is_due_and_by_when(house: Path) -> None:
    told(house)
    [open_] = open_entries(walk.REGION, NOTICE)
    # Thirty working days after 29 September 2026.
    assert (open_["number"], open_["state_name"], open_["due"], open_["due_on"]) == (
        NUMBER, "已告知", "决定是否列入名单", "2026-11-16",
    )  # fmt: skip


def test_nothing_is_said_of_whom_nothing_is_known(house: Path) -> None:
    walk.prepared(house)
    shown = archive_of(walk.REGION, "92350105MA0000000X", NOVEMBER)
    assert (shown["events"], shown["lists"]) == ([], [])
    assert open_entries(walk.REGION, NOVEMBER) == []


@pytest.mark.duty("10.3", "23.3")
def test_what_is_shown_is_what_stood_on_the_day(house: Path) -> None:
    listed(house)
    code = entry().credit_code
    left = date(2026, 11, 3)
    on(left, revoke, NUMBER, "列入有误", left, walk.CHIEF)

    def stood(day: date) -> tuple[object, ...]:
        [stay] = archive_of(walk.REGION, code, day)["lists"]
        return stay["state_name"], len(stay["acts"]), stay["entered_on"], stay["exited_on"]

    assert archive_of(walk.REGION, code, date(2026, 9, 27))["events"] == []
    assert archive_of(walk.REGION, code, date(2026, 9, 27))["lists"] == []
    assert len(archive_of(walk.REGION, code, LATER)["events"]) == 1
    assert stood(LATER) == ("拟列入", 1, None, None)
    assert stood(NOTICE) == ("已告知", 2, None, None)
    assert stood(DECIDED) == ("已列入", 3, DECIDED, None)
    assert stood(left) == ("已撤销", 4, DECIDED, left)
    open_on = {
        day: [(each["state_name"], each["due"]) for each in open_entries(walk.REGION, day)]
        for day in (date(2026, 9, 27), LATER, NOTICE, DECIDED, left)
    }
    assert list(open_on.values()) == [
        [], [("拟列入", "送达列入名单的事先告知书")], [("已告知", "决定是否列入名单")], [("已列入", "")], [],
    ]  # fmt: skip

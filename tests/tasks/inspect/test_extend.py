"""The term of an order is extended by decision, and everybody counts from the new day (第二十一条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.sample.answers import SHORT_LOGS
from models.clock import held_at
from tasks.inspect.dispositions import dispose
from tasks.inspect.extend import extend
from tasks.overview.handling import handling
from tests import walk
from tests.refusal import reasons
from tests.tasks.inspect.orders import (
    BROUGHT,
    ORDERED,
    UNTIL,
    deadlines,
    found,
    ordered,
    rechecked,
    stages,
)  # fmt: skip

LONGER = date(2026, 9, 30)
DOCUMENT = "马公（网安）延〔2026〕1号"


def extended(number: str, until: date = LONGER, on: date = BROUGHT, **given: Any) -> dict[str, Any]:
    """The leader in charge gives the firm longer."""
    asked = {"document": DOCUMENT, "reason": "设备缺货", **given}
    with held_at(on):
        return extend(
            number, "D3", until, asked["document"], asked["reason"], on, walk.CHIEF, role="分管领导"
        )


@pytest.mark.duty("21.1")
def test_the_new_day_is_chased_and_shown_beside_the_first(house: Path) -> None:
    number = found(house).task.number
    ordered(number)
    told = extended(number)
    assert (told["act"], told["was"], told["due_on"]) == ("done", str(UNTIL), str(LONGER))
    # The recheck is counted from the new day: ten working days, over the National Day holiday.
    assert deadlines() == [
        ("rectify", "D3/1", LONGER, None), ("recheck", "D3/1", date(2026, 10, 20), None),
    ]  # fmt: skip
    [shown] = handling(walk.REGION, BROUGHT, every=True)
    assert [(each["act"], each["due_on"], each["reason"]) for each in shown["steps"]] == [
        ("责令改正", str(UNTIL), ""), ("延长改正期限", str(LONGER), "设备缺货"),
    ]  # fmt: skip
    assert shown["due"]["on"] == str(LONGER)


@pytest.mark.duty("21.1")
def test_the_same_extension_again_is_unchanged_and_another_refused(house: Path) -> None:
    number = found(house).task.number
    ordered(number)
    extended(number)
    assert extended(number)["act"] == "unchanged"
    name = f"任务 {number} 的 D3 项问题"
    with held_at(BROUGHT):
        again = [number, "D3", date(2026, 9, 29), "延2号", "再延", BROUGHT, walk.CHIEF]
        assert reasons(extend, *again) == [
            f"{name}：新的期限 2026-09-29 须晚于现在的改正期限 {LONGER}，不得缩短",
            f"{name}：改正期限已于 {BROUGHT} 由 {walk.CHIEF} 延长至 {LONGER}（{DOCUMENT}），"
            "一份责令至多延长 1 次",
        ]
        assert reasons(extend, *again, role="科员") != []


@pytest.mark.duty("21.1")
def test_a_recheck_and_another_decision_count_from_the_new_day(house: Path) -> None:
    number = found(house).task.number
    ordered(number)
    extended(number)
    after_the_first = date(2026, 9, 22)
    with held_at(after_the_first):
        assert reasons(
            dispose, number, "D3", "handle", "罚字1号", after_the_first, walk.LEADER
        ) == [f"任务 {number} 的 D3 项问题的改正期限 {LONGER} 尚未届满，不能另行处理"]
    rechecked(house, number, SHORT_LOGS, after_the_first)
    assert stages() == ["未改正"]


@pytest.mark.duty("21.1")
def test_without_an_order_or_after_its_term_nothing_is_extended(house: Path) -> None:
    number = found(house).task.number
    with held_at(ORDERED):
        asked = [number, "D3", LONGER, DOCUMENT, "缺货", ORDERED, walk.CHIEF]
        assert reasons(extend, *asked) == [
            f"任务 {number} 的 D3 项问题现为「待处理」，没有可以延长的改正期限"
        ]
    ordered(number)
    late = date(2026, 9, 22)
    with held_at(late):
        asked = [number, "D3", LONGER, DOCUMENT, "缺货", late, walk.CHIEF]
        assert reasons(extend, *asked) == [
            f"任务 {number} 的 D3 项问题：改正期限 {UNTIL} 已经届满，届满之后不得延长"
        ]

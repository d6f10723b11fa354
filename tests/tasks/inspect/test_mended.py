"""A wrong entry is put right by another (第二十一条、第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.sample.answers import CONFORMS
from models.clock import held_at
from tasks.inspect.dispositions import dispose
from tasks.inspect.mended import correct_entry
from tasks.inspect.rectify import submit
from tasks.overview.handling import handling
from tasks.publish.amend import correct
from tests import walk
from tests.refusal import reasons
from tests.tasks.inspect.orders import (
    BROUGHT,
    NEXT,
    ORDER,
    ORDERED,
    UNTIL,
    deadlines,
    found,
    ordered,
    photo,
    rechecked,
    stages,
)  # fmt: skip
from tests.tasks.publish import stories


@pytest.mark.duty("21.1", "23.2")
def test_a_wrong_entry_is_put_right_by_another_and_what_was_told_only_by_decision(
    home: Path,
) -> None:
    stories.told(home)
    number = stories.handled(NEXT)
    with held_at(NEXT):
        told = correct_entry(number, "D3", "误抄文号", NEXT, walk.CLERK, document="罚字2号")
        assert (told["document"], told["was"]["document"]) == ("罚字2号", "罚字1号")
        again = correct_entry(number, "D3", "误抄文号", NEXT, walk.CLERK, document="罚字2号")
        assert again["act"] == "unchanged"
    walk.published(NEXT)
    assert stories.on_site(home)[1][number]["disposition"] == "依法查处（罚字2号）"
    [shown] = handling(walk.REGION, NEXT, every=True)
    assert [(each["document"], each["reason"]) for each in shown["steps"]] == [
        ("罚字1号", ""), ("罚字2号", "误抄文号"),
    ]  # fmt: skip
    assert reasons(correct_entry, number, "D3", " ", NEXT, walk.CLERK, document="罚字3号") == [
        "更正登记须写明原因（--reason）",
        "该项处理已经公布，更正须先经决定（ssj publish correct）",
    ]


@pytest.mark.duty("21.1", "23.2")
def test_what_was_told_is_put_right_once_that_is_decided_and_told_as_a_correction(
    home: Path,
) -> None:
    stories.told(home)
    number = stories.handled(NEXT)
    walk.published(NEXT)
    with held_at(NEXT):
        correct(number, "误抄文号", "处罚文号更正如下", NEXT, walk.LEADER, asked_by=walk.CLERK)
        correct_entry(number, "D3", "误抄文号", NEXT, walk.CLERK, document="罚字2号")
    walk.published(NEXT)
    row = stories.on_site(home)[1][number]
    assert (row["disposition"], row["kind"]) == ("依法查处（罚字2号）", "correction")


@pytest.mark.duty("21.1")
def test_a_decision_of_the_wrong_kind_becomes_the_order_that_was_meant(house: Path) -> None:
    number = found(house).task.number
    with held_at(ORDERED):
        dispose(number, "D3", "transfer", "移字1号", ORDERED, walk.LEADER, "区文旅局")
    asked = {"document": "责改1号", "kind": "order", "until": UNTIL}
    with held_at(BROUGHT):
        told = correct_entry(number, "D3", "误登为移送", BROUGHT, walk.LEADER, **asked)
        assert (told["act"], told["stage_name"], told["due_on"]) == ("done", "责令改正", str(UNTIL))
        assert told["was"] == {"kind": "transfer", "document": "移字1号", "department": "区文旅局"}
        again = correct_entry(number, "D3", "误登为移送", BROUGHT, walk.LEADER, **asked)
        assert again["act"] == "unchanged"
    # No answer is waited for any more; the firm has until the day that was meant.
    assert [(kind, due, met) for kind, _, due, met in deadlines()] == [
        ("transfer_answer", date(2026, 10, 30), BROUGHT),
        ("rectify", UNTIL, None),
        ("recheck", date(2026, 10, 12), None),
    ]
    [shown] = handling(walk.REGION, BROUGHT, every=True)
    assert [each["act"] for each in shown["steps"]] == [
        "移交〔已更正〕", "更正登记（第 1 项，应为「责令改正」）",
    ]  # fmt: skip
    assert shown["words"] == "责令改正：责令改正（责改1号）"
    assert rechecked(house, number, CONFORMS, date(2026, 9, 21))["act"] == "done"
    assert stages() == ["已改正"]


@pytest.mark.duty("21.1")
def test_a_wrong_kind_stays_once_something_rests_on_it(house: Path) -> None:
    number = found(house).task.number
    ordered(number)
    name = {"document": "罚字1号", "kind": "handle"}
    with held_at(BROUGHT):
        submit(number, "D3", [photo(house)], BROUGHT, walk.CLERK)
        assert reasons(correct_entry, number, "D3", "误登", BROUGHT, walk.CLERK, **name) == [
            f"「责令改正」（{ORDER}）之后已登记 {BROUGHT}「提交改正材料」（{ORDER}），"
            "不能再更正为「依法查处」"
        ]
    assert stages() == ["已提交改正材料"]


@pytest.mark.duty("21.1")
def test_a_wrong_kind_is_named_whole_or_refused(house: Path) -> None:
    number = found(house).task.number
    with held_at(ORDERED):
        dispose(number, "D3", "handle", "罚字1号", ORDERED, walk.LEADER)
        late = {"kind": "order", "until": date(2026, 9, 13)}
        assert reasons(correct_entry, number, "D3", "", ORDERED, walk.CLERK, **late) == [
            "更正登记须写明原因（--reason）", "改正期限 2026-09-13 早于责令之日 2026-09-14",
        ]  # fmt: skip
        assert reasons(
            correct_entry, number, "D3", "误登", ORDERED, walk.CLERK, kind="transfer", until=UNTIL
        ) == [
            "移交其他部门的须写明接收部门",
            "改正期限（--until）只在更正为责令改正时写；已经责令的，用 ssj handle extend 延长",
        ]


@pytest.mark.duty("21.1", "23.2")
def test_a_wrong_kind_that_was_told_is_told_as_a_correction(home: Path) -> None:
    stories.told(home)
    number = stories.handled(NEXT)
    walk.published(NEXT)
    meant = {"kind": "order", "document": "责改1号", "until": date(2026, 10, 20)}
    with held_at(NEXT):
        assert reasons(correct_entry, number, "D3", "误登", NEXT, walk.CLERK, **meant) == [
            "该项处理已经公布，更正须先经决定（ssj publish correct）"
        ]
        correct(number, "误登", "处理种类更正", NEXT, walk.LEADER, asked_by=walk.CLERK)
        correct_entry(number, "D3", "误登", NEXT, walk.CLERK, **meant)
    walk.published(NEXT)
    row = stories.on_site(home)[1][number]
    assert row["kind"] == "correction"
    assert row["disposition"].startswith("正在处理")
    assert row["notes"] == [f"{NEXT} 马尾区公安局网安大队决定更正：处理种类更正"]

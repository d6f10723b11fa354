"""A wrong entry is put right by another (第二十一条、第二十三条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.clock import held_at
from tasks.inspect.mended import correct_entry
from tasks.overview.handling import handling
from tasks.publish.amend import correct
from tests import walk
from tests.refusal import reasons
from tests.tasks.inspect.orders import NEXT
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

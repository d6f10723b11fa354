"""What is being handled, as a clerk sees it (第二十一条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.clock import held_at
from reports.handling import handling_in_words
from tasks.inspect.dispositions import dispose
from tasks.inspect.transfers import answer
from tasks.overview.handling import handling
from tests import walk
from tests.tasks.inspect.orders import AGAIN, ORDERED, RECEIVED, found


@pytest.mark.duty("10.3", "21.1")
def test_every_finding_that_is_not_at_its_end_is_listed_with_what_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    each = found(tmp_path)
    number = each.task.number
    with held_at(ORDERED):
        dispose(number, "D3", "transfer", "移字1号", ORDERED, walk.LEADER, "区文旅局")
    [shown] = handling(walk.REGION, ORDERED)
    assert handling_in_words(shown) == (
        f"  {number}  {each.task.subject}  D3  已移送：移交区文旅局（移字1号）；"
        "应于 2026-10-30 前收到移送事项的答复，还有 30 个工作日"
    )
    [before] = handling(walk.REGION, RECEIVED)
    assert before["stage_name"] == "待处理"
    with held_at(AGAIN):
        answer(number, "D3", "dealt_with", "文旅函1号", AGAIN, walk.CLERK)
    assert handling(walk.REGION, AGAIN) == []
    [whole] = handling(walk.REGION, AGAIN, every=True)
    assert [(step["act"], step["outcome"]) for step in whole["steps"]] == [
        ("移交", ""), ("答复", "已处理"),
    ]  # fmt: skip

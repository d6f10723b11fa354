"""``ssj credit cause`` and what the rosters show of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.clock import held_at
from tests import walk
from tests.flows.cli.conftest import Ssj
from tests.tasks.rosters.test_cause_records import DAY, general_one


@pytest.mark.duty("9.4")
def test_a_cause_is_typed_shown_and_ended(home: Path, run: Ssj) -> None:
    walk.prepared(home)
    code = general_one()
    told = (
        "--source",
        "市场监管局",
        "--document",
        "函1号",
        "--until",
        "2027-03-02",
        "--by",
        "内勤甲",
    )
    with held_at(DAY):
        made = run("credit", "cause", code, "--kind", "经营异常", *told)
        shown, archive = run("rosters", "show"), run("credit", "show", code)
        ended = run("credit", "end-cause", "350105-SY-2026-00001", "--reason", "repaired")
    first, changed = made.stdout.splitlines()
    assert first == f"350105-SY-2026-00001：「{code}」经营异常，2026-09-02 至 2027-03-02。"
    assert changed.endswith("重点")
    assert "名录 一般，事由 经营异常，从严列为 重点" in shown.stdout
    assert "350105-SY-2026-00001 重点对象事由：经营异常，市场监管局（函1号）" in archive.stdout
    assert ended.stdout.startswith("350105-SY-2026-00001 已于 2026-09-02 终止：信用修复。")

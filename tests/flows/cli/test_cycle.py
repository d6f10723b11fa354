"""``ssj cycle``: where a cycle stands; a mistake is said before any server is started."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.clock import held_at
from tasks.inspect.received import take_in_returns
from tests import walk
from tests.flows.cli.conftest import Ssj


@pytest.mark.duty("10.3")
def test_a_cycle_tells_each_inspection_in_a_line(house: Path, run: Ssj) -> None:
    walk.dispatched(house)
    shown = run("cycle", "show", "--as-of", "2026-09-02").stdout.splitlines()
    assert shown[0] == (
        "福州市马尾区 WB-01 2026 年第 5 期，截至 2026-09-02：已确认，待检查回传 5。"
    )
    assert len(shown) == 1 + 5
    assert all("待检查回传" in line and "2026-09-21" in line for line in shown[1:])


@pytest.mark.duty("10.3", "20.1")
def test_a_cycle_tells_which_files_in_the_inbox_were_refused_and_why(home: Path, run: Ssj) -> None:
    walk.dispatched(home)
    folder = home / "inbox" / walk.REGION / "returns"
    folder.mkdir(parents=True)
    (folder / "甲.xlsx").write_bytes(b"PK")
    with held_at(walk.VISIT):
        take_in_returns(walk.REGION, walk.VISIT)
        shown = run("cycle", "show", "--as-of", "2026-09-08").stdout
        told = json.loads(run("cycle", "show", "--as-of", "2026-09-08", "--json").stdout)
    why = "文件「甲.xlsx」：不是有效的 xlsx 文件"
    assert shown.endswith(f"  收件夹里的 甲.xlsx 不予收取，请换上改好的一份：\n    {why}\n")
    assert told["refused_files"] == [{"file": "甲.xlsx", "why": [why]}]


@pytest.mark.duty("9.2")
def test_a_period_that_is_not_planned_is_refused(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    words = ("cycle", "run", "--year", "2026", "--period", "9", "--as-of", "2026-09-01", "--json")
    refused = run(*words)
    assert refused.exit_code == 1
    assert "第 9 期" in json.loads(refused.stdout)["refused"][0]

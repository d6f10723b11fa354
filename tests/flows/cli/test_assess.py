"""``ssj assess``: the findings for a person, stable keys for a program (第二十四条)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import walk
from tests.flows.cli.conftest import Ssj

DAY = ("--as-of", "2026-03-02")


@pytest.mark.duty("24.1")
def test_a_year_with_nothing_drawn_yet_is_assessed(home: Path, run: Ssj) -> None:
    walk.prepared(home)
    shown = run("assess", "2026", *DAY)
    assert shown.exit_code == 0, shown.output
    assert "按计划抽取：应抽取1期，按期抽取0期。" in shown.output
    answer = json.loads(run("assess", "2026", "--period", "1", *DAY, "--json").stdout)
    assert set(answer) == {
        "region", "district", "brigade", "rule", "year", "period", "items", "as_of", "score", "visits",
        "coverage", "ratios", "draws", "in_time", "groups", "overdue", "changes", "results", "faults",
        "handling", "withdrawn", "corrected",
    }  # fmt: skip
    written = run("assess", "2026", *DAY, "--out", str(home / "考评"), "--by", "内勤甲")
    assert written.output.startswith("已写出 ")
    refused = run("assess", "2027", *DAY, "--json")
    assert (refused.exit_code, json.loads(refused.stdout)["code"]) == (1, "no-plan")

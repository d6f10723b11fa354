"""``ssj audit``: sound or not is said plainly, and by the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import walk
from tests.flows.cli.conftest import Ssj


@pytest.mark.duty("10.3")
def test_a_sound_record_is_said_to_be_and_a_head_that_is_not_its_own_is_found(
    house: Path, run: Ssj
) -> None:
    walk.prepared(house)
    sound = run("audit", "verify")
    assert sound.exit_code == 0
    assert "首尾相接，未被改动。" in sound.stdout
    head = json.loads(run("audit", "verify", "--json").stdout)["head"]
    assert run("audit", "verify", "--head", f"{head[:16]}…").exit_code == 0
    missing = run("audit", "verify", "--head", "f" * 16)
    assert missing.exit_code == 1
    assert "核验发现问题" in missing.stdout
    assert "f" * 16 in missing.stdout


def test_of_a_subject_on_no_roster_there_is_no_history(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    refused = run("audit", "history", "92350105MA0000000X")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "名录库中从未有过「92350105MA0000000X」" in refused.stderr


@pytest.mark.duty("10.3")
def test_a_history_is_printed_by_name_and_written_as_a_page(home: Path, run: Ssj) -> None:
    walk.prepared(home)
    told = run("audit", "history", "样例星河网吧一店")
    assert told.stdout.startswith("样例星河网吧一店检查档案\n信用代码92350105MA0007919C；")
    assert "  材料归档：没有记录" in told.stdout
    answer = json.loads(run("audit", "history", "92350105MA0007919C", "--json").stdout)
    assert [step["step"] for step in answer["years"][0]["steps"]] == [
        "plan", "task", "draw", "inspection", "handling", "archive",
    ]  # fmt: skip
    several = run("audit", "history", "样例星河", "--json")
    assert json.loads(several.stdout)["code"] == "ambiguous-subject"
    page = str(home / "档案.html")
    day = ("--as-of", "2026-09-01", "--by", "内勤甲")
    assert run("audit", "history", "样例星河网吧一店", "--out", page, *day).stdout.startswith(
        "已写出 "
    )

"""``ssj credit``: what was entered, and who is on a list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.clock import held_at
from tests import walk
from tests.flows.cli.conftest import Ssj, letters
from tests.tasks.credit.entries import LATER, NUMBER, RECEIVED, entry


@pytest.mark.duty("23.3")
def test_the_archive_is_refreshed_once_and_shown(house: Path, run: Ssj) -> None:
    walk.made_public(house, RECEIVED, LATER)
    with held_at(LATER):
        first = run("credit", "refresh", "--as-of", "2026-09-28")
        again = run("credit", "refresh", "--as-of", "2026-09-28", "--json")
    assert first.stdout == "新增档案 5 件，拟列入 1 件。\n"
    assert [gone for told, gone in letters("supervisor") if NUMBER in told] == [True]
    told = json.loads(again.stdout)
    assert (told["act"], told["events"], told["proposed"]) == ("unchanged", 0, [])
    shown = run("credit", "show", entry().credit_code, "--as-of", "2026-09-28").stdout
    assert f"  {NUMBER} 黑名单（拟列入）不予配合监督检查，一般失信\n" in shown
    assert "    2026-09-28 系统 提出列入：不予配合监督检查\n" in shown


def test_of_whom_nothing_is_known_nothing_is_said(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    shown = run("credit", "show", "92350105MA0000000X")
    assert (shown.exit_code, shown.stdout) == (0, "92350105MA0000000X 没有档案记录。\n")
    assert run("credit", "entries").stdout == "没有未了结的名单条目。\n"

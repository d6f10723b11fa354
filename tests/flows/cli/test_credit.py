"""``ssj credit``: what was entered, and who is on a list."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from tests import walk
from tests.flows.cli.conftest import Ssj

RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 28)


@pytest.mark.duty("23.3")
def test_lists_are_refreshed_once_and_shown_with_their_state(house: Path, run: Ssj) -> None:
    walk.made_public(house, RECEIVED, LATER)
    with held_at(LATER):
        first = run("credit", "refresh", "--as-of", "2026-09-28")
        again = run("credit", "refresh", "--as-of", "2026-09-28", "--json")
    assert first.stdout == "新增档案涉及 5 家，列入名单 1，移出 0。\n"
    told = json.loads(again.stdout)
    assert (told["act"], told["events"], told["on"]) == ("unchanged", 0, [])
    [kept_out] = [each.task for each in walk.every_one() if "黑名单" in run("credit", "show", each.task.credit_code).stdout]  # fmt: skip
    shown = run("credit", "show", kept_out.credit_code).stdout
    assert "  黑名单（在列）：2026-09-28 列入，不予配合监督检查\n" in shown


def test_of_whom_nothing_is_known_nothing_is_said(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    shown = run("credit", "show", "92350105MA0000000X")
    assert (shown.exit_code, shown.stdout) == (0, "92350105MA0000000X 没有档案记录。\n")

"""``ssj papers export``: the papers of a draw or of inspections, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.clock import held_at
from tests import walk
from tests.flows.cli.conftest import Ssj


@pytest.mark.duty("20.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_papers_are_exported_or_it_is_said_why_not(house: Path, run: Ssj) -> None:
    walk.dispatched(house)
    number = walk.open_ones()[0].task.number
    words = (
        "papers",
        "export",
        "--out",
        str(house / "文书"),
        "--as-of",
        "2026-09-01",
        "--by",
        "内勤甲",
    )
    with held_at(walk.DRAW_DAY):
        drafted = run(*words, "--inspection", number, "--draft", "--kind", "检查情况登记表")
        refused = run(*words, "--inspection", number)
        neither = run(*words)
    assert drafted.stdout.splitlines() == [
        f"已把草稿1份写到 {house / '文书'}：",
        f"papers-{number}.zip",
    ]
    assert refused.exit_code == 1
    assert "待核，不得印制文书" in refused.stderr
    assert neither.exit_code == 2
    assert "请写明 --draw 或 --inspection，二者择一" in neither.stderr

"""``ssj rosters import``: looked at first, then taken, then the same again."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.clock import held_at
from tests import walk
from tests.flows.cli.conftest import Ssj

WORDS = ("rosters", "import", "--kind", "subjects", "--as-of", "2026-09-01", "--by", "内勤甲")


@pytest.mark.duty("13.1")
def test_differences_are_shown_without_taking_them(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        looked = run(*WORDS, "--dry-run", str(walk.SUBJECTS)).stdout
        again = run(*WORDS, str(walk.SUBJECTS)).stdout
    assert looked.splitlines()[0] == "共 48 条：新增 0，变更 0，移出 0。"
    assert looked.endswith("（只看差异，名录库未更新）\n")
    assert "名录与在册的一致，市场主体名录库（WB-01）仍为第 1 版" in again


def test_a_file_that_is_none_is_refused_by_name(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    file = house / "名录.csv"
    file.write_text("甲,乙\n1,2\n")
    with held_at(walk.DRAW_DAY):
        refused = run(*WORDS, str(file))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("错误：")
    assert "名录.csv" in refused.stderr

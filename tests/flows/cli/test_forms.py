"""``ssj forms export``: the workbooks of what is still out, by file name."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.clock import held_at
from tests import walk
from tests.flows.cli.conftest import Ssj


@pytest.mark.duty("20.1")
def test_forms_are_written_while_something_is_out(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    out = house / "表"
    words = ("forms", "export", "--out", str(out), "--as-of", "2026-09-01", "--by", "内勤甲")
    with held_at(walk.DRAW_DAY):
        assert run(*words).stdout == "没有尚未回传的任务，未作改动。\n"
        walk.dispatched(house)
        written = run(*words)
    names = sorted(path.name for path in out.iterdir())
    assert names
    assert all(name.startswith("检查任务单-") for name in names)
    assert written.stdout.splitlines()[0] == f"已写出 {len(names)} 个工作簿到 {out}："

"""``ssj draw record`` and ``ssj draw verify``: from the file alone; too early is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.clock import held_at
from tests import walk
from tests.flows.cli.conftest import Ssj


@pytest.mark.duty("10.3", "17.1")
def test_a_record_taken_early_is_asked_for_as_such_and_verifies(house: Path, run: Ssj) -> None:
    made = walk.dispatched(house)
    out = house / "记录.json"
    words = (
        *("draw", "record", made.draw_id, "--out", str(out)),
        *("--as-of", "2026-09-01", "--by", "审计员"),
    )
    with held_at(walk.DRAW_DAY):
        refused = run(*words)
        assert (refused.exit_code, out.exists()) == (1, False)
        assert "检查尚未全部结束" in refused.stderr
        assert run(*words, "--early").exit_code == 0
    verified = run("draw", "verify", str(out))
    assert verified.exit_code == 0
    assert verified.stdout.endswith("结论：抽取结果可以重现，各项相符。\n")


@pytest.mark.parametrize("content", [b"", b"[", b"\xff", b"[" * 100_000])
def test_what_is_no_record_is_refused_by_name(home: Path, run: Ssj, content: bytes) -> None:
    file = home / "别的.json"
    file.write_bytes(content)
    refused = run("draw", "verify", str(file), "--json")
    assert refused.exit_code == 1
    assert "别的.json" in json.loads(refused.stdout)["refused"][0]

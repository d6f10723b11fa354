"""The flow and a draw by hand: it waits for public sources, and follows an extra draw (第十七条)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import walk
from tests.flows.test_sample_cycle import _ssj

DAY = ("--as-of", walk.DRAW_DAY.isoformat())
SOURCE = "福彩3D 2026309期"


@pytest.mark.duty("17.1", "18.2")
def test_the_cycle_waits_for_sources_and_goes_on_with_the_extra_draw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    done = walk.prepared(tmp_path)

    def cycle() -> Any:
        words = ("cycle", "run", "--year", "2026", "--period", "5", *DAY, "--json")
        return json.loads(_ssj(tmp_path, *words).stdout)["draw"]

    period = ("--year", "2026", "--period", "5", *DAY)
    _ssj(tmp_path, "draw", "announce", *period, "--source", SOURCE)
    assert cycle()["state"] == "announced"
    refused = _ssj(tmp_path, "draw", "run", done.draw_id, *DAY, code=1).stderr
    assert f"公告写明的随机源「{SOURCE}」尚未读取" in refused
    _ssj(tmp_path, "draw", "run", done.draw_id, "--source", f"{SOURCE} 4 0 7", *DAY)
    _ssj(tmp_path, "draw", "abandon", done.draw_id, "--reason", "名录有误", *DAY)
    assert cycle()["state"] == "abandoned"
    _ssj(tmp_path, "draw", "announce", *period, "--extra")
    told = cycle()
    assert (told["draw_id"], told["state"]) == ("350105/WB-01/2026-X1", "drawn")

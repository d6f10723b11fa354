"""The flow and a draw by hand: it says what it waits for, goes on by itself, and follows an extra
draw (第十七条)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models import clock
from tests import walk
from tests.flows.test_sample_cycle import _ssj


@pytest.mark.duty("3.1", "17.1", "18.2")
def test_the_cycle_stops_and_says_what_it_waits_for_and_goes_on_with_the_extra_draw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    done = walk.prepared(tmp_path)

    def cycle() -> tuple[str, str, list[str]]:
        words = ("cycle", "run", "--year", "2026", "--period", "5", "--json")
        draw = json.loads(_ssj(tmp_path, *words).stdout)["draw"]
        return draw["draw_id"], draw["state"], draw["waits"]

    today = clock.today().isoformat()
    period = ("--year", "2026", "--period", "5", "--not-before", today, "--no-source")
    _ssj(tmp_path, "draw", "announce", *period)
    assert cycle() == (done.draw_id, "announced", ["待批准公告公示"])
    refused = _ssj(tmp_path, "draw", "run", done.draw_id, code=1).stderr
    assert "还不能抽取：待批准公告公示" in refused
    matter = f"{done.draw_id}/announcement"
    _ssj(tmp_path, "publish", "release", matter, "--by", walk.LEADER)
    cycle()  # delivers it, and draws unless a channel received it this very second
    assert cycle()[1:] == ("drawn", ["待附抽取照片", "待领导确认抽取结果"])
    _ssj(tmp_path, "draw", "abandon", done.draw_id, "--reason", "名单有误")
    assert cycle() == (done.draw_id, "abandoned", [])
    _ssj(tmp_path, "draw", "announce", *period, "--extra")
    assert cycle() == ("350105/WB-01/2026-X1", "announced", ["待批准公告公示"])

"""The announcement goes out before anything is drawn, and can be held against the record."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from models.faults import Refused
from tasks import draws
from tasks.announcements import announcement_files
from tests import walk


@pytest.mark.duty("17.1")
def test_the_announced_digest_is_of_the_published_file(house: Path) -> None:
    walk.prepared(house)
    done = draws.announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK)
    files = announcement_files(done["draw_id"])
    content = files["announcement-350105-WB-01-2026-5.json"]
    assert hashlib.sha256(content).hexdigest() == done["digest"]
    assert json.loads(content)["commitment"] == done["commitment"]
    told = files["announcement-350105-WB-01-2026-5.html"].decode()
    assert done["digest"] in told
    assert "第 1 级" in told
    assert "没有私下多抽几次" in told


@pytest.mark.duty("17.1")
def test_a_witness_and_a_public_source_raise_the_assurance_on_the_notice(house: Path) -> None:
    walk.prepared(house)
    sources = ["见证人掷骰", "福彩3D 2026309期"]
    done = draws.announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, sources)
    told = announcement_files(done["draw_id"])["announcement-350105-WB-01-2026-5.html"].decode()
    assert "第 3 级" in told
    assert "见证人掷骰、福彩3D 2026309期" in told


def test_no_such_draw_is_said(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match="没有名为"):
        announcement_files("350105/WB-01/2026-9")

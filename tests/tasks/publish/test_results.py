"""What the public reads of an inspection (第二十三条)."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests import walk

RECEIVED = date(2026, 9, 11)
LATER = date(2026, 9, 28)


@pytest.mark.duty("22.1", "23.1", "23.2")
def test_the_public_page_tells_results_and_names_no_officer(house: Path) -> None:
    walk.dispatched(house)
    walk.all_in(house, RECEIVED)
    walk.published(LATER)
    site = house / "site" / walk.REGION
    (results,) = site.glob("results-*.html")
    said = results.read_text()
    assert "日志只保存 92 天" in said or "日志" in said
    assert "不予配合检查：拒绝检查人员或其委托的专业机构进入" in said
    assert "被检查对象拒绝签字" in said
    for line in walk.INSPECTORS.read_text(encoding="gb18030").splitlines()[2:]:
        badge, name, *_ = line.split(",")
        assert badge not in said
        assert name not in said
    package = house / "delivered" / "credit-publicity" / f"{walk.REGION}-WB-01-2026-5-results-1.zip"
    with zipfile.ZipFile(package) as packed:
        manifest = json.loads(packed.read("manifest.json"))
        assert set(manifest["files"]) == {n for n in packed.namelist() if n != "manifest.json"}

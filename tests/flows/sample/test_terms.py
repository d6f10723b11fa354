"""The sample cycle serves papers: everything in its district file is confirmed, and every paper says 样例."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.sample import terms
from tasks.base.terms import district_on
from tests import walk


def test_nothing_is_open_and_every_paper_is_a_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    terms.load(walk.NEW_YEAR)
    assert terms.load(walk.NEW_YEAR)["act"] == "unchanged"
    loaded = district_on(walk.REGION, walk.NEW_YEAR)
    assert not [each.name for each in loaded.numbers() if not each.checked]
    assert all(each.checked for each in loaded.credit.measures)
    assert loaded.papers is not None
    assert loaded.papers.sample

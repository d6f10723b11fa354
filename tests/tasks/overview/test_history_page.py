"""A history is written as a page, once for one content (第十条末款)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.clock import held_at
from tasks.overview.history_page import write_history
from tests import walk
from tests.tasks.assess.working_year import BACK, a_year


@pytest.mark.duty("10.3")
def test_written_again_it_is_unchanged_for_the_writing_is_no_part_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    a_year(tmp_path)
    file = tmp_path / "档案.html"
    with held_at(BACK):
        done = write_history("样例星河网吧三店", BACK, file, walk.CLERK)
        again = write_history(done["credit_code"], BACK, file, walk.CLERK)
    assert (done["act"], again["act"]) == ("done", "unchanged")
    page = file.read_text("utf-8")
    assert "<h1>样例星河网吧三店检查档案</h1>" in page
    assert "内部资料，不得公开" in page
    assert page.count("<h3>") == 6
    assert "印制检查档案" not in page

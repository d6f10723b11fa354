"""The assessment is written once for one content, and stands in the record (第二十四条)."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tasks.assess.report import write_assessment
from tests import walk
from tests.tasks.assess.working_year import NOVEMBER, a_year


@pytest.mark.duty("10.3", "24.1")
def test_written_again_it_is_unchanged_and_says_to_be_internal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    a_year(tmp_path)
    folder = tmp_path / "考评"
    done = write_assessment(walk.REGION, 2026, NOVEMBER, folder, walk.CLERK)
    names = [Path(file).name for file in done["written"]]
    assert names == [f"assessment-350105-2026.{ending}" for ending in ("html", "xlsx", "pdf")]
    assert (folder / names[2]).read_bytes().startswith(b"%PDF")
    again = write_assessment(walk.REGION, 2026, NOVEMBER, folder, "另一人")
    assert (done["act"], again["act"]) == ("done", "unchanged")
    page = (folder / names[0]).read_text("utf-8")
    for said in (
        "内部资料：载有检查人员姓名，不得公开",
        "到期16项，按时11项，补录为按时1项，逾期4项",
    ):
        assert said in page
    assert "<script" not in page
    book = load_workbook(folder / names[1])
    assert book.sheetnames[:4] == ["评分", "按计划抽取", "抽取比例", "期限"]
    overdue = [row[0] for row in book["逾期"].iter_rows(min_row=5, values_only=True)]
    assert overdue.count("回传登记表") == 3

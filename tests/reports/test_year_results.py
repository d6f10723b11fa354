"""A year's results: pages of a readable length, and files that say the same."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from reports.year_results import FIELDS, data_page, dictionary, year_data, year_pages
from tests.pages import text_of
from tests.reports import stories
from tests.reports.stories import PUBLISHER


@pytest.mark.duty("3.1", "23.1")
def test_two_hundred_rows_stand_on_a_page_and_every_row_is_somewhere() -> None:
    results = [stories.firm(n, f"样例{n}", "未发现问题").results[0] for n in range(401)]
    pages = dict(year_pages(PUBLISHER, 2026, results))
    # By hand: 200, 200 and one.
    assert list(pages) == ["year-2026-1.html", "year-2026-2.html", "year-2026-3.html"]
    assert [page.count(b'<th scope="row">') for page in pages.values()] == [200, 200, 1]
    middle = pages["year-2026-2.html"].decode()
    assert '<a href="year-2026-1.html" rel="prev">上一页</a>' in middle
    assert '<a href="year-2026-3.html" rel="next">下一页</a>' in middle
    assert "第2页，共3页" in text_of(middle)
    assert "上一页" not in pages["year-2026-1.html"].decode()
    assert "共401件" in text_of(pages["year-2026-1.html"])


@pytest.mark.duty("3.1")
def test_a_year_of_one_page_needs_no_turning() -> None:
    [result] = stories.firm(1, "样例", "已移送").results
    [(_, page)] = year_pages(PUBLISHER, 2026, [result])
    assert "共1页" not in text_of(page)


@pytest.mark.duty("3.1", "23.1")
def test_the_files_hold_exactly_the_fields_that_are_explained() -> None:
    results = [
        stories.firm(n, "样例", state).results[0]
        for n, state in enumerate(["未发现问题", "已移送"])
    ]
    files = dict(year_data(2026, results))
    rows = json.loads(files["data/results-2026.json"])
    assert [row["clean"] for row in rows] == [True, False]
    explained = [each["field"] for each in json.loads(dictionary())]
    assert all(list(row) == explained for row in rows)
    text = files["data/results-2026.csv"].decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0] == explained
    assert lines[1][explained.index("clean")] == "true"
    page = text_of(data_page(PUBLISHER, [2026]))
    assert all(name in page and meaning in page for _, name, _, meaning in FIELDS)


def test_the_json_is_indented_by_one_with_notes_and_without() -> None:
    plain, noted = (stories.firm(n, '样例"\n', "已移送").results[0] for n in range(2))
    corrected = replace(noted.now, note="更正一\n录入笔误")
    noted = replace(noted, versions=(corrected, replace(corrected, note="更正二"), *noted.versions))
    for results in ([plain], [plain, noted, plain]):
        written = dict(year_data(2026, results))["data/results-2026.json"].decode()
        again = json.dumps(json.loads(written), ensure_ascii=False, indent=1)
        assert written == f"{again}\n"


def test_a_name_is_no_formula_of_a_spreadsheet() -> None:
    [result] = stories.firm(1, "样例", "已移送").results
    row = result.now.row
    assert row is not None
    harmful = type(result)(result.number, "=1+1", result.draw_id, 2026, "", result.versions)
    text = dict(year_data(2026, [harmful]))["data/results-2026.csv"].decode("utf-8-sig")
    assert "'=1+1" in text

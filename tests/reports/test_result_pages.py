"""A long list of results is frozen as pages of a readable length (第二十三条)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.rules.results import ResultKind
from reports.result_pages import result_pages
from tasks.publish.result_versions import Row
from tests.pages import text_of
from tests.reports import stories


def _rows(n: int) -> list[Row]:
    told = stories.version(1, ResultKind.OPINION, "未发现问题", "未发现问题").row
    assert told is not None
    return [
        Row(replace(told, name=f"样例{place}号网吧"), 1, ResultKind.OPINION, ())
        for place in range(n)
    ]


def _pages(rows: list[Row]) -> dict[str, bytes]:
    return result_pages(
        stories.PUBLISHER,
        "2026年第5期（9—10月）抽查结果",
        "2026-09-28",
        rows,
        lambda n: f"results-{n}.html",
        number="350105/WB-01/2026-5",
        ground="",
        vacated=[],
        record_waits=True,
    )


@pytest.mark.duty("23.1")
def test_two_hundred_results_stand_on_a_page_and_each_page_leads_to_the_next() -> None:
    pages = _pages(_rows(500))
    # By hand: 200, 200 and 100.
    assert [page.count(b'<th scope="row">') for page in pages.values()] == [200, 200, 100]
    assert all("共500家" in text_of(page) for page in pages.values())
    assert 'href="results-2.html" rel="next"' in pages["results-1.html"].decode()
    assert "第3页，共3页" in text_of(pages["results-3.html"])
    assert "样例499号网吧" in text_of(pages["results-3.html"])


@pytest.mark.duty("23.1")
def test_the_first_page_differs_whenever_another_does() -> None:
    rows = _rows(201)
    before = _pages(rows)["results-1.html"]
    rows[200] = replace(rows[200], notes=("更正",))
    assert _pages(rows)["results-1.html"] != before


def test_few_results_are_one_page_that_leads_nowhere() -> None:
    for n in (0, 1, 200):
        [page] = _pages(_rows(n)).values()
        assert "下一页" not in text_of(page)
        assert f"共{n}家" in text_of(page)

"""The first page leads to everything that is public, the newest first (第三条)."""

from __future__ import annotations

import re

import pytest

from models.rules.public_site import HeldDraw
from reports.home import about_page, home_page
from tests.pages import text_of
from tests.reports.stories import PUBLISHER

FIFTH = HeldDraw(
    "2026年第5期（9—10月）",
    2026,
    46,
    5,
    5,
    "announcement.html",
    "draw.html",
    "draw-check.html",
    results=("results.html",),
)
SIXTH = HeldDraw("2026年第6期（11—12月）", 2026, 46, 5, announcement="announcement-6.html")
BEFORE = HeldDraw("2025年第1期（1—2月）", 2025, announcement="a.html", abandoned="abandoned.html")


def _home() -> str:
    others = [
        ("事项清单", [("单一部门随机抽查事项清单", "items.html", "2026-01-05")]),
        ("信用名单", []),
    ]
    return home_page(PUBLISHER, [SIXTH, FIFTH, BEFORE], [], [(2026, 5)], others).decode()


@pytest.mark.duty("3.1", "17.1")
def test_the_newest_period_stands_first_and_every_period_has_its_row() -> None:
    told = _home()
    card = told.partition('<section class="card')[2].partition("</section>")[0]
    assert "2026年第6期（11—12月）" in text_of(card)
    assert re.findall('href="(.*?)"', card) == ["announcement-6.html"]
    rows = told.partition("历期抽查")[2]
    for href in (
        "announcement.html",
        "draw.html",
        "draw-check.html",
        "results.html",
        "abandoned.html",
    ):
        assert rows.count(f'href="{href}"') == 1
    assert told.index('id="q"') < told.index("最新一期")


def test_earlier_years_are_folded_and_what_is_empty_is_left_out() -> None:
    told = _home()
    assert told.count("<details") == 1
    assert told.index("<summary>2025年</summary>") < told.index("2025年第1期")
    assert "信用名单" not in text_of(told.partition("<main")[2].partition("</main>")[0])
    assert "专项检查" not in text_of(told)


@pytest.mark.duty("17.1")
def test_about_leads_to_every_draw_that_can_be_verified() -> None:
    told = about_page(PUBLISHER, [SIXTH, FIFTH]).decode()
    assert told.count("-check.html") == 1
    assert 'href="draw-check.html"' in told

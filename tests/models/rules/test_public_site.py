"""The first page says in words and numbers where a draw stands; the feed has the newest (第三条)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.rules.public_site import Entry, HeldDraw, newest_entries

TITLE = "2026年第5期（9—10月）"


@pytest.mark.duty("3.1", "17.1")
def test_a_draw_is_told_as_far_as_it_is_public() -> None:
    announced = HeldDraw(TITLE, 2026, 46, 5)
    assert (announced.stage, announced.sentence) == ("已公告", "从46家企业中抽取5家。")
    public = HeldDraw(TITLE, 2026, 46, 5, 4)
    assert (public.stage, public.sentence) == (
        "已公示",
        "从46家企业中抽取5家，已公布4家的检查结果。",
    )
    told_no_number = HeldDraw(TITLE, 2026, published=4)
    assert told_no_number.sentence == "已公布4家的检查结果。"
    abandoned = HeldDraw(TITLE, 2026, published=4, abandoned="abandoned.html")
    assert abandoned.stage == "已作废"
    assert HeldDraw(TITLE, 2026).sentence == ""


@pytest.mark.duty("3.1")
def test_the_feed_has_two_hundred_entries_and_the_newest_first() -> None:
    first = date(2026, 1, 1)
    entries = [Entry(f"{n:03d}", "公告", "a.html", first + timedelta(n // 2)) for n in range(203)]
    kept = newest_entries(entries)
    assert [each.id for each in (kept[0], kept[1], kept[-1])] == ["202", "201", "003"]
    assert len(kept) == 200

"""The first page tells of a draw as far as it is public (第十七条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import walk
from tests.pages import text_of


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
@pytest.mark.duty("17.1", "23.1")
def test_before_the_record_is_out_no_firm_has_a_page_and_nothing_says_who_was_drawn(
    house: Path,
) -> None:
    walk.dispatched(house)
    walk.published(walk.DRAW_DAY)
    site = house / "site" / walk.REGION
    index = (site / "index.html").read_text("utf-8")
    card = text_of(index.partition("最新一期")[2].partition("</section>")[0])
    # By hand: 46 of the sample roster could be drawn, a tenth of them are, rounded up.
    assert "已公告从46家企业中抽取5家。公告" in "".join(card.split())
    assert "公布" not in card
    assert "核验" not in card
    assert not (site / "firms").exists()
    assert 'const FIRMS = "";' in (site / "firms.js").read_text("utf-8")
    codes = [each.task.credit_code for each in walk.open_ones()]
    for path in site.rglob("*"):
        if path.is_file():
            assert not [code for code in codes if code in path.read_text("utf-8", "ignore")]

"""Who publishes is said by brigade, district and rule (第三条)."""

from __future__ import annotations

from models.rules.publisher import Publisher
from reports.home import home_page


def test_the_first_page_says_who_publishes_and_by_which_rule() -> None:
    told = home_page(Publisher("虚构网安大队", "虚构区", "虚构细则"), [], [], [], []).decode()
    for said in ("虚构网安大队", "虚构区", "虚构细则"):
        assert said in told

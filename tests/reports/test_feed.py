"""What was made public can be followed by any reader of feeds (第三条; Atom, RFC 4287)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from models.rules.public_site import Entry
from reports.feed import feed
from tests.reports.stories import PUBLISHER

ATOM = "{http://www.w3.org/2005/Atom}"
ENTRIES = [
    Entry(
        "350105-1/2", "更正：样例<网吧>的检查结果", "firms/a.html", date(2026, 10, 9), "录入笔误"
    ),
    Entry("350105/credit/1", "信用名单", "credit.html", date(2026, 9, 28)),
]


@pytest.mark.duty("3.1")
def test_every_entry_has_what_a_reader_of_feeds_asks_for() -> None:
    site = replace(PUBLISHER.site, address="https://example.invalid/gs/")
    root = ElementTree.fromstring(feed(replace(PUBLISHER, site=site), "350105", ENTRIES))
    # RFC 4287, 4.1.1 and 4.1.2: these are asked for; updated is the newest entry's.
    assert root.findtext(f"{ATOM}id") == "urn:ssj:350105"
    assert root.findtext(f"{ATOM}title") == "虚构区双随机、一公开公示更新"
    assert root.findtext(f"{ATOM}updated") == "2026-10-09T00:00:00+08:00"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == PUBLISHER.brigade
    first, second = root.iter(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}id") == "urn:ssj:350105-1/2"
    assert first.findtext(f"{ATOM}title") == "更正：样例<网吧>的检查结果"
    assert first.findtext(f"{ATOM}summary") == "录入笔误"
    assert second.findtext(f"{ATOM}updated") == "2026-09-28T00:00:00+08:00"
    assert second.find(f"{ATOM}summary") is None
    hrefs = [each.get("href") for each in root.iter(f"{ATOM}link")]
    assert hrefs[2:] == [
        "https://example.invalid/gs/firms/a.html",
        "https://example.invalid/gs/credit.html",
    ]


def test_with_nothing_public_yet_it_is_a_feed_all_the_same() -> None:
    root = ElementTree.fromstring(feed(PUBLISHER, "350105", []))
    assert list(root.iter(f"{ATOM}entry")) == []
    assert root.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+08:00"

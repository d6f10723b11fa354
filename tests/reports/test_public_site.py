"""Public pages of a draw: every change is told, and a roster cannot put markup on them (第十八条)."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.draw.announcement import LEVELS
from models.rules.publications import Listing, PublicationKind
from models.rules.publisher import Publisher
from reports.public_site import page
from tests.models.rules.draw import made

PUBLISHER = Publisher("虚构市公安局网安大队", "虚构区", "虚构的实施办法")


def _draw_page(record: dict[str, Any]) -> str:
    return page(
        "draw",
        PUBLISHER,
        "抽取记录",
        "2026-11-20",
        record=record,
        record_file="draw.json",
        announced=Listing(
            PublicationKind.ANNOUNCEMENT, "抽取公告", "2026-11-02", "announcement.html"
        ),
        announced_on="2026-11-02",
        decided_on={r["application"]: r["decided_on"] for r in record["replacements"]},
        level=3,
        assurance=LEVELS[3],
    ).decode()


@pytest.mark.duty("17.1", "18.3")
def test_the_draw_page_tells_changes_of_subjects_and_of_inspectors() -> None:
    record = made.record()
    told = _draw_page(record)
    first, _, last = record["replacements"]
    assert f"<code>{first['replaced']}</code> 由递补对象 <code>{first['substitute']}</code>" in told
    assert f"<code>{last['subject']}</code> 的检查人员 {last['inspector']} 变更" in told
    assert "、".join(last["inspectors"]) in told
    assert '<a href="announcement.html">公告</a>，2026-11-02 公示' in told
    for entry in record["drawn"]:
        assert entry["id"] in told
        assert entry["ticket"] in told


def test_what_a_record_says_is_text_on_the_page() -> None:
    record = made.record()
    record["announcement"]["item"]["name"] = "<script>alert(1)</script>"
    record["announcement"]["sources"] = ["<img src=x>"]
    record["replacements"][0]["application"] = "<b>"
    for told in (
        _draw_page(record),
        page(
            "announcement",
            PUBLISHER,
            "抽取公告",
            "2026-11-02",
            announcement=record["announcement"],
            announced_on="2026-11-02",
            digest="0",
            level=3,
            assurance=LEVELS[3],
            file="a.json",
        ).decode(),
    ):
        assert "<script" not in told
        assert "<img" not in told
        assert "申请 <b>" not in told


@pytest.mark.parametrize("waits", [True, False])
def test_results_say_that_the_record_waits_only_where_it_does(waits: bool) -> None:
    told = page(
        "results", PUBLISHER, "结果", "2026-11-20", rows=[], ground="", record_waits=waits
    ).decode()
    assert ("抽取记录在全部检查结束后公开" in told) == waits


def test_ratios_are_read_as_percentages_and_codes_stay_in_one_line() -> None:
    told = _draw_page(made.record())
    assert f'<td class="short"><code>{made.record()["drawn"][0]["id"]}</code></td>' in told
    assert "比例 1/" not in told

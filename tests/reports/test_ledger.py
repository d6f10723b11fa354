"""A year's ledger for a terminal and as a page: what is late says so in words and in red, on a phone
too. Every name and number is invented."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.rules.change_rate import Made
from models.rules.draw.reasons import ChangeKind
from models.rules.held_draw import Abandoned, Changed, Deducted, HeldDraw, Told
from models.rules.ledger import ledger
from models.rules.order import Done
from models.rules.plans import PlannedPeriod
from models.rules.publisher import Publisher
from models.rules.visits import columns
from reports.ledger import ledger_in_words
from reports.public_site import page
from tasks.publish.ledger import DrawPages, Visited
from tests.pages import text_of

PUBLISHER = Publisher("虚构市公安局网安大队", "虚构区", "虚构的实施办法")
JANUARY = date(2027, 1, 4)
PERIODS = [
    PlannedPeriod(n, date(2026, 2 * n - 1, 1), end, date(2026, 2 * n - 1, day))
    for n, end, day in [
        (1, date(2026, 2, 28), 5),
        (2, date(2026, 4, 30), 2),
        (3, date(2026, 6, 30), 4),
        (4, date(2026, 8, 31), 1),
        (5, date(2026, 10, 31), 1),
        (6, date(2026, 12, 31), 2),
    ]
]
BOLD = "<b>文</b>"


def _done(month: int, day: int, entered: date | None = None) -> Done:
    on = date(2026, month, day)
    return Done(on, entered or on)


def _draw(term: str, period: int, month: int, **other: Any) -> HeldDraw:
    done = HeldDraw(
        draw_id=f"359999/XN-01/2026-{term}",
        period=period,
        sample=5,
        announced=_done(month, 5),
        received=_done(month, 5),
        drawn=_done(month, 10),
        confirmed=_done(month, 11),
        record_due=date(2026, month + 2, 27),
        record=_done(month + 2, 20),
    )
    return replace(done, **other)


CHANGED = Changed(
    Made(ChangeKind.SUBJECT, ("a", 1), "closed"), date(2026, 5, 12), vacates=False, number=1
)
LATE_ENTRY = _done(6, 9, date(2026, 7, 2))
DRAWS = [
    _draw("1", 1, 1),
    _draw("2", 2, 5, changes=(CHANGED,)),
    _draw("3", 3, 6, drawn=None, confirmed=None, abandoned=Abandoned(_done(6, 8), BOLD, "ab" * 32)),
    _draw("X1", 3, 6, announced=LATE_ENTRY, received=LATE_ENTRY, record=_done(8, 31)),
    _draw("5", 5, 9),
]
VISITS = columns(
    [
        ("359999/XN-01/2026-1", date(2026, 1, 26), None, date(2026, 1, 20), date(2026, 2, 17), date(2026, 2, 20), date(2026, 2, 20), 2),
        ("359999/XN-01/2026-1", date(2026, 1, 26), None, date(2026, 1, 20), date(2026, 2, 17), date(2026, 2, 10), date(2026, 2, 10), 3),
    ]
)  # fmt: skip
VISITED = {
    "359999/XN-01/2026-1": Visited(5, date(2026, 1, 14), date(2026, 1, 16)),
    "359999/XN-01/2026-2": Visited(4, date(2026, 5, 20), date(2026, 5, 20)),
}
TOLD = {"359999/XN-01/2026-5": Told(announced=True)}


def _page(as_of: date) -> bytes:
    told_of = {each.draw_id: Told(True, each.abandoned is not None, 99) for each in DRAWS} | TOLD
    public = [each.told(told_of[each.draw_id]) for each in DRAWS]
    deducted = [Deducted(1, "联合抽查", BOLD, _done(3, 2), 1)]
    told = ledger(PERIODS, 6, [each for each in public if each], VISITS, deducted, as_of)
    links = DrawPages("a.html", "b.html", "r.html", ["1.html", "2.html"])
    pages = {each.draw_id: links for each in DRAWS}
    pages["359999/XN-01/2026-5"] = DrawPages("a.html", None, None, [])
    return page(
        "ledger", PUBLISHER, "2026 年度台账（XN-01）", "", ledger=told, pages=pages, visited=VISITED
    )


@pytest.mark.duty("9.2", "16.1", "23.1")
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_what_is_late_is_red_and_says_so_and_nothing_scrolls_sideways(
    tmp_path: Path, chromium: Any, width: int
) -> None:
    file = tmp_path / "ledger.html"
    file.write_bytes(_page(JANUARY))
    browser = chromium.new_page(viewport={"width": width, "height": 800})
    browser.goto(file.as_uri())
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
    rows = browser.locator("tbody tr")
    assert rows.count() == 6
    red = browser.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--bad').trim()"
    )
    for number, late in enumerate(
        (
            ["其中逾期2家"],
            ["逾期5天", "逾期10天"],
            ["逾期4天"],
            ["逾期没有公告，期限2026-08-31"],
            ["逾期没有公布，期限2026-11-27"],
            ["逾期没有公告，期限2026-12-31"],
        )
    ):
        found = rows.nth(number).locator("td strong")
        assert found.all_inner_texts() == late
        for n in range(found.count()):
            colour = found.nth(n).evaluate("e => getComputedStyle(e).color")
            assert colour == "rgb({}, {}, {})".format(*bytes.fromhex(red[1:]))
    # Late only where something is: the ledger's other cells are ink.
    assert "bad" not in (rows.nth(0).locator("td").first.get_attribute("class") or "")
    broken = browser.evaluate(
        "[...document.querySelectorAll('.short')].filter(e => e.getClientRects().length > 1).length"
    )
    assert broken == 0
    browser.close()


@pytest.mark.duty("9.3", "18.2", "18.3")
def test_abandoned_draws_changes_and_deductions_stand_below_the_table_as_text() -> None:
    told = _page(JANUARY).decode()
    assert "<b>" not in told.partition("<main")[2]
    assert told.count("&lt;b&gt;文&lt;/b&gt;") == 2
    assert "由 359999/XN-01/2026-X1 接替。" in told
    assert f"359999/XN-01/2026-3 的记录摘要 {'ab' * 32}" in text_of(told)
    assert "第2期：1次（更换检查对象1次）" in text_of(told)
    assert "（补录，2026-07-02 登记）" in told


@pytest.mark.duty("9.2")
def test_what_is_not_due_yet_is_soft_and_carries_its_day() -> None:
    told = _page(date(2026, 11, 20)).decode()
    [sixth] = [row for row in told.split("<tr>") if "第6期（11—12月）" in row]
    assert '<span class="soft">期限<span class="short">2026-12-31</span></span>' in sixth
    [fifth] = [row for row in told.split("<tr>") if "第5期（9—10月）" in row]
    assert "应抽5家，抽取情况随抽取记录公布" in text_of(fifth)
    assert '<span class="soft">期限<span class="short">2026-11-27</span></span>' in fifth
    assert "bad" not in fifth


@pytest.mark.duty("10.3", "23.1")
def test_what_was_in_time_only_on_paper_says_so() -> None:
    result_due, entered = date(2026, 2, 17), date(2026, 2, 25)
    visits = columns(
        [(DRAWS[0].draw_id, result_due, None, result_due, result_due, result_due, entered, 3)]
    )
    first = replace(DRAWS[0], record=_done(3, 27, date(2026, 4, 1)))
    told = ledger(PERIODS, 6, [first], visits, [], JANUARY)
    links = {first.draw_id: DrawPages("a.html", None, "r.html", ["1.html"])}
    page_told = page("ledger", PUBLISHER, "台账", "", ledger=told, pages=links, visited={}).decode()
    [row] = [row for row in page_told.split("<tr>") if "第1期" in row]
    assert "其中3家登记为按期，但期满后才补录" in text_of(row)
    assert "2026-04-01 登记）</span></a>，登记为按期，但期满后才补录" in row
    assert "bad" not in row


def test_a_year_without_draws_has_no_empty_sections() -> None:
    empty = ledger(PERIODS, 6, [], columns([]), [], date(2026, 1, 1))
    told = page("ledger", PUBLISHER, "台账", "", ledger=empty, pages={}, visited={}).decode()
    assert "<h2>" not in told


DAY = {"on": "2026-09-01", "entered_on": "2026-09-01", "words": "2026-09-01"}
LATE = {**DAY, "words": "2026-09-01（补录，2026-09-04 登记）"}
SHOWN: dict[str, Any] = {
    "year": 2026,
    "item": "XN-01",
    "as_of": "2026-12-01",
    "approved_by": None,
    "approved_in_words": None,
    "words": "全年应抽取 6 次；已公告 1 期。",
    "deductions": [],
    "periods": [
        {
            "period": 5,
            "from": "2026-09-01",
            "to": "2026-10-31",
            "draw_on": "2026-09-01",
            "words": "已确认；作废 1 次",
            "draws": [
                {
                    "draw_id": "359999/XN-01/2026-5", "extra": False, "announced": DAY,
                    "received": None, "drawn": None, "confirmed": None, "sample": 5,
                    "abandoned": {**DAY, "reason": "名单有误", "record_digest": "ab", "replaced_by": "359999/XN-01/2026-X1"},
                    "changes": {"count": 0}, "record": None,
                },
                {
                    "draw_id": "359999/XN-01/2026-X1", "extra": True, "announced": DAY,
                    "received": DAY, "drawn": DAY, "confirmed": LATE, "abandoned": None,
                    "sample": 5, "to_visit": 5, "visited": 4, "returns_late": 1,
                    "changes": {"count": 1, "words": "1 次（…）"},
                    "results": {"published": 4, "late": 2, "on_paper": 1, "last": DAY, "due_on": "2026-10-09"},
                    "record": {"due_on": "2026-11-27", "published": None, "standing_name": "逾期"},
                },
            ],
        }
    ],
    "visits_words": "5 次（随机抽查 4 次、专项检查 1 次）",
    "specials": {"opened": 2, "made": 1, "published": 0, "cancelled": 1},
}  # fmt: skip


@pytest.mark.duty("10.3")
def test_the_terminal_says_who_replaced_whom_what_came_and_what_is_late() -> None:
    assert ledger_in_words(SHOWN).splitlines() == [
        "2026 年度台账（XN-01），截至 2026-12-01；计划尚未批准",
        "全年应抽取 6 次；已公告 1 期。",
        "  第 5 期  2026-09-01 至 2026-10-31，2026-09-01 抽取：已确认；作废 1 次",
        "    359999/XN-01/2026-5  2026-09-01 公告，应抽 5 家",
        "      2026-09-01 作废：名单有误；由 359999/XN-01/2026-X1 接替；记录摘要 ab",
        "    359999/XN-01/2026-X1（另行抽取）  2026-09-01 公告，2026-09-01 送达，2026-09-01 抽取，"
        "2026-09-01（补录，2026-09-04 登记） 确认，抽中 5 家",
        "      检查 4/5 家，登记表逾期 1 件；结果公示 4 件，最近 2026-09-01，逾期 2 件，"
        "登记为按期但期满后才补录 1 件，最近期限 2026-10-09",
        "      变更 1 次（…）",
        "      抽取记录期限 2026-11-27：逾期",
        "  本区划全年已检查 5 次（随机抽查 4 次、专项检查 1 次）；专项检查立项 2 件，已检查 1 件，取消 1 件",
    ]


@pytest.mark.duty("10.3", "23.1")
def test_each_period_says_how_many_firms_were_visited_on_which_days() -> None:
    rows = _page(JANUARY).decode().split("<tr>")
    told = [re.findall(r'<td data-label="检查">(.*?)</td>', row) for row in rows[2:]]
    assert [[text_of(each) for each in cells] for cells in told] == [
        ["5家，2026-01-14至2026-01-16"],
        ["4家，2026-05-20"],
        ["随检查结果公布"],
        [],
        [""],
        [],
    ]

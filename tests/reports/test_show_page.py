"""The page for the ceremony: a draw recomputed before everybody, which stops at a difference
(第十七条)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from models.rules.draw import keys, texts
from models.rules.draw.announced import Announcement
from models.rules.draw.assign import assign
from models.rules.draw.document import D
from models.rules.draw.record import draw_part
from models.rules.draw.sample import Tickets, by_ticket, order
from tests.models.rules.draw.records import R1, R2, R4
from tests.reports.ceremony import (
    BIG,
    SMALL,
    Open,
    ids_of,
    parts_of,
    plain,
    told_under,
    walked,
)

LONGEST = "福州市马尾区样例极光之星互联网上网服务有限责任公司罗星街道店"


@pytest.mark.duty("17.1", "17.2", "17.3")
@pytest.mark.parametrize("viewport", [BIG, SMALL], ids=["1080", "720"])
@pytest.mark.parametrize(
    ("name", "proves"),
    [
        (R1, ["第3级（共3级）", "签名已由本页验证", "请向发布渠道查证"]),
        (R2, ["请与公开的结果对照"]),
        (R4, ["第2级（共3级）", "公告带有时间戳，内容相符"]),
    ],
    ids=["drand", "lotteries", "stamped"],
)
def test_all_of_a_draw_is_shown_by_the_keyboard_alone(
    opened: Open, name: str, proves: list[str], viewport: dict[str, int]
) -> None:
    parts = parts_of(name)
    said, draw = parts["announcement"], parts["draw"]
    names = {id_: f"样例{n}号网吧" for n, id_ in enumerate(ids_of(parts))}
    screens = walked(opened(parts, viewport, names=names, channels={"police-site": "市局网站"}))
    announced = told_under(screens, "公告")
    assert said["draw_id"] in announced
    assert said["commitment"] in announced
    assert "市局网站" in announced
    for each in said["strata"]:
        assert f"{each['name']}{each['count']}" in announced
    sources = told_under(screens, "公开随机源")
    assert all(plain(each["value"]) in sources for each in parts["sources"])
    assert all(words in sources for words in proves)
    seeds = told_under(screens, "密文和种子")
    assert parts["secret"] in seeds
    assert seeds.count(draw["seed"]) == 2
    chosen = told_under(screens, "抽中对象")
    strata = {each["code"]: each["name"] for each in said["strata"]}
    for row in (*draw["drawn"], *draw["substitutes"]):
        place = f"{strata[row['stratum']]}第{row['rank']}位{names[row['id']]}{row['id']}"
        assert f"{place}{row['ticket'][:16]}" in chosen
    seats = told_under(screens, "检查人员")
    for row in draw["drawn"]:
        first, *others = row["inspectors"]
        assert f"{row['id']}主检{first}协检{'、'.join(others)}" in seats
    title, last = screens[-1]
    assert title == "结果摘要"
    assert parts["draw_digest"] in plain(last)
    assert all(who in last for who in ("抽取人", "见证人", "分管领导"))


@pytest.mark.duty("17.2")
def test_tickets_roll_into_order_and_the_next_key_puts_them_in_their_places(opened: Open) -> None:
    parts = parts_of(R1)
    page = opened(parts, motion="no-preference")
    general = [row for row in parts["draw"]["drawn"] if row["stratum"] == "general"]
    while not page.inner_text("#step").startswith("第4步"):
        still = page.inner_text("main")
        page.clock.run_for(60_000)
        assert page.inner_text("main") == still
        page.keyboard.press("ArrowRight")
    assert "正在算第1家" in plain(page.inner_text("#screen"))
    page.clock.run_for(1_000)
    assert "正在算第12家" in plain(page.inner_text("#screen"))
    page.keyboard.press("Space")
    settled = page.inner_text("#screen")
    assert "都已算完" in settled
    assert page.inner_text("#title") == "签号排位：一般对象"
    taken = page.locator(".rank .taken .code").all_inner_texts()
    assert [each[:16] for each in taken] == [row["ticket"][:16] for row in general]
    page.keyboard.press("PageDown")
    assert page.inner_text("#title") != "签号排位：一般对象"
    page.clock.run_for(60_000)
    assert "都已算完" in page.inner_text("#screen")
    page.keyboard.press("PageUp")
    assert page.inner_text("#screen") == settled


def test_with_less_motion_asked_for_nothing_rolls(opened: Open) -> None:
    page = opened(parts_of(R1))
    while not page.inner_text("#step").startswith("第4步"):
        page.keyboard.press("Space")
    assert "都已算完" in page.inner_text("#screen")


def test_clicks_and_buttons_go_forward_and_back(opened: Open) -> None:
    page = opened(parts_of(R1))
    first = page.inner_text("#screen")
    assert page.is_disabled("#back")
    page.click("#screen")
    second = page.inner_text("#screen")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#screen") == first
    page.click("#next")
    assert page.inner_text("#screen") == second
    page.focus("#back")
    page.keyboard.press("Enter")
    assert (first, page.inner_text("#screen")) == (first, first)
    assert second != first


@pytest.mark.duty("17.1")
def test_what_is_not_confirmed_has_no_digest_yet(opened: Open) -> None:
    parts = parts_of(R1)
    parts["draw"]["confirmed_at"] = parts["draw_digest"] = None
    page = opened(parts)
    _, last = walked(page)[-1]
    assert "结果尚待确认" in last
    assert "见证人" not in last
    assert re.search("[0-9a-f]{8}", last) is None
    assert page.inner_text("#verdict") == ""


def test_officers_are_codes_unless_their_names_are_given(opened: Open) -> None:
    parts = parts_of(R1)
    codes = parts["texts"]["inspectors"].split()
    seats = told_under(
        walked(opened(parts, officers={code: f"民警{code}" for code in codes})), "检查人员"
    )
    first, *others = parts["draw"]["drawn"][0]["inspectors"]
    assert f"主检民警{first}协检民警{others[0]}" in seats


@pytest.mark.parametrize("internal", [True, False])
def test_the_page_says_that_it_may_not_leave_the_house(opened: Open, internal: bool) -> None:
    page = opened(parts_of(R1), is_public=not internal)
    assert ("内部使用、不得外传" in page.inner_text("header")) is internal


def _large(n: int) -> dict[str, Any]:
    """The first published draw over a roster of ``n`` in one class, every fifth drawn."""
    parts = parts_of(R1)
    said, secret = parts["announcement"], bytes.fromhex(parts["secret"])
    ids = [f"{i:018d}" for i in range(n)]
    content = texts.Texts(
        texts.subjects_text((id_, "general") for id_ in ids),
        texts.inspectors_text(f"J{i:02d}" for i in range(1, 31)),
        *(b"", b"", b""),
    )
    key = keys.text_key("sha256", said["draw_id"], secret)
    for name, text in content.named().items():
        said[name] |= {"count": text.count(b"\n"), "digest": keys.text_digest("sha256", key, text)}
        parts["texts"][name] = text.decode()
    said["recusals"] |= {"by_reason": [], "tight": 0}
    said["ineligible"]["by_reason"] = said["moves"]["by_kind"] = []
    size, spare = n // 5, 40
    stratum = {"code": "general", "name": "一般对象", "count": n, "ratio": "1/5"}
    said["strata"] = [{**stratum, "sample_size": size, "substitutes": spare}]
    said["floor"] = {"ratio": "1/20", "count": n // 20}
    announcement = Announcement.model_validate(said)
    lines = [keys.source_line(each["name"], each["value"]) for each in parts["sources"]]
    seed = keys.seed("sha256", said["draw_id"], secret, lines)
    tickets = Tickets("sha256", seed)
    places = order(tickets, {"general": ids}, {"general": size}, {"general": spare})
    drawn = by_ticket(place for place in places["general"] if place.drawn)
    codes = content.inspectors.decode().split()
    cap, assigned = assign(tickets, drawn, codes, {}, 2, said["load"]["slack"])
    times = (parts["draw"]["drawn_at"], parts["draw"]["confirmed_at"])
    parts["draw"] = draw_part(announcement, *times, seed, places, cap, assigned)
    parts["draw_digest"] = D("sha256", parts["draw"])
    parts["announcement_digest"] = D("sha256", said)
    for each in parts["receipts"]:
        each["announcement_digest"] = parts["announcement_digest"]
    return parts


@pytest.mark.parametrize("viewport", [BIG, SMALL], ids=["1080", "720"])
@pytest.mark.parametrize("is_large", [True, False], ids=["500 firms", "64 firms"])
def test_the_longest_names_stay_on_their_screens(
    opened: Open, is_large: bool, viewport: dict[str, int]
) -> None:
    parts = _large(500) if is_large else parts_of(R1)
    names = dict.fromkeys(ids_of(parts), LONGEST)
    officers = {code: "欧阳样例甲乙" for code in parts["texts"]["inspectors"].split()}
    screens = walked(opened(parts, viewport, names=names, officers=officers))
    assert told_under(screens, "检查人员").count(LONGEST) == len(parts["draw"]["drawn"])
    assert told_under(screens, "抽中对象").count(LONGEST) == sum(
        len(parts["draw"][rows]) for rows in ("drawn", "substitutes")
    )


NARROW = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), sizes = [];
    while (texts.nextNode()) {
        const of = texts.currentNode.parentElement;
        if (of.offsetParent && texts.currentNode.data.trim()) sizes.push(parseFloat(getComputedStyle(of).fontSize));
    }
    const cut = [...document.querySelectorAll("#screen *")].some((each) => each.getBoundingClientRect().right > innerWidth);
    return [document.documentElement.scrollWidth <= innerWidth && !cut, byId("screen").style.zoom, Math.min(...sizes)];
}"""


def test_on_a_narrow_screen_it_is_read_downwards_and_no_text_is_small(opened: Open) -> None:
    parts = parts_of(R1)
    officers = {code: "欧阳样例甲乙" for code in parts["texts"]["inspectors"].split()}
    names = dict.fromkeys(ids_of(parts), LONGEST)
    page = opened(parts, {"width": 360, "height": 740}, names=names, officers=officers)
    while True:
        title = page.inner_text("#title")
        fits, zoom, smallest = page.evaluate(NARROW)
        assert (title, fits, zoom) == (title, True, "1")
        assert smallest >= 14, title
        if page.is_disabled("#next"):
            break
        page.keyboard.press("Space")
    assert title == "结果摘要"


def test_of_a_large_roster_all_tickets_are_computed_and_the_first_shown(opened: Open) -> None:
    parts = _large(20_000)
    page = opened(parts, motion="no-preference")
    while not page.inner_text("#step").startswith("第4步"):
        page.keyboard.press("Space")
    page.clock.run_for(6_000)
    told = page.inner_text("#screen")
    assert "20000家都已算完" in plain(told)
    assert "4000家抽中，先列前8位" in plain(told)
    shown = page.locator(".rank .code").all_inner_texts()
    assert [each[:16] for each in shown] == [r["ticket"][:16] for r in parts["draw"]["drawn"][:8]]

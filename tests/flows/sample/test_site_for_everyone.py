"""Every kind of page can be read by everyone: on a phone, enlarged, spaced out, in the reader's own
colours, by keyboard, on paper, without scripts (WCAG 2.2 AA). axe-core finds part of the faults; the
rest is measured in the browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.base import AXE_SCRIPT

from models.rules.publisher import Publisher
from reports.public_site import page as public_page
from tests.flows.sample.walked import Finished, run

FITS = Path(__file__).with_name("fits.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SPACED_OUT = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    "p { margin-bottom: 2em !important }"
)
"""What a reader may set without losing anything (WCAG 1.4.12)."""

PHONE, NARROWEST, HALVED, WIDE = (360, 740), (320, 512), (640, 360), (1100, 900)
"""In pixels; ``HALVED`` is a screen of 1280 by 720 enlarged to 200 % (WCAG 1.4.4), ``NARROWEST`` to
400 % (WCAG 1.4.10)."""

PAPER = (624, 945)
"""What the margins leave of A4: 165 by 250 mm at 96 pixels an inch."""

Pages = dict[str, Path]


@pytest.fixture(scope="module")
def pages(finished: Finished, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """A page of every kind, by what it is: the walked site's, a firm's for each state of a result, and
    those that only commands write."""
    home, told = finished
    site = Path(told["public_page"]).parent
    check = Path(told["check_page"])
    found = {page.stem.split("-350105")[0]: page for page in site.glob("*.html") if page != check}
    found["check"] = check
    rows = json.loads((site / "data" / "results-2026.json").read_bytes())
    for row in rows:
        found[f"firm {row['state']}"] = site / "firms" / f"{row['credit_code']}.html"
    inspected = {row["credit_code"] for row in rows}
    found["firm"] = next(
        page for page in sorted((site / "firms").iterdir()) if page.stem not in inspected
    )
    made = tmp_path_factory.mktemp("pages")
    copy = made / "home"  # what the commands record stays out of the walked house
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("prefect", "site", "packages"))
    run(copy, "assess", "2026", "--out", str(made))
    run(copy, "calendar", "year", "2027", "--out", str(made))  # not yet published
    run(copy, "audit", "history", rows[0]["credit_code"], "--out", str(made / "history.html"))
    run(copy, "draw", "show", told["draw_id"], "--out", str(made / "ceremony.html"))
    found |= {"assessment": made / "assessment-350105-2026.html", "year": made / "350105-2027.html"}
    found |= {name: made / f"{name}.html" for name in ("history", "ceremony", "abandonment")}
    draw = SimpleNamespace(
        draw_id=told["draw_id"], announcement_digest="ab" * 32, record_due="2026-11-27"
    )
    found["abandonment"].write_bytes(
        public_page(
            "abandonment",
            Publisher("样例大队", "样例区", "样例办法"),
            "抽取作废",
            "2026-09-02",
            draw=draw,
            announced_on="2026-09-01",
            drawn_on="2026-09-01",
            reason="样例",
            record_digest="cd" * 32,
        )
    )
    return found


@pytest.fixture
def tab(chromium: Any) -> Iterator[Any]:
    page = chromium.new_page()
    yield page
    page.close()


def _sized(tab: Any, size: tuple[int, int]) -> None:
    tab.set_viewport_size({"width": size[0], "height": size[1]})


def _faults(tab: Any) -> list[str]:
    """What axe-core finds at the page that is open."""
    tab.evaluate(AXE_SCRIPT)
    options = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
    return [
        f"{each['id']}: {node['html'][:100]}"
        for each in tab.evaluate("options => axe.run(options)", options)["violations"]
        for node in each["nodes"]
    ]


Found = dict[tuple[str, str], list[str]]
"""(what a page is, how it was shown) -> what is wrong there."""


@pytest.fixture(scope="module")
def found(pages: Pages, chromium: Any) -> tuple[Found, Found]:
    """What axe-core finds, and what is measured, at every page; each is opened once."""
    by_axe: Found = {}
    measured: Found = {}
    tab = chromium.new_page()
    for name, page in pages.items():
        tab.goto(page.as_uri())
        _sized(tab, PHONE)
        by_axe[name, "phone"] = _faults(tab)
        if name in ("index", "results", "ledger", "ceremony", "firm 已改正"):
            _sized(tab, WIDE)
            by_axe[name, "wide"] = _faults(tab)
        for size in (NARROWEST, HALVED):
            _sized(tab, size)
            measured[name, f"{size[0]} wide"] = tab.evaluate(FITS)
        if name != "ceremony":  # a show for a screen
            _sized(tab, PAPER)
            tab.emulate_media(media="print")
            measured[name, "on paper"] = tab.evaluate(FITS)
            tab.emulate_media(media="screen")
        tab.add_style_tag(content=SPACED_OUT)
        for size in (PHONE, WIDE):
            _sized(tab, size)
            if name == "ceremony":  # it fits its letters to the screen when it shows one
                tab.keyboard.press("Space")
            measured[name, f"spaced out, {size[0]} wide"] = tab.evaluate(FITS)
    tab.close()
    return by_axe, measured


@pytest.mark.duty("3.1")
def test_axe_finds_nothing_at_a_page_of_any_kind(found: tuple[Found, Found]) -> None:
    by_axe, _ = found
    assert {each: faults for each, faults in by_axe.items() if faults} == {}
    kinds = {name.split()[0] for name, _ in by_axe}
    assert kinds >= {"index", "announcement", "draw", "check", "results", "ledger", "plan", "items"}
    assert kinds >= {
        "firms",
        "firm",
        "year-2026-1",
        "lists",
        "credit",
        "objection",
        "about",
        "data",
    }


def test_axe_finds_what_is_wrong(tab: Any) -> None:
    tab.set_content(
        "<html lang=zh-CN><title>甲</title><main><h1>甲</h1><p style=color:#aaa>看不清</p>"
    )
    assert [fault.partition(":")[0] for fault in _faults(tab)] == ["color-contrast"]


@pytest.mark.duty("3.1")
def test_nothing_is_cut_covered_or_off_the_edge_enlarged_spaced_out_or_on_paper(
    found: tuple[Found, Found],
) -> None:
    _, measured = found
    assert {each: faults for each, faults in measured.items() if faults} == {}


def test_the_measure_finds_what_is_cut_covered_or_off_the_edge(tab: Any) -> None:
    _sized(tab, PHONE)
    tab.set_content(
        "<div style='width:40em'>甲</div><div style='height:20px;line-height:20px;overflow:hidden'>乙<br>丙</div>"
        "<p style='margin-left:350px;white-space:nowrap'>丁丁</p>"
        "<p style='position:absolute;top:200px'>戊</p><p style='position:absolute;top:205px'>己</p>"
    )
    assert sorted(tab.evaluate(FITS)) == [
        "beyond the edge: 丁丁",
        "cut: 丙",
        "one over the other: 戊 / 己",
        "scrolls sideways: 648",
    ]


@pytest.mark.duty("3.1")
def test_without_scripts_a_page_says_the_same_or_where_else_to_look(
    pages: Pages, chromium: Any
) -> None:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    tab = context.new_page()
    said = {}
    for name in ("index", "firms", "check", "ceremony"):
        tab.goto(pages[name].as_uri())
        said[name] = tab.inner_text("body")
    assert "按名称列出全部企业" in said["index"]
    assert said["firms"].count("样例") >= 48
    assert "可按“怎样自己核验一次抽取”用 sha256sum 核验" in said["check"]
    assert "浏览器禁用了脚本" in said["ceremony"]
    tab.goto(pages["index"].as_uri())
    tab.fill("#q", "样例")
    tab.click(".find button")
    assert Path(tab.url.removeprefix("file://").partition("?")[0]) == pages["firms"]
    context.close()


OUTLINED = """() => {
  const at = document.activeElement, look = getComputedStyle(at), box = at.getBoundingClientRect();
  if (at === document.body) return null;
  const [seen] = at.getClientRects(), there = document.elementFromPoint(seen.left + seen.width / 2, seen.top + seen.height / 2);
  return [at.outerHTML.slice(0, 80), look.outlineStyle === "solid" && parseFloat(look.outlineWidth) >= 3
    && box.top > -1 && box.bottom < innerHeight + 1 && (at.contains(there) || at.closest("label")?.contains(there))];
}"""


@pytest.mark.duty("3.1")
def test_by_keyboard_whatever_has_the_focus_is_seen_to_have_it(pages: Pages, tab: Any) -> None:
    _sized(tab, WIDE)
    for name in ("index", "firm 已改正", "check", "ceremony"):
        tab.goto(pages[name].as_uri())
        reached = []
        while len(reached) < 60:
            tab.keyboard.press("Tab")
            at = tab.evaluate(OUTLINED)
            if at is None or at in reached:
                break
            reached.append(at)
        assert reached, name
        assert [each for each, seen in reached if not seen] == [], name


BORDER = """(field) => {
  const numbers = (colour) => colour.match(/[0-9.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  let under = field.parentElement;
  while (under.parentElement && numbers(getComputedStyle(under).backgroundColor)[3] === 0) under = under.parentElement;
  const two = [light(getComputedStyle(field).borderTopColor), light(getComputedStyle(under).backgroundColor)];
  return (Math.max(...two) + .05) / (Math.min(...two) + .05);
}"""


def test_the_border_of_a_field_stands_out_from_what_is_under_it(pages: Pages, tab: Any) -> None:
    for name, fields in (("index", 1), ("check", 2), ("firm", 1), ("firms", 1)):
        tab.goto(pages[name].as_uri())
        tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found = tab.locator("input:visible").all()
        assert len(found) >= fields, name
        assert [each for each in found if each.evaluate(BORDER) < 3] == [], name  # WCAG 1.4.11


def test_in_the_readers_own_colours_tags_buttons_and_bars_are_still_seen(
    pages: Pages, chromium: Any
) -> None:
    context = chromium.new_context(forced_colors="active")
    tab = context.new_page()
    for name, what in (
        ("firm 已移送", ".tag"),
        ("draw", ".button"),
        ("index", ".find button"),
        ("assessment", ".bar span"),
        ("check", "#find button"),
    ):
        tab.goto(pages[name].as_uri())
        assert tab.locator(what).count() > 0, name
        widths = tab.locator(what).evaluate_all(
            "every => every.map(each => parseFloat(getComputedStyle(each).borderTopWidth))"
        )
        assert min(widths) >= 1, (name, what)
    context.close()


@pytest.mark.duty("3.1")
def test_on_paper_a_page_counts_its_sheets_and_opens_what_was_folded(
    pages: Pages, tab: Any
) -> None:
    tab.goto(pages["firm 未发现问题"].as_uri())
    printed = pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True))
    told = [sheet.get_textpage().get_text_range() for sheet in printed]
    assert "企业未在记录上签字" in "".join(told)
    for number, sheet in enumerate(told, start=1):
        assert f"第{number}页共{len(told)}页" in "".join(sheet.split())
    assert {tuple(round(side) for side in sheet.get_size()) for sheet in printed} == {(595, 842)}

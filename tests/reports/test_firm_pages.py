"""A firm is found from disk, by part of its name or its code, with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from models.rules.file_names import firm_page as firm_file
from models.rules.firm_story import Firm
from models.rules.results import ResultKind
from reports.firm_pages import SEARCH_FILE, firm_page, list_pages, search_script
from reports.home import lists_page
from reports.public_site import STYLE_FILE, style
from reports.tags import TONES
from tests.pages import text_of
from tests.reports import stories
from tests.reports.stories import PUBLISHER

FIRMS = [
    stories.firm(1, "样例极光网吧三店", "未发现问题"),
    stories.firm(2, "样例极光（ＡＢＣ）网吧", "正在处理"),
    stories.firm(3, stories.LONG_NAME, *list(TONES)[:12]),
    stories.firm(4, "<script>alert(1)</script>"),
    *(stories.firm(n, f"样例网吧{n}店") for n in range(5, 208)),
]
"""Two pages of the list: 207."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "firms").mkdir()
    (folder / STYLE_FILE).write_bytes(style())
    (folder / SEARCH_FILE).write_bytes(search_script(FIRMS))
    for each in FIRMS[:5]:
        (folder / firm_file(each.code)).write_bytes(firm_page(PUBLISHER, each, {}))
    for name, page in list_pages(PUBLISHER, FIRMS):
        (folder / name).write_bytes(page)
    return folder


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def phone(request: pytest.FixtureRequest, chromium: Any) -> Iterator[Any]:
    """A narrow phone; whatever is opened asks for nothing but files and complains of nothing."""
    context = chromium.new_context(
        viewport={"width": 320, "height": 740}, java_script_enabled=request.param
    )
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda each: asked.append(each.url))
    page.on("pageerror", lambda each: complaints.append(str(each)))
    page.scripts = request.param
    yield page
    assert [url for url in asked if not url.startswith("file:")] == []
    assert complaints == []
    context.close()


@pytest.mark.duty("3.1", "23.1")
def test_a_firm_is_found_with_scripts_by_searching_and_without_by_the_list(
    site: Path, phone: Any
) -> None:
    phone.goto((site / "firms.html").as_uri())
    if phone.scripts:
        phone.fill("#q", "极 光网")
        phone.click(".find button")
    phone.get_by_role("link", name="样例极光网吧三店").click()
    assert phone.inner_text("h1") == "样例极光网吧三店"
    assert phone.url.endswith(f"firms/{stories.code(1)}.html")
    phone.get_by_role("link", name="查企业").first.click()
    if not phone.scripts:
        phone.get_by_role("link", name="下一页").click()
        assert phone.get_by_role("link", name="样例网吧207店").count() == 1
        return
    for written in ("abc", "ＡＢＣ", f" {stories.code(2)[:6].lower()} {stories.code(2)[6:]}"):
        phone.fill("#q", written)
        phone.click(".find button")
        assert phone.locator("#found li").count() == 1, written
    phone.fill("#q", "极光网把")
    phone.click(".find button")
    assert phone.inner_text("#found") == "没有找到“极光网把”。请检查名称，或输入18位信用代码。"
    assert not phone.is_visible("#all")
    phone.fill("#q", "alert")
    phone.click(".find button")
    assert phone.inner_text("#found a") == "<script>alert(1)</script>"
    phone.goto(f"{(site / 'firms.html').as_uri()}?q=%E6%A0%B7%E4%BE%8B")
    assert "前50家" in phone.inner_text("#found")


@pytest.mark.duty("3.1")
def test_nothing_scrolls_sideways_and_what_stands_alone_is_high_enough_to_be_touched(
    site: Path, phone: Any
) -> None:
    for name in ("firms.html", firm_file(stories.code(3)), "firms-2.html"):
        phone.goto((site / name).as_uri())
        if phone.scripts:
            assert phone.evaluate("document.documentElement.scrollWidth") <= 320, name
    phone.goto((site / "firms.html").as_uri())
    assert phone.locator(".find button").bounding_box()["height"] >= 44
    assert phone.get_by_role("link", name="下一页").bounding_box()["height"] >= 44


def _told(firm: Firm, **replies: Any) -> str:
    return text_of(firm_page(PUBLISHER, firm, replies))


@pytest.mark.duty("3.1")
def test_a_page_is_called_by_the_firms_name_and_the_district_is_said_once() -> None:
    for name, title in (
        ("样例<网吧>", "样例&lt;网吧&gt; - 虚构区双随机、一公开公示"),
        ("虚构区样例网吧（三店）", "虚构区样例网吧（三店）"),
    ):
        page = firm_page(PUBLISHER, stories.firm(1, name, "未发现问题"), {}).decode()
        assert f"<title>{title}</title>" in page
        shown = escape(name)
        assert f'<li aria-current="page">{shown}</li>' in page
        heading = str(shown).replace("（三店）", '<span class="n">（三店）</span>')
        assert f"<h1>{heading}</h1>" in page
        assert "\0" not in page


@pytest.mark.duty("3.1")
def test_firms_of_whom_the_same_is_told_each_have_their_own_name_code_numbers_and_words() -> None:
    """All that stands on one's page and on the other's is told apart by a mark, whatever it is."""

    @dataclass(frozen=True)
    class Words:
        text: str
        given_on: date = date(2026, 10, 12)
        version: int = 1

    names = ("样例<甲>网吧", "样例&乙网吧")
    firms = [stories.firm(n, name, "未发现问题", "正在处理") for n, name in enumerate(names, 1)]
    plain = [firm_page(PUBLISHER, each, {}).decode() for each in firms]
    for each, page in zip(firms, plain, strict=True):
        assert f'<dd class="code">{each.code}</dd>' in page
        assert [f'<h2 id="r{result.number}">' in page for result in each.results] == [True, True]
        assert str(escape(each.name)) in page
        assert "\0" not in page
    assert stories.code(1) not in plain[1]
    assert "-00001" not in plain[1]
    one, other = firms[0].results
    said = {one.number: Words("甲说的"), other.number: Words("乙说的")}
    page = firm_page(PUBLISHER, firms[0], said).decode()
    told = page.index(f"r{one.number}"), page.index(f"r{other.number}")
    assert told[0] < page.index("甲说的") < told[1] < page.index("乙说的")
    assert "说的" not in firm_page(PUBLISHER, firms[1], said).decode()


@pytest.mark.duty("23.1", "23.2")
def test_an_older_text_stays_beside_what_corrected_it() -> None:
    first = stories.firm(1, "样例极光网吧三店", "正在处理")
    [result] = first.results
    newer = stories.version(
        2, ResultKind.CORRECTION, "未发现问题", "未发现问题", note="决定更正：录入笔误"
    )
    amended = type(result)(
        result.number, result.item, result.draw_id, 2026, result.period, (newer, *result.versions)
    )
    told = _told(Firm(first.code, first.name, (amended,), first.turns, ()))
    assert "更正　决定更正：录入笔误" in told
    assert told.index("第2版") < told.index("第1版")
    assert "正在处理" in told.partition("第1版")[2]
    assert "自结果发布之日起30日内" in told
    assert "0000-0000 0000" in told


@pytest.mark.duty("23.3")
def test_who_is_on_a_list_reads_why_until_when_and_how_to_object() -> None:
    black = stories.listed(FIRMS[0], "黑名单", "已列入")
    gone = stories.listed(FIRMS[1], "黑名单", "期满移出")
    told = _told(black)
    assert "黑名单　已列入" in told
    assert "多次违法" in told
    assert "2027年10月1日" in told
    assert "未列入黑名单、红名单" in _told(gone).partition("最近一次检查")[0]
    assert "期满移出" in _told(gone)
    page = lists_page(PUBLISHER, [black, gone], "credit.html", "10个工作日", "15个工作日").decode()
    assert f'href="firms/{black.code}.html#r{black.results[0].number}"' in page
    assert gone.name not in page
    assert "书面提出异议" in page
    assert "10个工作日</span>内答复" in page
    assert "期满移出" in page
    red = stories.listed(FIRMS[0], "红名单", "已列入")
    assert '<span class="tag good">红名单</span>' in firm_page(PUBLISHER, red, {}).decode()

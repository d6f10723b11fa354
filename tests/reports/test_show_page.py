"""The page for the ceremony: a draw recomputed before everybody, which stops at a difference
(第十七条)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.rules.draw import keys, texts
from models.rules.draw.announced import Announcement
from models.rules.draw.assign import assign
from models.rules.draw.ceremony import Ceremony
from models.rules.draw.document import D, document
from models.rules.draw.record import draw_part
from models.rules.draw.sample import Tickets, by_ticket, order
from models.rules.publisher import Publisher
from reports.check_page import rules_script
from reports.show_page import show_page
from tests.models.rules.draw.records import R1, R2, R4, changed_at, leaves, record_of

PUBLISHER = Publisher("福州市马尾区公安局网络安全保卫大队", "福州市马尾区", "样例细则")
PARTS = (
    *("announcement", "announcement_digest", "time_stamp", "receipts", "secret", "sources"),
    *("texts", "draw", "draw_digest"),
)
BIG, SMALL = {"width": 1920, "height": 1080}, {"width": 1280, "height": 720}
SCRIPTS = Path(__file__).resolve().parents[2] / "reports" / "show_draw"
LONGEST = "福州市马尾区样例极光之星互联网上网服务有限责任公司罗星街道店"

Open = Callable[..., Any]


def _parts(name: str) -> dict[str, Any]:
    """What of a published record there is as soon as a draw is drawn."""
    record = record_of(name)
    return {key: record[key] for key in PARTS}


def _ids(parts: dict[str, Any]) -> list[str]:
    return [line.split("\t")[0] for line in parts["texts"]["subjects"].splitlines()]


@pytest.fixture
def opened(tmp_path: Path, chromium: Any) -> Iterator[Open]:
    """The page as a browser shows it, from disk; it must ask for nothing."""
    asked: list[str] = []
    complaints: list[str] = []
    contexts = []

    def open_(
        parts: dict[str, Any], viewport: dict[str, int] = BIG, motion: str = "reduce", **more: Any
    ) -> Any:
        context = chromium.new_context(viewport=viewport, reduced_motion=motion)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        shown = {"names": {}, "channels": {}, "officers": {}, "is_public": False, **more}
        file = tmp_path / "演示.html"
        file.write_bytes(show_page(PUBLISHER, Ceremony(document(parts), {}, **shown)))
        page.clock.install(time=0)
        page.goto(file.as_uri())
        page.clock.pause_at(3_600_000)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith("file:")] == []
    assert complaints == []


LOOK = """() => {
    const room = byId("room"), html = document.documentElement;
    const fits = room.scrollHeight <= room.clientHeight && room.scrollWidth <= room.clientWidth
        && html.scrollWidth <= innerWidth && html.scrollHeight <= innerHeight;
    return [byId("title").innerText, byId("screen").innerText, document.body.innerText, fits, byId("next").disabled];
}"""


def _walked(page: Any) -> list[tuple[str, str]]:
    """Title and text of each screen, as one press after another shows them."""
    screens = []
    while True:
        title, text, whole, fits, is_last = page.evaluate(LOOK)
        assert fits, title
        assert re.search("undefined|null|NaN", whole) is None
        screens.append((title, text))
        if is_last:
            return screens
        page.keyboard.press("Space")


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _of(screens: list[tuple[str, str]], title: str) -> str:
    """What all screens of a title say, without spaces."""
    return _plain("".join(text for named, text in screens if named.startswith(title)))


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
    parts = _parts(name)
    said, draw = parts["announcement"], parts["draw"]
    names = {id_: f"样例{n}号网吧" for n, id_ in enumerate(_ids(parts))}
    screens = _walked(opened(parts, viewport, names=names, channels={"police-site": "市局网站"}))
    announced = _of(screens, "公告")
    assert said["draw_id"] in announced
    assert said["commitment"] in announced
    assert "市局网站" in announced
    for each in said["strata"]:
        assert f"{each['name']}{each['count']}" in announced
    sources = _of(screens, "公开随机源")
    assert all(_plain(each["value"]) in sources for each in parts["sources"])
    assert all(words in sources for words in proves)
    seeds = _of(screens, "密文和种子")
    assert parts["secret"] in seeds
    assert seeds.count(draw["seed"]) == 2
    chosen = _of(screens, "抽中对象")
    strata = {each["code"]: each["name"] for each in said["strata"]}
    for row in (*draw["drawn"], *draw["substitutes"]):
        place = f"{strata[row['stratum']]}第{row['rank']}位{names[row['id']]}{row['id']}"
        assert f"{place}{row['ticket'][:16]}" in chosen
    seats = _of(screens, "检查人员")
    for row in draw["drawn"]:
        first, *others = row["inspectors"]
        assert f"{row['id']}主检{first}协检{'、'.join(others)}" in seats
    title, last = screens[-1]
    assert title == "结果摘要"
    assert parts["draw_digest"] in _plain(last)
    assert all(who in last for who in ("抽取人", "见证人", "分管领导"))


@pytest.mark.duty("17.2")
def test_tickets_roll_into_order_and_the_next_key_puts_them_in_their_places(opened: Open) -> None:
    parts = _parts(R1)
    page = opened(parts, motion="no-preference")
    general = [row for row in parts["draw"]["drawn"] if row["stratum"] == "general"]
    while not page.inner_text("#step").startswith("第4步"):
        still = page.inner_text("main")
        page.clock.run_for(60_000)
        assert page.inner_text("main") == still
        page.keyboard.press("ArrowRight")
    assert "正在算第1家" in _plain(page.inner_text("#screen"))
    page.clock.run_for(1_000)
    assert "正在算第12家" in _plain(page.inner_text("#screen"))
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
    page = opened(_parts(R1))
    while not page.inner_text("#step").startswith("第4步"):
        page.keyboard.press("Space")
    assert "都已算完" in page.inner_text("#screen")


def test_clicks_and_buttons_go_forward_and_back(opened: Open) -> None:
    page = opened(_parts(R1))
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
    parts = _parts(R1)
    parts["draw"]["confirmed_at"] = parts["draw_digest"] = None
    page = opened(parts)
    _, last = _walked(page)[-1]
    assert "结果尚待确认" in last
    assert "见证人" not in last
    assert re.search("[0-9a-f]{8}", last) is None
    assert page.inner_text("#verdict") == ""


def test_officers_are_codes_unless_their_names_are_given(opened: Open) -> None:
    parts = _parts(R1)
    codes = parts["texts"]["inspectors"].split()
    seats = _of(
        _walked(opened(parts, officers={code: f"民警{code}" for code in codes})), "检查人员"
    )
    first, *others = parts["draw"]["drawn"][0]["inspectors"]
    assert f"主检民警{first}协检民警{others[0]}" in seats


@pytest.mark.parametrize("internal", [True, False])
def test_the_page_says_that_it_may_not_leave_the_house(opened: Open, internal: bool) -> None:
    page = opened(_parts(R1), is_public=not internal)
    assert ("内部使用、不得外传" in page.inner_text("header")) is internal


def _large(n: int) -> dict[str, Any]:
    """The first published draw over a roster of ``n`` in one class, every fifth drawn."""
    parts = _parts(R1)
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
    parts = _large(500) if is_large else _parts(R1)
    names = dict.fromkeys(_ids(parts), LONGEST)
    officers = {code: "欧阳样例甲乙" for code in parts["texts"]["inspectors"].split()}
    screens = _walked(opened(parts, viewport, names=names, officers=officers))
    assert _of(screens, "检查人员").count(LONGEST) == len(parts["draw"]["drawn"])
    assert _of(screens, "抽中对象").count(LONGEST) == sum(
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
    parts = _parts(R1)
    officers = {code: "欧阳样例甲乙" for code in parts["texts"]["inspectors"].split()}
    names = dict.fromkeys(_ids(parts), LONGEST)
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
    assert "20000家都已算完" in _plain(told)
    assert "4000家抽中，先列前8位" in _plain(told)
    shown = page.locator(".rank .code").all_inner_texts()
    assert [each[:16] for each in shown] == [r["ticket"][:16] for r in parts["draw"]["drawn"][:8]]


def _set(*path: str | int) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda parts: changed_at(parts, path)


def _swapped(parts: dict[str, Any]) -> dict[str, Any]:
    """The first drawn and the first substitute of their class, with their tickets, changed over."""
    drawn, spare = parts["draw"]["drawn"][0], parts["draw"]["substitutes"][0]
    for key in ("id", "ticket"):
        drawn[key], spare[key] = spare[key], drawn[key]
    return parts


def _read_early(parts: dict[str, Any]) -> dict[str, Any]:
    parts["sources"][0]["read_at"] = parts["announcement"]["announced_at"]
    return parts


TAMPERED = {
    "count": (_set("announcement", "strata", 0, "count"), "第1步", "公告摘要"),
    "text": (_set("texts", "recusals"), "第1步", "五份名单"),
    "receipt": (_set("receipts", 0, "announcement_digest"), "第1步", "各渠道的收讫"),
    "read early": (_read_early, "第2步", "先后次序"),
    "source": (_set("sources", 0, "value"), "第2步", "随机源"),
    "seed": (_set("draw", "seed"), "第3步", "种子"),
    "ticket": (_set("draw", "drawn", 0, "ticket"), "第4步", "抽中对象"),
    "drawn": (_swapped, "第4步", "抽中对象"),
    "cutoff": (_set("draw", "cutoffs", 0, "ticket"), "第4步", "入选分界"),
    "substitute": (_set("draw", "substitutes", 0, "ticket"), "第5步", "递补对象"),
    "cap": (_set("draw", "cap"), "第6步", "检查人员任务上限"),
    "seat": (_set("draw", "drawn", 0, "inspectors", 0), "第6步", "检查人员"),
    "digest": (_set("draw_digest"), "第7步", "抽取摘要"),
}


@pytest.mark.duty("17.1", "17.2", "17.3")
@pytest.mark.parametrize(("change", "step", "what"), TAMPERED.values(), ids=TAMPERED)
def test_a_difference_is_shown_in_red_and_the_ceremony_stops(
    opened: Open, change: Callable[[dict[str, Any]], dict[str, Any]], step: str, what: str
) -> None:
    page = opened(change(_parts(R1)))
    _, last = _walked(page)[-1]
    assert page.inner_text("#step").startswith(step)
    assert last.startswith("不一致")
    assert f"{what}：" in last
    assert page.inner_text("#verdict") == ""
    red = page.locator(".stop").evaluate("(each) => getComputedStyle(each).color")
    assert red == "rgb(125, 26, 23)"
    for key in ("Space", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.click("#screen")
    assert page.inner_text("#screen") == last


FREE = re.compile(r"receipts/\d+/(received_at|package_digest)|sources/\d+/read_at|time_stamp/token")
"""What only a kept announcement, a channel or an authority could tell (step 10)."""


@pytest.mark.duty("17.1", "17.2")
@pytest.mark.parametrize("name", [R1, R4])
def test_no_changed_value_comes_through_the_whole_ceremony(opened: Open, name: str) -> None:
    parts = _parts(name)
    paths = sorted(leaves(parts), key=str)
    passed = opened(parts).evaluate(
        """(texts) => texts.map((text) => {
            const ceremony = new Ceremony(text, {});
            return STAGES.every((stage) => ceremony.wrongAt(stage).length === 0);
        })""",
        [document(changed_at(parts, path)).decode() for path in paths],
    )
    through = {"/".join(map(str, path)) for path, came in zip(paths, passed, strict=True) if came}
    assert {path for path in through if not FREE.fullmatch(path)} == set()


@pytest.mark.parametrize("text", ["", "[]\n", "{", '{"draw":null}\n'])
def test_what_is_no_draw_stops_at_once(tmp_path: Path, opened: Open, text: str) -> None:
    page = opened(_parts(R1))
    content = (tmp_path / "演示.html").read_text(encoding="utf-8")
    start = content.index('id="carried">') + len('id="carried">')
    carried = json.loads(content[start : content.index("</script>", start)])
    altered = json.dumps({**carried, "record": text}).replace("<", "\\u003c")
    (tmp_path / "演示.html").write_text(
        content[:start] + altered + content[content.index("</script>", start) :], encoding="utf-8"
    )
    page.reload()
    assert page.inner_text("#screen").startswith("不一致")
    assert page.is_disabled("#next")


def test_an_altered_script_does_not_run(tmp_path: Path, opened: Open, chromium: Any) -> None:
    opened(_parts(R1))
    file = tmp_path / "演示.html"
    content = file.read_text(encoding="utf-8")
    file.write_text(content.replace("const MAY_BE_OPEN", "const  MAY_BE_OPEN"), encoding="utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    assert "本页没有运行起来" in page.inner_text("#screen")
    page.close()


def test_no_script_takes_the_name_of_another() -> None:
    scripts = rules_script() + "".join(
        path.read_text(encoding="utf-8") for path in sorted(SCRIPTS.glob("*.js"))
    )
    named = re.findall(r"^(?:function\*?|class|const|let) ?(?:\* )?(\w+)", scripts, re.MULTILINE)
    assert [name for name, n in Counter(named).items() if n > 1] == []


def test_a_name_cannot_put_markup_on_the_page(opened: Open) -> None:
    parts = _parts(R1)
    planted = "</script><b id=planted>网吧</b>"
    page = opened(parts, names=dict.fromkeys(_ids(parts), planted))
    assert planted in _of(_walked(page), "抽中对象").replace("<bid", "<b id")
    assert page.locator("#planted").count() == 0

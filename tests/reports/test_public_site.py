"""Public pages of a draw: every change is told, and a roster cannot put markup on them (第十八条)."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from models.rules.draw.level import LEVELS, Release, announced_level, level
from models.rules.draw.reasons import WORDS
from models.rules.publications import Listing, PublicationKind
from models.rules.publisher import Publisher, Site
from reports.public_site import closed_up, page, whole, with_release
from tests.models.rules.draw.records import R1, R3, R5, record_of
from tests.pages import text_of

PUBLISHER = Publisher("虚构市公安局网安大队", "虚构区", "虚构的实施办法")


def _draw_page(record: dict[str, Any], names: dict[str, str] | None = None) -> str:
    sources = [(each["name"], each["value"]) for each in record["sources"]]
    reached = level(sources, [name for name, _ in sources])
    return page(
        "draw",
        PUBLISHER,
        "抽取记录",
        "2026-11-20",
        record=record,
        called={each["code"]: each["name"] for each in record["announcement"]["strata"]},
        record_file="draw.json",
        check_file="draw-check.html",
        announced=Listing(
            PublicationKind.ANNOUNCEMENT, "抽取公告", "2026-11-02", "announcement.html"
        ),
        announced_on="2026-11-02",
        missing=[(record["texts"]["subjects"][:18], "350105-WB-01-2026-5-00001")],
        names=names or {},
        rate="6 次",
        channels={"police-site": "<u>渠道"},
        words=WORDS,
        level=reached,
        assurance=LEVELS[reached.level],
        release=Release.CLAIMED.words,
    ).decode()


@pytest.mark.duty("17.1", "18.3")
def test_the_draw_page_tells_changes_of_subjects_and_of_inspectors() -> None:
    record = record_of(R1)
    written = _draw_page(record)
    told = text_of(written)
    for change in record["changes"]:
        assert f"申请 {change['application']}" in told
        if change["kind"] == "inspector":
            assert f"{change['subject']} 的检查人员 {change['out']} 变更" in told
        elif change["in"] is None:
            assert f"{change['subject']} 不再检查，没有可递补的对象" in told
        else:
            assert f"由递补对象 {change['in']} 替换" in told
    assert {change["kind"] for change in record["changes"]} == {"subject", "inspector"}
    assert "确认以后变更6次。" in told
    assert '<a href="announcement.html">公告</a>，2026-11-02 公示' in written
    assert '<a class="button" href="draw-check.html">查一家企业</a>' in written
    assert "第3级" in told
    assert f"{record['texts']['subjects'][:18]}，任务 350105-WB-01-2026-5-00001" in told
    for entry in record["draw"]["drawn"]:
        assert entry["id"] in told
        assert entry["ticket"] in told


@pytest.mark.duty("17.2")
def test_a_firm_stands_by_its_name_wherever_the_draw_page_names_it() -> None:
    record = record_of(R1)
    [first, *_] = record["draw"]["drawn"]
    told = _draw_page(record, {first["id"]: "样例<极光>网吧"})
    assert f'样例&lt;极光&gt;网吧 <code class="n">{first["id"]}</code>' in told


@pytest.mark.duty("18.2")
def test_an_abandoned_draw_says_so_and_shows_what_it_had_chosen_where_there_is_any() -> None:
    for name, shown in ((R3, True), (R5, False)):
        record = record_of(name)
        told = text_of(_draw_page(record))
        assert "决定作废，原因：" in told
        assert ("没有抽取结果" in told) is not shown
        assert ("抽取摘要" in told) is shown


def test_what_a_record_says_is_text_on_the_page() -> None:
    record = record_of(R1)
    record["announcement"]["item"]["name"] = "<script>alert(1)</script>"
    record["announcement"]["sources"][0]["name"] = "<img src=x>"
    record["sources"][0]["name"] = "<img src=x>"
    record["changes"][0]["application"] = "<b>"
    for told in (
        _draw_page(record),
        page(
            "announcement",
            PUBLISHER,
            "抽取公告",
            "2026-11-02",
            said=record["announcement"],
            announced_on="2026-11-02",
            digest="0",
            words=WORDS,
            channels={"district-site": "<u>渠道"},
            level=announced_level([]),
            assurance=LEVELS[3],
            file="a.json",
            stamped_at="<script>",
            stamp_file="<img>",
            skipping="<u>",
        ).decode(),
    ):
        assert "<script" not in told
        assert "<img" not in told
        assert "申请 <b>" not in told
        assert "<u>" not in told


@pytest.mark.parametrize("waits", [True, False])
def test_results_say_that_the_record_waits_only_where_it_does(waits: bool) -> None:
    told = page(
        "results",
        PUBLISHER,
        "结果",
        "2026-11-20",
        firms=0,
        clean=0,
        part=[],
        whole="",
        turning="",
        ground="",
        vacated=[],
        record_waits=waits,
    ).decode()
    assert ("抽取记录在全部检查结束后公开" in told) == waits


def test_ratios_are_read_as_percentages_and_codes_stay_in_one_line() -> None:
    told = _draw_page(record_of(R1))
    assert f'<code class="n">{record_of(R1)["draw"]["drawn"][0]["id"]}</code>' in told
    assert "比例 1/" not in told


@pytest.mark.duty("17.2", "18.3")
def test_the_results_say_which_place_is_empty() -> None:
    place = {"stratum_name": "必查", "rank": 2, "words": "空缺，<停业>，没有可递补的对象"}
    told = page(
        "results",
        PUBLISHER,
        "结果",
        "2026-11-20",
        firms=0,
        clean=0,
        part=[],
        whole="",
        turning="",
        ground="",
        vacated=[place],
        record_waits=True,
    ).decode()
    assert '<li>必查<span class="n">第2位</span>：空缺，&lt;停业&gt;，没有可递补的对象</li>' in told


def _plan(publisher: Publisher = PUBLISHER) -> bytes:
    return page(
        "annual_plan",
        publisher,
        "2026年度抽查计划",
        "2026-09-24",
        number="350105/plan/WB-01/2026/1",
        draws_due=6,
        periods=[],
        deductions=[],
    )


@pytest.mark.duty("3.1")
def test_the_day_of_the_release_is_added_to_what_was_frozen_and_nothing_is_taken_away() -> None:
    frozen = _plan()
    assert "发布日期" not in text_of(frozen.partition(b"<main")[2])
    on_site = with_release(frozen, "2026-09-28", "2026-09-28")
    assert "发布日期：2026-09-28" in text_of(on_site)
    assert "最近更新" not in text_of(on_site)
    assert "制作日期2026-09-24" in text_of(on_site)
    again = text_of(with_release(frozen, "2026-09-28", "2026-10-21"))
    assert "发布日期：2026-09-28　最近更新：2026-10-21" in again
    assert set(text_of(frozen).splitlines()) <= set(text_of(on_site).splitlines())


@pytest.mark.duty("3.1")
def test_the_foot_says_who_is_behind_the_page_and_leaves_out_what_the_district_does_not_say() -> (
    None
):
    foot = text_of(_plan().partition(b"<footer")[2])
    assert "主办单位：虚构市公安局网安大队" in foot
    assert "监督电话" not in foot
    site = Site(
        host="虚构市公安局", phone="0591-0000 0000", registered=(("网站标识码：", "样例1"),)
    )
    foot = text_of(_plan(Publisher("大队", "虚构区", "办法", site)).partition(b"<footer")[2])
    assert "主办单位：虚构市公安局\n" in foot
    assert "监督电话：0591-0000 0000" in foot
    assert "网站标识码：样例1" in foot
    assert "ICP" not in foot


def test_the_title_of_the_window_names_the_site_and_the_way_back_leads_home() -> None:
    told = _plan().decode()
    assert "<title>2026年度抽查计划 - 虚构区双随机、一公开公示</title>" in told
    assert (
        '<li><a href="index.html">首页</a></li>'
        '<li aria-current="page"><span class="n">2026年</span>度抽查计划</li>' in told
    )
    assert told.index('class="skip"') < told.index("<header")


@pytest.mark.duty("23.1")
@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("计费系统日志只保存了90天，规定不少于180天", ["90天", "180天"]),
        ("责令改正（马公（网安）责改字〔2026〕样例1号），已改正", ["（网安）", "〔2026〕样例1号"]),
        (
            "2026-09-29 决定更正；2026年9月29日起10个工作日",
            ["2026-09-29", "2026年9月29日", "10个工作日"],
        ),
        ("2026年第5期（9—10月）", ["2026年", "第5期", "（9—10月）"]),
        ("9—10月抽查5%", ["9—10月", "5%"]),
        ("<b>1&2</b>家", []),
    ],
)
def test_a_number_is_never_parted_from_its_unit_nor_a_day_in_itself(
    words: str, units: list[str]
) -> None:
    told = str(whole(words))
    assert re.findall(r'<span class="n">(.*?)</span>', told) == units
    assert html.unescape(re.sub(r"</?span[^>]*>", "", told)) == words


@pytest.mark.duty("23.1")
def test_what_a_terminal_spaces_out_is_closed_up_on_a_page() -> None:
    told = "全年应抽取 6 次；第5期：1 次（20 %），2026-09-03 批准，ssj draw 1"
    assert closed_up(told) == "全年应抽取6次；第5期：1次（20%），2026-09-03批准，ssj draw 1"


@pytest.mark.duty("23.1")
def test_a_day_that_was_entered_late_does_not_push_the_page_over_its_edge() -> None:
    late = "2026-11-10（补录，2026-11-29 登记）"
    told = with_release(_plan(), late, late).decode()
    [line] = re.findall(r"<p[^>]*>发布日期.*?</p>", told)
    assert text_of(line) == f"发布日期：{late}"
    assert re.findall(r'<span class="n">(.*?)</span>', line) == ["2026-11-10", "2026-11-29"]

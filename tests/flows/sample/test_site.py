"""What an outsider reads of the sample cycle, and checks, from the files of the public site (第三条、第十七条、第二十三条)."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from models.rules.draw.document import document
from tests.conftest import SAMPLES
from tests.flows.sample.walked import Finished, run
from tests.pages import text_of


def test_the_public_pages_open_from_disk(finished: Finished, chromium: Any) -> None:
    _, told = finished
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(Path(told["public_page"]).as_uri())
    assert page.title().startswith("双随机、一公开信息公示")
    page.get_by_role("link", name="2026年第5期（9—10月）结果").first.click()
    assert page.get_by_text("计费系统日志只保存了90天，规定不少于180天").count() == 2
    for became in ("责令改正（马公（网安）责改字〔2026〕样例1号），已改正", "接收部门已答复"):
        assert page.get_by_text(became).count() == 1
    assert page.get_by_text("已停业", exact=True).count() == 1
    for note in ("决定更正：企业当日已在检查记录上签字", "决定撤回：经核实"):
        assert page.get_by_text(note).count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert all(url.startswith("file://") for url in asked)
    page.close()


WITHDRAWN = ("不予配合：", "拒绝检查人员或其委托的专业机构进入")
"""By hand: what the result said that was withdrawn (第二十二条第一项)."""

NOT_INSPECTED = ("未抽中", "未参加抽取：停业", "抽中，后换下：停业")

STORIES = {
    "已改正": (
        "抽中2026-09-08已改正",
        "日志只保存了90天，规定不少于180天",
        "责改字〔2026〕样例1号），已改正",
        "企业的说明本店已更换日志存储设备",
        "企业2026年9月29日提交，原样刊登",
        "未列入黑名单、红名单",
    ),
    "未发现问题": (
        "抽中2026-09-08未发现问题",
        "更正2026-09-29马尾区公安局网安大队决定更正：企业当日已在检查记录上签字",
        "第2版更正现行2026年9月29日发布",
        "第1版检查意见2026年9月28日发布看当时的内容未发现问题。企业未在记录上签字",
        "未列入黑名单、红名单",
    ),
    "已撤回": (
        "抽中已撤回",
        "撤回2026-10-13马尾区公安局网安大队决定撤回：经核实，企业当日要求核对检查证件",
        "第2版撤回现行2026年10月13日发布",
        "第1版检查意见2026年9月28日发布原文已撤下。",
        "未列入黑名单、红名单",
    ),
    "已停业": ("抽中2026-09-08已停业", "未列入黑名单、红名单"),
    "已移送": (
        "递补抽中2026-09-23已移送",
        "移交区文化市场执法大队（样例）（马公（网安）移字〔2026〕样例1号），接收部门已答复",
        "黑名单已列入",
        "列入日期2026年10月13日可申请修复2027年1月13日起期满日期2027年10月13日",
    ),
}
"""By hand: state of a result -> what the page of its firm tells, without the spaces. Of the list: the
notice was served on 29 September, and its five working days ended on 12 October; a general entry may be
repaired after three months and ends after twelve."""


@pytest.mark.duty("3.1", "17.1", "18.3", "21.1", "22.1", "23.1", "23.2", "23.3")
def test_an_outsider_finds_every_firms_whole_story_in_the_files_of_the_site_alone(
    finished: Finished, tmp_path: Path
) -> None:
    _, told = finished
    site = tmp_path / "carried away"
    shutil.copytree(Path(told["public_page"]).parent, site)
    pages = {
        page.stem: "".join(text_of(page.read_bytes()).split())
        for page in (site / "firms").glob("*.html")
    }
    rows = json.loads((site / "data" / "results-2026.json").read_bytes())
    by_state = {row["state"]: row for row in rows}
    assert by_state.keys() == STORIES.keys()
    assert len(rows) == 5
    for state, story in STORIES.items():
        page = pages[by_state[state]["credit_code"]]
        assert [words for words in story if words not in page] == []
        assert page.count("企业的说明") == (state == "已改正")
        assert page.count("列入原因") == (state == "已移送")
    record = json.loads(next(site.glob("draw-*.json")).read_bytes())
    drawn = {each["id"] for each in record["draw"]["drawn"]}
    [replaced] = [change["out"] for change in record["changes"]]
    inspected = {row["credit_code"] for row in rows}
    assert inspected == drawn - {replaced} | {record["changes"][0]["in"]}
    others = pages.keys() - inspected
    # By hand: 48 firms in the roster, two of them suspended, five drawn and one of those replaced.
    came = Counter(
        next(words for words in NOT_INSPECTED if words in pages[code]) for code in others
    )
    assert came == {"未抽中": 40, "未参加抽取：停业": 2, "抽中，后换下：停业": 1}
    assert all("还没有公布过这家企业的检查结果。" in pages[code] for code in others)
    found = (site / "firms.js").read_text("utf-8")
    assert all(code in found for code in pages)
    on_list = "".join(text_of((site / "lists.html").read_bytes()).split())
    assert [row["state"] for row in rows if row["credit_code"] in on_list] == ["已移送"]


@pytest.mark.duty("23.1", "23.2")
def test_nothing_of_what_was_withdrawn_is_left_in_any_file_of_the_site(
    finished: Finished,
) -> None:
    _, told = finished
    site = Path(told["public_page"]).parent
    files = {path: path.read_text("utf-8") for path in site.rglob("*") if path.is_file()}
    assert len(files) > 50
    for words in WITHDRAWN:
        assert [path.name for path, text in files.items() if words in text] == []


@pytest.mark.duty("17.1")
def test_the_published_page_verifies_the_published_record(
    finished: Finished, chromium: Any
) -> None:
    _, told = finished
    site = Path(told["public_page"]).parent
    [record] = site.glob("draw-*.json")
    page = chromium.new_page()
    page.goto((site / record.with_suffix(".html").name).as_uri())
    page.get_by_role("link", name="公告", exact=True).click()
    announced = page.get_by_role("link", name="announcement-").get_attribute("href")
    digest = hashlib.sha256((site / announced).read_bytes()).hexdigest()
    assert digest == json.loads(record.read_text())["announcement_digest"]
    page.go_back()
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="核验2026年第5期（9—10月）抽取").first.click()
    assert page.url == Path(told["check_page"]).as_uri()
    page.fill("#query", json.loads(record.read_text())["draw"]["drawn"][0]["id"])
    page.click("#find button")
    page.locator("#answer", has_text="抽中").wait_for()
    page.click("#verify")
    page.locator("#conclusion", has_text="相符").wait_for()
    assert "不符" not in page.inner_text("#conclusion")
    page.close()


@pytest.mark.duty("17.1", "17.2")
def test_on_a_phone_a_firm_finds_itself_in_three_taps_from_the_public_index(
    finished: Finished, chromium: Any
) -> None:
    _, told = finished
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    context = chromium.new_context(**phone)
    page = context.new_page()
    page.goto(Path(told["public_page"]).as_uri())
    field, button = page.locator("#q"), page.locator(".find button")
    drawn = json.loads(Path(told["draw_record"]).read_bytes())["draw"]["drawn"][1]["id"]
    for target in (
        field,
        button,
        page.locator("#found a"),
    ):  # nothing to scroll to, nothing too small for a finger
        box = target.bounding_box()
        assert box["height"] >= (44 if target in (field, button) else 24)
        assert box["y"] + box["height"] <= 740
        target.tap()
        if target is field:
            page.keyboard.type(f"{drawn[:8].lower()} {drawn[8:]}")
    card = page.locator(".card").first
    assert card.bounding_box()["y"] < 740
    assert "最近一次检查" in card.inner_text()
    assert "抽中" in page.inner_text("table")
    context.close()


@pytest.mark.duty("17.1")
def test_the_record_verifies_alone_and_a_changed_byte_is_named(
    finished: Finished, tmp_path: Path
) -> None:
    _, told = finished
    record = Path(told["draw_record"])
    elsewhere = tmp_path / "empty"
    alone = json.loads(run(elsewhere, "draw", "verify", str(record), "--json").stdout)
    assert (alone["ok"], alone["level"], alone["release"]) == (True, 2, "claimed")
    results = str(next(record.parent.glob("results-*.json")))
    beside = ("--results", results, "--sheet", json.loads(record.read_bytes())["draw_digest"])
    checks = json.loads(run(elsewhere, "draw", "verify", str(record), *beside, "--json").stdout)[
        "checks"
    ]
    assert {c["key"]: c["ok"] for c in checks}["results"] is True
    kept = str(next(record.parent.glob("announcement-*.json")))
    said = run(elsewhere, "draw", "verify", str(record), "--announcement", kept).stdout
    assert "相符  事先保存的公告" in said
    said = run(elsewhere, "draw", "verify", str(record), "--announcement", str(record), code=1).stdout  # fmt: skip
    assert "不符  事先保存的公告" in said
    given = json.loads(record.read_text())
    given["draw"]["drawn"][0]["inspectors"].reverse()
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(given))
    said = run(elsewhere, "draw", "verify", str(changed), code=1).stdout
    assert "不符  检查人员" in said


@pytest.mark.duty("17.1", "17.2")
def test_a_citizen_checks_the_draw_with_the_shell_lines_of_the_documents(
    finished: Finished, tmp_path: Path
) -> None:
    home, told = finished
    page = SAMPLES.parent / "docs" / "check-a-draw.md"
    [take_out] = [line for line in page.read_text().splitlines() if line.startswith("    sed ")]
    shutil.copy(page, tmp_path)
    record_file = Path(told["draw_record"])
    record = json.loads(record_file.read_text(encoding="utf-8"))
    kept = [
        each
        for each in (home / "site").rglob("*.json")
        if each.read_bytes() == document(record["announcement"])
    ]
    drawn = record["draw"]["drawn"][0]
    ran = subprocess.run(
        ["dash", "-c", f"{take_out} && dash check.sh"],
        cwd=tmp_path,
        env={
            **os.environ,
            "RECORD": str(record_file),
            "KEPT": str(kept[0]),
            "FIRM": drawn["id"],
            "SHEET": record["draw_digest"],
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    said = ran.stdout.splitlines()
    assert said[-1] == "结论：以上各项全部相符"
    assert f"{drawn['id']} 的签 {drawn['ticket']}" in said

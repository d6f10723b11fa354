"""An outsider finds any firm's whole story from the site's files alone (第三条、第二十三条)."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from flows.sample.answers import CONFORMS
from models.clock import held_at
from tasks.publish.amend import correct, withdraw
from tasks.publish.site import write_site
from tests import walk
from tests.pages import text_of
from tests.tasks.publish import stories

AMENDED = date(2026, 10, 9)
FIELDS = {
    "number", "credit_code", "name", "item", "method", "draw_id", "visited_on", "state", "result",
    "disposition", "clean", "version", "kind", "first_released_on", "released_on", "next_word_on",
    "notes", "page",
}  # fmt: skip
"""By hand: what may leave."""

ONE_DATABASE = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


def _site(home: Path) -> Path:
    return home / "site" / walk.REGION


def _rows(home: Path) -> dict[str, dict[str, Any]]:
    rows = json.loads((_site(home) / "data" / "results-2026.json").read_bytes())
    return {row["number"]: row for row in rows}


def _firm(home: Path, code: str) -> str:
    return "".join(text_of((_site(home) / "firms" / f"{code}.html").read_bytes()).split())


@ONE_DATABASE
@pytest.mark.duty("3.1", "17.1", "18.3", "22.1", "23.1", "23.2")
def test_the_whole_story_of_a_firm_is_told_by_the_files_of_the_site(house: Path) -> None:
    walk.made_public(house, stories.RECEIVED, stories.LATER)
    handled = stories.handled()
    walk.published(stories.NEXT)
    corrected, kept_out, withdrawn = (stories.each_one(n) for n in range(3))
    assert corrected.task.number == handled
    with held_at(AMENDED):
        correct(handled, "笔误", "日志天数录错", AMENDED, walk.LEADER)
        withdraw(withdrawn.task.number, "瑕疵", "企业当时已迁出", AMENDED, walk.LEADER)
    stories.form_again(house, corrected, AMENDED, CONFORMS)
    walk.published(AMENDED)

    told = _firm(house, corrected.task.credit_code)
    assert "2026年第5期（9—10月）抽中2026-09-08未发现问题" in told
    versions = [told.index(f"第{n}版{kind}") for n, kind in ((3, "更正"), (2, "处理结果"), (1, "检查意见"))]  # fmt: skip
    assert versions == sorted(versions)
    assert "更正2026-10-09马尾区公安局网安大队决定更正：日志天数录错" in told
    # By hand: the sample answer keeps half of the 180 days that are asked for.
    assert "日志只保存了90天" in told
    assert "罚字1号" in told
    assert "2026年9月28日发布" in told

    told = _firm(house, withdrawn.task.credit_code)
    assert "已撤回" in told
    assert "决定撤回：企业当时已迁出" in told
    assert "原文已撤下。" in told
    assert "2026年9月8日" not in told
    assert "不予配合" in _firm(house, kept_out.task.credit_code)

    rows = _rows(house)
    assert len(rows) == 5
    assert {name for row in rows.values() for name in row} == FIELDS
    states = {number: row["state"] for number, row in rows.items()}
    assert states[handled] == "未发现问题"
    assert states[withdrawn.task.number] == "已撤回"
    assert rows[handled]["clean"] is True
    assert rows[kept_out.task.number]["clean"] is False
    assert rows[withdrawn.task.number]["clean"] is None
    assert (rows[handled]["first_released_on"], rows[handled]["released_on"]) == (
        "2026-09-28", "2026-10-09",
    )  # fmt: skip
    text = (_site(house) / "data" / "results-2026.csv").read_text("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert {line["number"]: line["clean"] for line in lines}[handled] == "true"
    fields = json.loads((_site(house) / "data" / "fields.json").read_bytes())
    assert {each["field"] for each in fields} == FIELDS
    feed = ElementTree.fromstring((_site(house) / "feed.xml").read_bytes())
    titles = [each.text or "" for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert f"更正：{rows[handled]['name']}的检查结果" in titles
    assert f"撤回：{rows[withdrawn.task.number]['name']}的检查结果" in titles

    # Who was in the roster and not drawn finds that out too; no link leads nowhere; nobody is named.
    names = (_site(house) / "firms.js").read_text("utf-8").partition("\n/*")[0]
    codes = re.findall(r"[0-9A-Z]{18}(?=\\t)", names)
    # By hand: 46 who could be drawn and two who could not.
    assert len(codes) == 48
    drawn = {row["credit_code"] for row in rows.values()}
    other = next(code for code in codes if code not in drawn)
    assert re.search("2026年第5期（9—10月）(未抽中|未参加抽取：停业)", _firm(house, other))
    people = [line.split(",")[1] for line in walk.INSPECTORS.read_text("gb18030").splitlines()[2:]]
    for path in _site(house).rglob("*.html"):
        page = path.read_text("utf-8")
        assert not [name for name in people if name and name in page]
        assert not re.search(r"\b192\.168\.", page)
        for href in re.findall(r'(?:href|src)="([^"#?]+)"', page):
            assert (path.parent / href).exists(), (path.name, href)
    with held_at(AMENDED):
        assert write_site(walk.REGION, AMENDED)["act"] == "unchanged"

"""What people write is text wherever it is shown: no page, feed, workbook or paper takes it for more
(第二十三条)."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from jinja2 import nodes

from models.rules.disclosure import PublicResult
from models.rules.firm_story import Firm, OnList
from models.rules.papers import PaperKind
from models.rules.results import ResultKind
from reports import cells, feed, firm_pages, public_site
from reports.papers.list_paper import list_paper
from reports.papers.order import order
from reports.result_pages import result_pages
from tasks.publish.replies import Shown
from tests.pages import text_of
from tests.reports import stories
from tests.reports.papers.invented import LOGS, RECTIFICATION, VISIT, head, pages
from tests.reports.papers.test_list_paper import PAPER

WRITTEN = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;"
DAY = date(2026, 10, 13)
REPORTS = Path(public_site.__file__).parent


def _results() -> bytes:
    told = PublicResult("1", "92", WRITTEN, "双随机抽查", "2026-09-08", WRITTEN, WRITTEN, False)
    row = SimpleNamespace(told=told, version=2, kind=ResultKind.CORRECTION, notes=(WRITTEN,))
    pages = result_pages(
        stories.PUBLISHER, "结果", "2026-09-28", [row], str, number="1", ground=WRITTEN, vacated=[],
        record_waits=False,
    )  # fmt: skip
    return pages["1"]


def _plan() -> bytes:
    deducted = SimpleNamespace(count=1, reason=WRITTEN, document=WRITTEN)
    return public_site.page(
        "annual_plan", stories.PUBLISHER, "计划", "2026-09-28", number="1", draws_due=6, periods=[],
        deductions=[deducted],
    )  # fmt: skip


def _items() -> bytes:
    fields = ("name", "legal_basis", "inspecting_body", "objects", "frequency", "method", "content")
    item = SimpleNamespace(**dict.fromkeys(fields, WRITTEN), code="WB-01", ratio="1/10")
    return public_site.page(
        "item_list", stories.PUBLISHER, "清单", "2026-09-28", number="1", items=[item]
    )


def _firm() -> bytes:
    firm = stories.firm(1, WRITTEN, "发现问题")
    result = firm.results[0]
    told = replace(result.versions[0], note=WRITTEN, kind=ResultKind.CORRECTION)
    listed = OnList("黑名单", WRITTEN, "2026-09-08", "已列入", "credit.html")
    firm = Firm(firm.code, firm.name, (replace(result, versions=(told,)),), (), (listed,))
    reply = Shown(WRITTEN, DAY, 1)
    return firm_pages.firm_page(stories.PUBLISHER, firm, {result.number: reply})


@pytest.mark.duty("23.1")
@pytest.mark.parametrize(("page", "times"), [(_results, 5), (_plan, 2), (_items, 7), (_firm, 4)])
def test_on_a_page_it_is_shown_as_it_was_written(page, times: int) -> None:  # type: ignore[no-untyped-def]
    content = page()
    assert b"<script>alert" not in content
    assert b"<img" not in content
    assert "".join(text_of(content)).count(WRITTEN) >= times


def test_no_template_takes_a_text_for_markup() -> None:
    taken = [
        path.name
        for path in sorted((REPORTS / "templates").glob("*.j2"))
        for node in [public_site._TEMPLATES.parse(path.read_text("utf-8"))]
        if any(each.name == "safe" for each in node.find_all(nodes.Filter))
        or any(node.find_all(nodes.ScopedEvalContextModifier))
    ]
    assert taken == []
    assert public_site._TEMPLATES.autoescape is True


@pytest.mark.duty("3.1")
def test_in_the_feed_it_is_text() -> None:
    entry = feed.Entry("1", WRITTEN, "a.html", DAY, WRITTEN)
    content = feed.feed(stories.PUBLISHER, "350105", [entry])
    atom = "{http://www.w3.org/2005/Atom}"
    [told] = ElementTree.fromstring(content).iter(f"{atom}entry")
    assert (told.findtext(f"{atom}title"), told.findtext(f"{atom}summary")) == (WRITTEN, WRITTEN)
    assert b"<script>" not in content


def test_every_workbook_writes_texts_as_texts() -> None:
    assert cells.OPTIONS["strings_to_formulas"] is False
    made = 0
    for path in sorted(REPORTS.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(
                "xlsxwriter.Workbook"
            ):
                options = ast.unparse(call.args[1])
                assert (
                    options in ("OPTIONS", "cells.OPTIONS")
                    or "'strings_to_formulas': False" in options
                ), path.name
                made += 1
        assert not re.search(r"write_(formula|array_formula|url)\(", path.read_text("utf-8"))
    assert made >= 4


@pytest.mark.duty("21.1", "23.3")
def test_on_a_paper_it_is_text() -> None:
    typed = '#panic("x")*b*_i_$x$<script>`c`@a'
    part = replace(PAPER.parts[0], paragraphs=[typed])
    fault = replace(LOGS, words=typed)
    for pdf in (
        list_paper(replace(PAPER, parts=[part])),
        order(head(PaperKind.ORDER), VISIT, replace(RECTIFICATION, faults=[fault])),
    ):
        assert typed in "".join(pages(pdf)).replace("“", '"').replace("”", '"')

"""A paper is rendered the same twice, and refused where it would have empty boxes."""

from __future__ import annotations

import pytest

from models.faults import Refused
from models.rules.list_papers import Paper, Part
from reports import list_papers

PAPER = Paper(
    body="样例大队",
    title="列入决定书",
    number="信列〔2026〕1号",
    firm="样例网吧",
    code="92350105MA02771653",
    opening="本机关决定如下。",
    parts=[Part("一、事实", ["2026年9月8日检查。"]), Part("二、措施", steps=["提高抽查比例。"])],
    day="2026年10月13日",
)


@pytest.mark.duty("23.3")
def test_a_paper_is_the_same_twice() -> None:
    first = list_papers.list_paper(PAPER)
    assert first.startswith(b"%PDF")
    assert first == list_papers.list_paper(PAPER)


def test_without_a_chinese_font_it_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_papers, "FONTS", ("没有的字体",))
    with pytest.raises(Refused, match="不能生成列入决定书；请安装其中之一：没有的字体"):
        list_papers.list_paper(PAPER)

"""The papers say what was decided, as it was served, and what a jurist still has to confirm."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from models.faults import Refused
from tasks.credit.papers import write_papers
from tests.tasks.credit.entries import DECIDED, LATER, NOTICE, NUMBER, listed, proposed


def _text(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


@pytest.mark.duty("23.3")
def test_before_it_is_served_the_notice_is_a_draft(house: Path, tmp_path: Path) -> None:
    proposed(house)
    assert write_papers(NUMBER, LATER, tmp_path)["files"] == [f"{NUMBER}-列入事先告知书草稿.pdf"]
    said = _text(tmp_path / f"{NUMBER}-列入事先告知书草稿.pdf")
    for words in (
        "2026年9月8日检查",
        "不予配合",
        "一般失信",
        "至多12个月",
        "5个工作日",
        "（待核）",
        "草稿",
    ):
        assert words in said, words
    with pytest.raises(Refused, match="没有名单条目"):
        write_papers("350105-XY-2026-00009", LATER, tmp_path)


@pytest.mark.duty("23.3")
def test_what_was_served_is_given_as_it_was(house: Path, tmp_path: Path) -> None:
    listed(house)
    names = ("列入事先告知书", "列入决定书", "信用修复指引")
    assert write_papers(NUMBER, DECIDED, tmp_path)["files"] == sorted(
        f"{NUMBER}-{name}.pdf" for name in names
    )
    assert write_papers(NUMBER, NOTICE, tmp_path)["files"] == [f"{NUMBER}-列入事先告知书.pdf"]
    decision = _text(tmp_path / f"{NUMBER}-列入决定书.pdf")
    for words in (
        "马公（网安）信列〔2026〕1号",
        "自2026年10月13日起，至2027年10月13日止",
        "60日",
        "行政复议",
    ):
        assert words in decision, words
    guide = _text(tmp_path / f"{NUMBER}-信用修复指引.pdf")
    assert "2027年1月13日起" in guide
    assert len(pypdfium2.PdfDocument(tmp_path / f"{NUMBER}-信用修复指引.pdf")) == 1

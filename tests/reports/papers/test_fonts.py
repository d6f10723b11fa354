"""No paper with an empty box on it: a font that is missing is named with its package, a character
with its field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.rules.papers import PaperKind
from reports.papers import fonts
from reports.papers.fonts import fonts_for
from reports.papers.notice import notice
from tests.refusal import reasons
from tests.reports.papers.invented import TASK, VISIT, head
from tests.reports.papers.test_notice import TOLD


def test_a_name_of_rare_characters_is_printed() -> None:
    assert fonts_for({"姓名": "喆玥昇堃䶮"})["text"] == "Noto Serif CJK SC"


def test_a_character_that_no_font_has_is_refused_with_its_field() -> None:
    task = replace(TASK, subject="样例\U000e0041网吧")
    [said] = reasons(notice, head(PaperKind.NOTICE), replace(VISIT, task=task), TOLD)
    assert (
        said
        == "「市场主体名称」里的「\U000e0041」（U+E0041）没有字体可以印出，请改用通用字或安装字体"
    )


def test_without_a_font_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "HEI", ("没有这种字体",))
    [said] = reasons(fonts_for, {"姓名": "甲"})
    assert said.startswith("本机没有黑体，不能生成文书；请安装字体包 fonts-noto-cjk")


def test_a_font_that_lacks_one_character_is_not_mixed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FANGSONG", ("DejaVu Sans",))
    assert fonts_for({"编号": "2026-5"})["text"] == "DejaVu Sans"
    assert fonts_for({"编号": "2026年"})["text"] == "Noto Serif CJK SC"

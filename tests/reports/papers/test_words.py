"""What several papers say alike."""

from __future__ import annotations

from dataclasses import replace

from models.rules.papers import Stated
from reports.papers.words import counted_in_words, groups_in_words, officer, ways
from tests.reports.papers.invented import ITEM, VISIT


def test_an_officer_is_named_with_the_badge_number() -> None:
    assert officer("035049", "黄虚丙") == "黄虚丙（警号035049）"


def test_what_is_checked_is_said_by_groups() -> None:
    assert groups_in_words(ITEM) == "基础资料、实名登记、有害信息、安全技术措施，共14项"


def test_the_items_own_way_is_ticked_whatever_it_is() -> None:
    assert [word for on, word in ways(ITEM) if on] == ["实地"]
    other = replace(ITEM, elements={**ITEM.elements, "method": "委托检测"})
    assert [word for on, word in ways(other) if on] == ["委托检测"]


def test_the_visits_before_are_said_with_their_kinds_and_the_cap() -> None:
    capped = replace(VISIT, cap=Stated("4次", checked=False))
    assert counted_in_words(capped) == "本次之前2次（随机抽查1次、专项检查1次）；上限4次（待核）"
    assert counted_in_words(replace(VISIT, counted={})) == "本次之前0次"

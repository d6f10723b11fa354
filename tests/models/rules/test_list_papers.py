"""What the papers of a blacklist entry say, and what a jurist has still to confirm."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.list_papers import (
    PaperKind,
    Stated,
    confirmed,
    decision_sections,
    guide_sections,
    notice_sections,
)

STATED = Stated(
    entry_class="一般失信",
    reason="不予配合监督检查",
    facts=["2026年9月8日检查：拒绝进入。"],
    basis="《细则》第二十二条",
    shortest="3个月",
    longest="12个月",
    shown=True,
    measures=["提高抽查比例"],
    objection_within="5个工作日",
    review_within="60日",
    review_body="虚构市人民政府",
    court_within="6个月",
    court="有管辖权的人民法院",
    repair_decided_within="15个工作日",
)


def test_each_kind_has_a_mark_and_the_guide_goes_to_the_firm_alone() -> None:
    assert [len(kind.copies) for kind in PaperKind] == [2, 2, 1]
    assert [kind.mark for kind in PaperKind] == ["信告", "信列", "信修"]


def test_what_no_jurist_confirmed_says_so() -> None:
    assert (confirmed("5日", True), confirmed("5日", False)) == ("5日", "5日（待核）")


@pytest.mark.duty("23.3")
def test_the_notice_tells_facts_basis_class_term_measures_and_rights() -> None:
    sections = notice_sections(STATED)
    assert [heading[2:] for heading, _, _ in sections] == [
        "事实", "依据", "拟作出的决定", "将采取的措施", "你单位的权利",
    ]  # fmt: skip
    said = str(sections)
    for words in (
        "拒绝进入",
        "第二十二条",
        "一般失信",
        "至多12个月",
        "满3个月",
        "提高抽查比例",
        "5个工作日",
    ):
        assert words in said, words


@pytest.mark.duty("23.3")
def test_the_decision_tells_from_when_to_when_and_what_can_be_done_against_it() -> None:
    said = str(decision_sections(STATED, date(2026, 10, 13), date(2027, 10, 13)))
    for words in (
        "自2026年10月13日起，至2027年10月13日止",
        "60日内向虚构市人民政府申请行政复议",
        "6个月内向有管辖权的人民法院提起行政诉讼",
        "修复指引",
    ):
        assert words in said, words


@pytest.mark.duty("23.3")
def test_the_guide_has_four_steps() -> None:
    [(_, _, steps), _] = guide_sections(STATED, date(2027, 1, 13), date(2027, 10, 13))
    assert len(steps) == 4
    assert "2027年1月13日起" in steps[1]
    assert "15个工作日" in steps[2]

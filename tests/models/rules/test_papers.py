"""What each paper of a visit is called, numbered, and says of its source (第四条、第十九条)."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.papers import (
    GroupResult,
    Head,
    Issuer,
    PaperKind,
    Source,
    Stated,
    day_in_words,
    paper_number,
)


def test_a_number_is_written_as_offices_write_it() -> None:
    assert paper_number("马公（网安）", PaperKind.NOTICE, 2026, 5) == "马公（网安）检通〔2026〕5号"
    assert (
        paper_number("马公（网安）", PaperKind.NOTICE, 2026, None)
        == "马公（网安）检通〔2026〕　　号"
    )


def test_no_two_papers_are_numbered_alike() -> None:
    marks = [kind.mark for kind in PaperKind if kind.mark]
    assert len(set(marks)) == len(marks) == 3


def test_the_firm_gets_a_copy_of_what_is_addressed_to_it() -> None:
    assert [kind.words for kind in PaperKind if len(kind.copies) == 2] == [
        "行政检查通知书", "责令改正通知书", "检查结果反馈",
    ]  # fmt: skip


def test_what_no_jurist_confirmed_is_marked() -> None:
    assert (str(Stated("60日")), str(Stated("60日", checked=False))) == ("60日", "60日（待核）")


def test_a_day_has_no_leading_zeros() -> None:
    assert day_in_words(date(2026, 9, 8)) == "2026年9月8日"


@pytest.mark.duty("4.1", "17.1")
def test_a_source_says_its_draw_or_its_ground_and_document() -> None:
    assert str(Source("", drawn="2026年第5期（9—10月）")) == "2026年第5期（9—10月）随机抽查"
    assert (
        str(Source("", ground=5, document="榕公〔2026〕9号"))
        == "专项检查，情形：上级交办、督办案件，依据：榕公〔2026〕9号"
    )
    assert "复查" in str(Source("", rechecks="350105-WB-01-2026-5-00001"))


def test_a_paper_that_nobody_issued_is_a_draft() -> None:
    issuer, sample = Issuer("局", "样公"), Issuer("局", "样公", sample=True)
    draft = "草稿，未经审批，不得送达"
    assert Head(PaperKind.NOTICE, issuer, "", "").marks == [draft]
    assert Head(PaperKind.NOTICE, sample, "", "").marks == ["样例", draft]
    assert Head(PaperKind.NOTICE, sample, "", "", date(2026, 9, 8)).marks == ["样例"]


@pytest.mark.duty("10.1", "23.1")
def test_a_group_that_did_not_apply_is_not_called_clean() -> None:
    assert str(GroupResult("有害信息", 1, 0, ())) == "有害信息共1项，1项不适用"
    assert str(GroupResult("基础资料", 4, 4, ())) == "基础资料共4项，未发现问题"

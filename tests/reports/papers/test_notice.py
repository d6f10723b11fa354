"""The notice is shown on the spot: who visits whom, why, and what the firm may do (第四条、第十九条)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.rules.papers import PaperKind, Rights, Stated
from reports.papers.notice import notice
from tests.reports.papers.invented import (
    CODE,
    LONGEST,
    NUMBER,
    SPECIAL,
    VISIT,
    codes,
    head,
    pages,
)

TOLD = Rights(
    [Stated("检查人员少于2人的，可以拒绝检查"), Stated("可以当场申请回避", checked=False)],
    Stated("收取费用"),
)


@pytest.mark.duty("4.1", "19.1")
def test_a_notice_names_the_firm_the_officers_the_source_and_the_rights() -> None:
    for n, page in enumerate(pages(notice(head(PaperKind.NOTICE), VISIT, TOLD))):
        for wanted in (
            "虚构市样例区公安局行政检查通知书", "样公（网安）检通〔2026〕5号", f"样例极光网吧三店（{CODE}）：",
            "《虚构条例》第四条（待核）；样例区实施细则第十条", "√随机抽查：2026年第5期（9—10月）",
            "黄虚丙（警号035049）王虚戊（警号035075）", "本次之前2次（随机抽查1次、专项检查1次）",
            "1.检查人员少于2人的，可以拒绝检查。", "2.可以当场申请回避（待核）。", "检查人员不得收取费用。",
            "2026年9月8日（印章）", "见证人（拒绝签收时签名）", "第1页共1页", "0000-00000000",
            ("第一联存档", "第二联交被检查单位")[n],
        ):  # fmt: skip
            assert wanted in page, wanted
        assert "草稿" not in page


@pytest.mark.duty("4.1")
def test_a_special_visit_says_its_ground_and_not_whose_complaint_it_rests_on() -> None:
    said = pages(notice(head(PaperKind.NOTICE), replace(VISIT, source=SPECIAL), TOLD))[0]
    assert "√专项检查：情形：被投诉举报涉嫌违法违规" in said
    assert "第117号" not in said
    assert "√随机抽查" not in said


def test_a_draft_has_no_number_and_says_what_it_is() -> None:
    said = pages(notice(head(PaperKind.NOTICE, None), VISIT, TOLD))[0]
    assert "草稿，未经审批，不得送达" in said
    assert "检通〔2026〕号" in said


def test_the_longest_names_leave_each_copy_on_one_page_with_its_seal_and_signatures() -> None:
    long = replace(VISIT, task=LONGEST, source=SPECIAL)
    assert (len(LONGEST.subject), len(LONGEST.premises)) == (30, 60)
    said = pages(notice(head(PaperKind.NOTICE), long, TOLD))
    assert [("（印章）" in page, "见证人" in page) for page in said] == [(True, True)] * 2


def test_a_phone_reads_the_inspection_off_each_copy() -> None:
    assert codes(notice(head(PaperKind.NOTICE), VISIT, TOLD)) == [NUMBER, NUMBER]


def test_the_same_notice_is_the_same_bytes() -> None:
    first = notice(head(PaperKind.NOTICE), VISIT, TOLD)
    notice(head(PaperKind.NOTICE), replace(VISIT, source=SPECIAL), TOLD)
    assert first == notice(head(PaperKind.NOTICE), VISIT, TOLD)

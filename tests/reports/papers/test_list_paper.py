"""The papers of an entry on a list look as every paper does: body, name and number, two copies, QR, seal and
receipt (第二十三条第二款)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.rules.list_papers import Paper, PaperKind, Part
from models.rules.papers import Head, paper_number
from reports.papers.list_paper import list_paper
from tests.reports.papers.invented import CODE, ISSUER, codes, pages

NUMBER = "350105-XY-2026-00001"


def _head(kind: PaperKind, on: date | None = date(2026, 10, 13)) -> Head:
    number = paper_number(ISSUER.short, kind, 2026, 1 if on else None)
    return Head(kind, ISSUER, number, NUMBER, on, called="条目编号")


PAPER = Paper(
    _head(PaperKind.DECISION),
    firm="样例极光网吧三店",
    code=CODE,
    opening="本机关决定如下。",
    parts=[
        Part("一、事实", ["2026年9月8日检查：不予配合。"]),
        Part("二、措施", steps=["提高抽查比例。"]),
        Part("三、救济", ["可以自收到之日起60日内申请行政复议。"]),
    ],
    contact="地址：虚构市样例路1号。",
    received="已收到本决定书",
)
GUIDE = replace(
    PAPER, head=_head(PaperKind.GUIDE), parts=[Part("", steps=["改正。"] * 4)], received=""
)


@pytest.mark.duty("23.3")
def test_a_decision_is_a_paper_like_every_other_in_two_copies() -> None:
    said = pages(list_paper(PAPER))
    copies = "".join(said[:2]), "".join(said[2:])
    for page, copy in zip(copies, ("第一联存档", "第二联交当事人"), strict=True):
        for wanted in (
            "虚构市样例区公安局列入决定书", "样公（网安）信列〔2026〕1号", f"样例极光网吧三店（{CODE}）：",
            "1.提高抽查比例。", "地址：虚构市样例路1号。", f"条目编号{NUMBER}", "监督电话0000-00000000",
            "2026年10月13日（印章）", "已收到本决定书", "拒签", "见证人（拒绝签收时签名）", "第2页共2页", copy,
        ):  # fmt: skip
            assert wanted in page, wanted
        assert "草稿" not in page
    assert codes(list_paper(PAPER)) == [NUMBER, NUMBER]


@pytest.mark.duty("23.3")
def test_seal_and_receipt_of_a_long_paper_stand_with_its_last_part() -> None:
    long = replace(PAPER, parts=[*[Part("一、事实", ["检查所见。" * 90])] * 2, PAPER.parts[-1]])
    first, second = pages(list_paper(long))[:2]
    assert "第1页共2页" in first
    for wanted in ("三、救济", "（印章）", "见证人"):
        assert wanted not in first
        assert wanted in second


@pytest.mark.duty("23.3")
def test_a_guide_is_one_page_for_the_firm_and_nobody_signs_for_it() -> None:
    [page] = pages(list_paper(GUIDE))
    assert "4.改正。" in page
    assert "第二联交当事人" in page
    assert "签收" not in page


def test_a_draft_has_no_number_no_day_and_says_what_it_is() -> None:
    draft = replace(PAPER, head=_head(PaperKind.DECISION, None), contact="")
    said = "".join(pages(list_paper(draft))[:2])
    for wanted in (
        "草稿，未经审批，不得送达",
        "信列〔2026〕号",
        "年月日（印章）",
        "联系人和电话：",
    ):
        assert wanted in said, wanted


def test_the_same_paper_is_the_same_bytes() -> None:
    first = list_paper(PAPER)
    list_paper(GUIDE)
    assert first == list_paper(PAPER)

"""Before a visit: whom, why, by whom, for three opinions (第四条、第十条末款)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.rules.papers import PaperKind
from reports.papers.approval import approval
from tests.reports.papers.invented import CODE, LONGEST, SPECIAL, VISIT, head, pages


@pytest.mark.duty("4.1", "10.3", "17.3")
def test_an_approval_says_what_is_decided_on_and_has_room_for_three_opinions() -> None:
    [page] = pages(approval(head(PaperKind.APPROVAL), VISIT))
    for wanted in (
        "检查审批表", "样公（网安）检审〔2026〕5号", f"样例极光网吧三店（{CODE}）", "2026年度抽查计划第5期",
        "2026年9月1日，登记表应于2026年9月22日前交回", "没有登记检查人员须对该单位回避", "本次之前2次",
        "承办人意见", "审核人意见", "批准人意见",
    ):  # fmt: skip
        assert wanted in page, wanted
    assert page.count("签名年月日") == 3


@pytest.mark.duty("4.1")
def test_outside_the_plan_and_recused_it_says_so_on_one_page() -> None:
    visit = replace(
        VISIT,
        task=LONGEST,
        source=SPECIAL,
        recusals=["黄虚丙（亲属关系）"],
        warnings=["60日内再次检查"],
    )
    [page] = pages(approval(head(PaperKind.APPROVAL, None), visit))
    for wanted in (
        "不在年度计划之内",
        "黄虚丙（亲属关系）",
        "本次之前2次（随机抽查1次、专项检查1次）；60日内再次检查",
        "草稿",
        "第117号《关于核查群众举报的通知》",
        "要点2026-2版）",
    ):
        assert wanted in page, wanted

"""What is to be put right, by which rule and which day (第二十一条)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.rules.papers import PaperKind
from reports.papers.order import order
from tests.reports.papers.invented import (
    LOGS,
    LONGEST,
    NUMBER,
    RECTIFICATION,
    VISIT,
    codes,
    head,
    pages,
)


@pytest.mark.duty("21.1")
def test_an_order_says_fault_rule_term_and_remedies_to_each_reader() -> None:
    pdf = order(head(PaperKind.ORDER), VISIT, RECTIFICATION)
    said = "".join(pages(pdf))
    for wanted in (
        "2026年9月8日，本机关检查人员在虚构市样例区样例路105号对你单位进行检查",
        "1.计费系统日志只保存了92天，规定不少于180天（第十条第4项③）。", "不符合《虚构条例》第四条（待核）、样例区实施细则第十条的规定",
        "在2026年9月30日前改正，做到：服务器、计费系统日志按规定保存。", "逾期不改正的，依法处理。",
        "60日内申请行政复议（待核）。", "（印章）", "拒签，原因", "第二联交被检查单位",
    ):  # fmt: skip
        assert wanted in said, wanted
    assert codes(pdf) == [NUMBER, NUMBER]


def test_the_seal_never_stands_alone_on_a_page() -> None:
    many = replace(RECTIFICATION, faults=[LOGS] * 8)
    said = pages(order(head(PaperKind.ORDER), replace(VISIT, task=LONGEST), many))
    assert len(said) == 4  # two copies of two pages
    assert all("行政复议" in page for page in said if "（印章）" in page)

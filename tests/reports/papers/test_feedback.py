"""What a firm is told of its visit: the result group by group, the next step, the way to object
(第二十三条)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.rules.papers import PaperKind, Stated
from reports.papers.feedback import feedback
from tests.reports.papers.invented import (
    FEEDBACK,
    LONGEST,
    NUMBER,
    SPECIAL,
    VISIT,
    codes,
    head,
    pages,
)


@pytest.mark.duty("23.1")
def test_a_firm_is_told_the_result_the_next_step_and_how_to_object() -> None:
    pdf = feedback(head(PaperKind.FEEDBACK), VISIT, FEEDBACK)
    said = pages(pdf)
    for wanted in (
        "结果：发现问题。", "1.实名登记共3项，1项不适用，未发现问题。",
        "2.安全技术措施共6项，1项不符合规定：计费系统日志只保存了92天，规定不少于180天。",
        "本机关将依法处理。", "最迟于2026年10月9日公布。", "30日内提出异议（待核）。", "（印章）",
    ):  # fmt: skip
        assert wanted in said[0], wanted
    assert len(said) == 2
    assert codes(pdf) == [NUMBER, NUMBER]


def test_of_closed_premises_there_are_no_groups_and_it_stays_one_page() -> None:
    closed = replace(FEEDBACK, groups=(), result=Stated("已停业", checked=False))
    visit = replace(VISIT, task=LONGEST, source=SPECIAL)
    assert "结果：已停业（待核）。" in pages(feedback(head(PaperKind.FEEDBACK), visit, closed))[0]
    assert len(pages(feedback(head(PaperKind.FEEDBACK), visit, FEEDBACK))) == 2

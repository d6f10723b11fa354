"""Acts belong to the six steps of article 10, and are told in words (第十条末款)."""

from __future__ import annotations

import pytest

from models.rules.history import HistoryStep, in_words, step_of


@pytest.mark.duty("10.3")
def test_the_six_steps_stand_in_the_order_of_the_rule() -> None:
    assert [step.words for step in HistoryStep] == [
        "抽查计划", "抽查任务", "随机抽取", "实施检查", "结果处理", "材料归档",
    ]  # fmt: skip


@pytest.mark.duty("10.3")
@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("plan.approve:350105/WB-01/2026", "抽查计划"),
        ("roster.refresh:350105/WB-01/subjects", "抽查任务"),
        ("draw.announce:350105/WB-01/2026-5", "抽查任务"),
        ("special.open:350105:文1号:92350105MA0007919C", "抽查任务"),
        ("cause.record:350105/92350105MA0007919C/complaint", "抽查任务"),
        ("draw.run:350105/WB-01/2026-5", "随机抽取"),
        ("change.decide:350105/WB-01/2026-5/C1", "随机抽取"),
        ("dispatch:350105/WB-01/2026-5", "实施检查"),
        ("returns:350105", "实施检查"),
        ("handling.order:350105-WB-01-2026-5-00002:D3", "结果处理"),
        ("publish.withdrawal:350105-WB-01-2026-5-00005", "结果处理"),
        ("credit.decide:350105-HM-2026-00001", "结果处理"),
        ("archive:350105", "材料归档"),
    ],
)
def test_each_act_belongs_to_one(subject: str, words: str) -> None:
    assert step_of(subject).words == words


@pytest.mark.duty("10.3")
def test_an_act_is_told_in_words_and_no_code_of_the_program_is() -> None:
    payload = {
        "number": "350105/WB-01/2026-5/C1", "reason": "suspended", "reason_name": "停业",
        "decision": "approved", "stands": "approved", "department": "", "inspector": None,
        "ground": 3, "check_points": ["D3", "D4"], "vacated": False,
    }  # fmt: skip
    assert in_words(payload) == (
        "编号350105/WB-01/2026-5/C1；检查要点D3、D4；原因停业；决定批准；法定情形被投诉举报涉嫌违法违规"
    )
    assert in_words({"reason": "核对有误", "note": "结果有误"}) == "原因核对有误；公开说明结果有误"
    assert in_words({}) == ""

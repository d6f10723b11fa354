"""A change needs a reason, evidence, and somebody else's decision (第十八条第二款)."""

from __future__ import annotations

import pytest

from models.rules.applications import (
    MOVES,
    ApplicationState,
    Decision,
    check_application,
    check_decider,
)
from tests.refusal import reasons, refusal

NO_REASON = "变更申请须写明正当理由（第十八条）"
NO_EVIDENCE = "变更申请须附相关证明材料（第十八条）"


@pytest.mark.duty("18.3")
@pytest.mark.parametrize(
    ("reason", "attachments", "told"),
    [
        ("", 1, [NO_REASON]),
        (" \t", 1, [NO_REASON]),
        ("停业", 0, [NO_EVIDENCE]),
        ("", 0, [NO_REASON, NO_EVIDENCE]),
    ],
)
def test_an_application_says_why_and_has_evidence(
    reason: str, attachments: int, told: list[str]
) -> None:
    assert reasons(check_application, reason, attachments) == told
    assert refusal(check_application, reason, attachments).code == "application-incomplete"
    check_application("停业", 1)


@pytest.mark.duty("18.3")
@pytest.mark.parametrize("decider", ["张三", "张三 ", "\u200b张三", "张 三", "张三\u3000"])
def test_whoever_applied_does_not_decide(decider: str) -> None:
    told = ["变更申请不得由申请人本人决定（第十八条）"]
    assert reasons(check_decider, "张三", decider) == told
    assert refusal(check_decider, "张三", decider).code == "own-application"
    check_decider("张三", "李四")


def test_a_decision_is_for_or_against() -> None:
    assert {each.value: each.words for each in Decision} == {
        "approved": "批准",
        "refused": "不予批准",
    }


@pytest.mark.duty("18.3")
def test_an_application_waits_until_it_is_decided_and_goes_no_further() -> None:
    assert [ApplicationState.of(d).words for d in (None, "approved", "refused")] == [
        "待决定",
        "批准",
        "不予批准",
    ]
    assert [(m.before.value, m.after.value, m.article) for m in MOVES] == [
        ("pending", "approved", "第十八条"),
        ("pending", "refused", "第十八条"),
    ]

"""A change needs a reason, evidence, and somebody else's decision (第十八条第二款)."""

from __future__ import annotations

import pytest

from models.rules.applications import (
    MOVES,
    ApplicationState,
    Decider,
    Decision,
    check_application,
    check_decider,
    state_after,
)
from models.rules.draw.reasons import DeciderRole
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


ZHANG = Decider("张三", DeciderRole.LEADER_IN_CHARGE)


@pytest.mark.duty("18.3")
@pytest.mark.parametrize("name", ["张三", "张三 ", "\u200b张三", "张 三", "张三\u3000"])
@pytest.mark.parametrize("first", [None, Decider("李四", DeciderRole.HEAD)])
def test_whoever_applied_does_not_decide(name: str, first: Decider | None) -> None:
    decider = Decider(name, DeciderRole.DEPUTY_HEAD)
    told = ["变更申请不得由申请人本人决定（第十八条）"]
    assert reasons(check_decider, "张三", decider, first) == told
    assert refusal(check_decider, "张三", decider, first).code == "own-application"
    check_decider("王五", decider, first)


@pytest.mark.duty("18.3")
@pytest.mark.parametrize(
    ("name", "role", "code"),
    [
        ("张三", DeciderRole.HEAD, "same-decider"),
        ("张\u3000三", DeciderRole.DEPUTY_HEAD, "same-decider"),
        ("张三", DeciderRole.LEADER_IN_CHARGE, "same-decider"),
        ("李四", DeciderRole.LEADER_IN_CHARGE, "same-office"),
    ],
)
def test_the_second_of_two_is_another_person_of_another_office(
    name: str, role: DeciderRole, code: str
) -> None:
    refused = refusal(check_decider, "王五", Decider(name, role), ZHANG)
    assert refused.code == code
    assert "张三（分管领导） 已作第一次决定" in refused.reasons[0]
    check_decider("王五", Decider("李四", DeciderRole.HEAD), ZHANG)


@pytest.mark.duty("18.3")
@pytest.mark.parametrize(
    ("decision", "due", "before", "after"),
    [
        ("approved", 1, 0, "approved"),
        ("approved", 2, 0, "second-decision"),
        ("approved", 2, 1, "approved"),
        ("refused", 1, 0, "refused"),
        ("refused", 2, 0, "refused"),
        ("refused", 2, 1, "refused"),
    ],
)
def test_two_have_to_approve_and_either_refuses(
    decision: str, due: int, before: int, after: str
) -> None:
    assert state_after(Decision(decision), due, before) == after


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
    assert ApplicationState.of(None, "张三").words == "待第二人决定"
    assert ApplicationState.of("refused", "张三").words == "不予批准"
    assert [each.value for each in ApplicationState if each.is_open] == [
        "pending",
        "second-decision",
    ]
    assert [(m.before.value, m.after.value, m.article) for m in MOVES] == [
        ("pending", "second-decision", "第十八条"),
        ("pending", "approved", "第十八条"),
        ("pending", "refused", "第十八条"),
        ("second-decision", "approved", "第十八条"),
        ("second-decision", "refused", "第十八条"),
    ]

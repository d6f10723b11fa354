"""A change is applied for in writing, with evidence, and decided by another (第十八条第二款)."""

from __future__ import annotations

import pytest

from models.faults import Refused
from models.rules.applications import Decision, check_application, check_decider


@pytest.mark.duty("18.3")
def test_an_application_with_a_reason_and_evidence_stands() -> None:
    check_application("停业", 1)


@pytest.mark.duty("18.3")
@pytest.mark.parametrize(
    ("reason", "attachments", "missing"),
    [
        ("", 1, ["正当理由"]),
        (" \u3000", 2, ["正当理由"]),
        ("停业", 0, ["证明材料"]),
        ("", 0, ["正当理由", "证明材料"]),
    ],
)
def test_what_an_application_lacks_is_named_all_at_once(
    reason: str, attachments: int, missing: list[str]
) -> None:
    with pytest.raises(Refused) as refusal:
        check_application(reason, attachments)
    assert len(refusal.value.reasons) == len(missing)
    assert all(word in str(refusal.value) for word in missing)


@pytest.mark.duty("18.3")
@pytest.mark.parametrize(
    "decider", ["内勤甲", "内勤甲 ", "\u200b内勤甲", "内 勤甲", "内勤甲\u3000"]
)
def test_whoever_applied_does_not_decide_however_the_name_is_written(decider: str) -> None:
    with pytest.raises(Refused, match="不得由申请人本人决定"):
        check_decider("内勤甲", decider)


@pytest.mark.duty("18.3")
def test_another_decides() -> None:
    check_decider("内勤甲", "内勤乙")


def test_the_words_of_a_decision() -> None:
    assert [(str(d), d.words) for d in Decision] == [("approved", "批准"), ("refused", "不予批准")]

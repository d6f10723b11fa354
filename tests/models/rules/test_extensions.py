"""An order's term is extended within what the district allows (第二十一条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.rules.extensions import Asked, Limits, check_extension, longer
from models.rules.handling import Act, Handled, Stage, Step, handled
from tests.refusal import reasons

DAY, DUE = date(2026, 9, 14), date(2026, 9, 21)
ORDER = Step(1, Act.ORDER, Stage.ORDERED, "责改1号", "", DAY, "乙", DUE)
LIMITS = Limits(1, date(2026, 10, 6), "原期限 2026-09-21 起 15 日，第二十一条", False)


def asked(until: date, document: str = "延1号", reason: str = "设备缺货") -> Asked:
    """An extension as it is asked for."""
    return Asked(until, document, reason)


def extended(until: date, number: int = 2) -> Step:
    """An extension that was entered."""
    return replace(
        ORDER, number=number, act=Act.EXTENSION, document="延1号", due_on=until, decided_as="head"
    )


@pytest.mark.duty("21.1")
@pytest.mark.parametrize(
    ("wanted", "on", "limits", "why"),
    [
        (asked(date(2026, 10, 6)), DUE, LIMITS, []),
        (asked(DUE), DUE, LIMITS, ["新的期限 2026-09-21 须晚于现在的改正期限 2026-09-21，不得缩短"]),
        (asked(date(2026, 10, 7), "", ""), DUE, LIMITS, [
            "延长改正期限须写明文号（第二十一条）",
            "延长改正期限须写明原因（--reason）",
            "新的期限 2026-10-07 超过至多可以延长到的 2026-10-06（原期限 2026-09-21 起 15 日，第二十一条）",
        ]),
        (asked(date(2026, 9, 30)), date(2026, 9, 22), LIMITS, [
            "改正期限 2026-09-21 已经届满，届满之后不得延长",
        ]),
        (asked(date(2026, 9, 30)), date(2026, 9, 22), replace(LIMITS, after_term=True), []),
        (asked(date(2026, 9, 23)), date(2026, 9, 24), replace(LIMITS, after_term=True), [
            "新的期限 2026-09-23 早于决定之日 2026-09-24",
        ]),
    ],
)  # fmt: skip
def test_a_term_is_extended_within_its_limits(
    wanted: Asked, on: date, limits: Limits, why: list[str]
) -> None:
    said = reasons(check_extension, "某项", handled([ORDER]), wanted, limits, on) if why else []
    assert said == [f"某项：{each}" for each in why]
    if not why:
        check_extension("某项", handled([ORDER]), wanted, limits, on)


@pytest.mark.duty("21.1")
def test_an_order_is_extended_as_often_as_allowed_from_its_first_term() -> None:
    once = handled([ORDER, extended(date(2026, 9, 28))])
    assert reasons(check_extension, "某项", once, asked(date(2026, 9, 30)), LIMITS, DUE) == [
        "某项：改正期限已于 2026-09-14 由 乙 延长至 2026-09-28（延1号），一份责令至多延长 1 次"
    ]
    check_extension("某项", once, asked(date(2026, 9, 30)), replace(LIMITS, times=2), DUE)
    assert once.order is not None
    assert (once.order.due_on, once.first_due_on) == (date(2026, 9, 28), DUE)


@pytest.mark.duty("21.1")
@pytest.mark.parametrize("stage", [Stage.PENDING, Stage.RECHECKING, Stage.OVERDUE, Stage.HANDLED])
def test_only_what_is_still_to_be_rectified_is_extended(stage: Stage) -> None:
    stands = Handled(stage, () if stage == Stage.PENDING else (ORDER,), None, None)
    assert reasons(check_extension, "某项", stands, asked(date(2026, 9, 30)), LIMITS, DUE) == [
        f"某项现为「{stage.words}」，没有可以延长的改正期限"
    ]


@pytest.mark.duty("21.1")
def test_a_longer_term_counts_while_its_order_is_in_force() -> None:
    until = date(2026, 9, 28)
    corrected = replace(ORDER, number=3, act=Act.OUTCOME, stage=Stage.CORRECTED, due_on=None)
    instead = replace(
        ORDER, number=3, act=Act.CORRECTION, stage=Stage.HANDLED, document="罚1号", due_on=None,
        corrects=1, becomes="handle", reason="误登",
    )  # fmt: skip
    assert longer(handled([ORDER])) is None
    assert longer(handled([ORDER, extended(until)])) == (DAY, until)
    assert longer(handled([ORDER, extended(until), corrected])) is None
    assert longer(handled([ORDER, extended(until), instead])) is None

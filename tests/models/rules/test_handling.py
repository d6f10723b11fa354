"""The stages of a finding's handling, and what the public hears of them (第二十一条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.faults import Refused
from models.rules.disclosure import handling_in_words
from models.rules.handling import (
    ENDED,
    MOVES,
    NOT_HANDLED,
    Act,
    Stage,
    Step,
    check_move,
    handled,
)
from models.rules.handling_told import in_hand

DAYS = [date(2026, 9, day) for day in range(14, 24)]


def entered(*steps: tuple[Act, Stage, str]) -> list[Step]:
    """Steps on following days."""
    return [
        Step(n, act, stage, document, "区文旅局" if act == Act.TRANSFER else "", DAYS[n], "甲")
        for n, (act, stage, document) in enumerate(steps, start=1)
    ]


ORDERED = (Act.ORDER, Stage.ORDERED, "责改1号")
SUBMITTED = (Act.EVIDENCE, Stage.SUBMITTED, "责改1号")
RECHECKING = (Act.RECHECK, Stage.RECHECKING, "FC-1")
CORRECTED = (Act.OUTCOME, Stage.CORRECTED, "FC-1")
OVERDUE = (Act.OUTCOME, Stage.OVERDUE, "FC-1")
FINED = (Act.HANDLE, Stage.HANDLED, "罚1号")
MOVED = (Act.TRANSFER, Stage.TRANSFERRED, "移1号")
ANSWERED = (Act.ANSWER, Stage.ANSWERED, "函1号")
RETURNED = (Act.ANSWER, Stage.SENT_BACK, "函1号")


@pytest.mark.duty("21.1", "23.1")
@pytest.mark.parametrize(
    ("steps", "said", "open_"),
    [
        ((), "正在处理", True),
        ((ORDERED,), "正在处理", True),
        ((ORDERED, SUBMITTED, RECHECKING), "正在处理", True),
        ((ORDERED, SUBMITTED, RECHECKING, CORRECTED), "责令改正（责改1号），已改正", False),
        ((ORDERED, RECHECKING, OVERDUE), "责令改正（责改1号），逾期未改正，正在处理", True),
        ((ORDERED, RECHECKING, OVERDUE, FINED), "依法查处（罚1号）", False),
        # A second order after the first failed: what was told stays until there is more to tell.
        ((ORDERED, RECHECKING, OVERDUE, (Act.ORDER, Stage.ORDERED, "责改2号")),
         "责令改正（责改1号），逾期未改正，正在处理", True),
        ((MOVED,), "移交区文旅局（移1号）", False),
        ((MOVED, ANSWERED), "移交区文旅局（移1号），接收部门已答复", False),
        ((MOVED, RETURNED), "移交区文旅局（移1号），接收部门退回，正在处理", True),
        # A corrected form of the recheck: what it said first does not count.
        ((ORDERED, RECHECKING, OVERDUE, CORRECTED), "责令改正（责改1号），已改正", False),
    ],
)  # fmt: skip
def test_what_the_public_hears(
    steps: tuple[tuple[Act, Stage, str], ...], said: str, open_: bool
) -> None:
    told = handled(entered(*steps)).told
    assert (handling_in_words(told), in_hand(told)) == (said, open_)


@pytest.mark.duty("21.1")
def test_a_correction_puts_an_earlier_entry_right_and_is_told_from_its_day() -> None:
    wrong = entered(ORDERED, RECHECKING, CORRECTED)
    right = Step(
        4, Act.CORRECTION, Stage.CORRECTED, "责改9号", "", DAYS[4], "乙", reason="误抄", corrects=1
    )
    now = handled([*wrong, right])
    assert now.told == ["order", "", "责改9号", "corrected"]
    assert (now.told_on, now.ended) == (DAYS[4], True)
    assert handled(wrong).told_on == DAYS[3]


@pytest.mark.duty("21.1", "23.1")
def test_only_what_is_rectified_handled_or_answered_is_at_its_end() -> None:
    assert {stage.words for stage in ENDED} == {
        "已改正",
        "已查处",
        "移送已获答复",
        "涉嫌犯罪已立案",
    }
    assert NOT_HANDLED.ended is False
    assert {move.before for move in MOVES} & {Stage.HANDLED, Stage.ANSWERED, Stage.FILED} == set()


@pytest.mark.duty("21.1")
def test_no_stage_is_skipped() -> None:
    check_move("某项", Stage.PENDING, Stage.ORDERED)
    for before, after in [
        (Stage.PENDING, Stage.CORRECTED),
        (Stage.ORDERED, Stage.CORRECTED),
        (Stage.SUBMITTED, Stage.CORRECTED),
        (Stage.SUBMITTED, Stage.HANDLED),
        (Stage.PENDING, Stage.ANSWERED),
        (Stage.CORRECTED, Stage.HANDLED),
        (Stage.HANDLED, Stage.TRANSFERRED),
    ]:
        with pytest.raises(Refused, match=f"某项现为「{before.words}」，不能登记为"):
            check_move("某项", before, after)


@pytest.mark.duty("21.1", "23.2")
def test_a_decision_of_the_wrong_kind_is_replaced_and_told_from_the_day_it_was_put_right() -> None:
    wrong = entered(MOVED)
    instead = Step(
        2, Act.CORRECTION, Stage.HANDLED, "罚1号", "", DAYS[4], "乙",
        reason="误登", corrects=1, becomes="handle",
    )  # fmt: skip
    now = handled([*wrong, instead])
    assert (now.stage, now.told, now.told_on) == (Stage.HANDLED, ["handle", "", "罚1号"], DAYS[4])
    assert [(each.number, each.act, each.taken_on) for each in now.steps] == [
        (2, Act.HANDLE, DAYS[1])
    ]
    back = Step(
        3, Act.CORRECTION, Stage.ORDERED, "责改1号", "", DAYS[5], "乙", DAYS[9],
        reason="又误登", corrects=2, becomes="order",
    )  # fmt: skip
    ordered = handled([*wrong, instead, back])
    assert (ordered.stage, ordered.told, ordered.first_due_on) == (Stage.ORDERED, None, DAYS[9])


@pytest.mark.duty("21.1")
def test_an_extension_moves_the_end_of_its_order_and_stays_beside_the_first() -> None:
    [first] = entered(ORDERED)
    order = replace(first, due_on=DAYS[3])
    more = Step(
        2, Act.EXTENSION, Stage.ORDERED, "延1号", "", DAYS[3], "丙", DAYS[8],
        reason="缺货", decided_as="head",
    )  # fmt: skip
    now = handled([order, more])
    assert now.order == replace(order, due_on=DAYS[8])
    assert (now.first_due_on, now.extended, now.stage) == (DAYS[3], (more,), Stage.ORDERED)

"""How often a draw was changed, and why, counted by hand (第十八条)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.rules.change_rate import Made, change_rate
from models.rules.draw.reasons import ChangeKind

SUBJECT, INSPECTOR = ChangeKind.SUBJECT, ChangeKind.INSPECTOR


@pytest.mark.duty("18.3")
def test_changes_are_counted_by_kind_reason_and_place() -> None:
    rate = change_rate(
        [
            Made(SUBJECT, ("general", 1), "suspended"),
            Made(SUBJECT, ("general", 1), "suspended"),
            Made(INSPECTOR, ("general", 2), "leave"),
            Made(SUBJECT, ("key", 1), "moved-away"),
        ],
        7,
    )
    assert (rate.changes, rate.places_changed, rate.share) == (4, 3, Fraction(3, 7))
    # By hand: three sevenths are 42.857 %.
    assert rate.in_words() == (
        "4 次（更换检查对象 3 次，更换检查人员 1 次），涉及抽中的 7 处中的 3 处（42.9 %）；"
        "原因：停业 2、已迁出 1、请假 1"
    )


@pytest.mark.parametrize(
    ("changed", "places", "percent"),
    [(1, 5, "20 %"), (1, 8, "12.5 %"), (1, 2000, "0.1 %"), (1, 3, "33.3 %"), (2, 3, "66.7 %")],
)
def test_the_share_is_told_with_one_decimal(changed: int, places: int, percent: str) -> None:
    made = [Made(SUBJECT, ("general", n), "closed") for n in range(changed)]
    assert f"（{percent}）" in change_rate(made, places).in_words()


def test_a_draw_without_changes_says_so() -> None:
    assert change_rate([], 5).in_words() == "无"
    assert change_rate([], 0).share == 0


def test_an_application_of_the_old_protocol_has_no_reason_of_the_list() -> None:
    assert "旧版申请，未分类 1" in change_rate([Made(SUBJECT, ("key", 1), None)], 1).in_words()

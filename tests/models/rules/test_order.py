"""No act before the one it rests on, none after today; late entries say so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.faults import Refused
from models.rules.order import (
    Basis,
    Done,
    check_moment,
    check_order,
    day_in_words,
    entered_late,
    moment_in_words,
)

TODAY = date(2026, 11, 25)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.mark.duty("10.3")
def test_an_act_may_fall_on_the_day_of_the_act_it_rests_on_and_on_today() -> None:
    check_order("确认抽取结果", TODAY, TODAY, Basis("抽取", TODAY))


@pytest.mark.duty("10.3")
def test_confirmed_before_it_was_drawn_is_refused_naming_both_days() -> None:
    with pytest.raises(Refused) as refused:
        check_order("确认抽取结果", date(2026, 8, 31), TODAY, Basis("抽取", date(2026, 9, 1)))
    assert refused.value.reasons == ("确认抽取结果的日期 2026-08-31 早于抽取之日 2026-09-01",)


@pytest.mark.duty("10.3")
def test_a_day_yet_to_come_is_refused() -> None:
    with pytest.raises(Refused, match="2026-11-26 尚未到来（今天是 2026-11-25）"):
        check_order("批准公示", TODAY + timedelta(days=1), TODAY)


def test_every_reason_is_given_at_once() -> None:
    bases = (Basis("公告", TODAY), Basis("抽取", TODAY), Basis("未办", None))
    with pytest.raises(Refused) as refused:
        check_order("确认", TODAY - timedelta(days=1), TODAY - timedelta(days=2), *bases)
    assert len(refused.value.reasons) == 3
    assert refused.value.code == "order-of-days"


@given(days, days, st.lists(days, max_size=4))
def test_allowed_just_when_no_basis_is_later_and_today_is_not_earlier(
    day: date, today: date, bases: list[date]
) -> None:
    allowed = day <= today and all(day >= basis for basis in bases)
    try:
        check_order("办理", day, today, *(Basis("前一步", basis) for basis in bases))
    except Refused:
        assert not allowed
    else:
        assert allowed


@pytest.mark.duty("10.3")
def test_what_is_entered_on_a_later_day_says_so() -> None:
    assert not entered_late(TODAY, TODAY)
    assert not entered_late(TODAY, TODAY - timedelta(days=1))
    assert entered_late(TODAY, TODAY + timedelta(days=1))
    assert day_in_words(date(2026, 9, 28), TODAY) == "2026-09-28（补录，2026-11-25 登记）"
    assert day_in_words(TODAY, TODAY) == "2026-11-25"
    assert day_in_words(TODAY, None) == "2026-11-25"
    assert Done(date(2026, 9, 28), TODAY).words == "2026-09-28（补录，2026-11-25 登记）"
    assert Done(TODAY).words == "2026-11-25"


@pytest.mark.duty("10.3")
def test_a_clock_that_was_turned_back_is_told() -> None:
    nine, ten = "2026-11-25T09:00:00+08:00", "2026-11-25T10:00:00+08:00"
    check_moment("确认抽取结果", ten, "随机抽取", ten)
    check_moment("确认抽取结果", nine, "随机抽取", None)
    with pytest.raises(Refused, match="请检查本机的时钟"):
        check_moment("确认抽取结果", nine, "随机抽取", ten)


def test_a_moment_is_shown_without_its_offset() -> None:
    assert moment_in_words("2026-09-01T12:00:05+08:00") == "2026-09-01 12:00:05"

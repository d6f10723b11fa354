"""Which version of a result is due next, and what a correction or withdrawal must say (第二十三条)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from calendars import WorkingCalendar
from models.faults import Refused
from models.rules.results import (
    Amendment,
    Asked,
    ResultKind,
    Told,
    Waiting,
    changed,
    check_amendment,
    next_kind,
    next_word_on,
    takes_corrected_form,
    told_together,
)

CALENDAR = WorkingCalendar.of_china()
LATE, EARLY = date(2026, 10, 12), date(2026, 9, 30)
HANDLED = ["handle", "", "罚字1号"]
OPINION, HANDLING, CORRECTION, WITHDRAWAL = ResultKind


def _facts(done: list[str] | None = None, **other: Any) -> dict[str, Any]:
    return {
        "visited_on": "2026-09-08",
        "outcome": "non_conform",
        "findings": {"D3": ["日志只保存 90 天", done], "A1": ["无标牌", ["handle", "", "罚字0号"]]},
        "non_cooperation": [],
        "refused_to_sign": False,
        **other,
    }


TOLD = Told(OPINION, _facts(), 1)


@pytest.mark.duty("23.1")
def test_the_opinion_comes_first_and_nothing_is_told_twice() -> None:
    assert next_kind(None, _facts(), 1, None) == OPINION
    assert next_kind(TOLD, _facts(), 1, None) is None
    assert next_kind(TOLD, _facts(HANDLED), 1, None) == HANDLING
    assert next_kind(Told(HANDLING, _facts(HANDLED), 1), _facts(HANDLED), 1, None) is None


@pytest.mark.duty("23.1")
def test_what_changed_is_named_and_a_fact_that_is_new_and_empty_is_none() -> None:
    assert changed(_facts(), _facts()) == []
    assert changed(_facts(), _facts(HANDLED)) == ["问题及处理"]
    assert changed(_facts(), _facts(visited_on="2026-09-09", refused_to_sign=True)) == [
        "检查日期", "签字情况",
    ]  # fmt: skip
    # An earlier release told nothing of a reply: none is no change, one is.
    assert changed(_facts(), _facts(reply="")) == []
    assert changed(_facts(), _facts(reply="已整改")) == ["reply"]
    assert changed(_facts(reply="已整改"), _facts()) == ["reply"]


def _correction(return_id: int = 1, **other: Any) -> Amendment:
    return Amendment(CORRECTION, return_id, _facts(**other))


@pytest.mark.duty("23.1", "23.2")
def test_a_correction_waits_for_its_form_and_a_finding_decided_meanwhile_is_no_correction() -> None:
    assert next_kind(TOLD, _facts(), 1, _correction()) is None
    assert next_kind(TOLD, _facts(HANDLED), 1, _correction()) is None
    # The form came: also where it says the same in public, for the note is to be read.
    assert next_kind(TOLD, _facts(), 2, _correction()) == CORRECTION
    # What was settled is settled otherwise.
    other = {**_facts()["findings"], "A1": ["无标牌", ["handle", "", "罚字9号"]]}
    assert next_kind(TOLD, _facts(findings=other), 1, _correction()) == CORRECTION
    assert next_kind(TOLD, _facts(visited_on="2026-09-09"), 1, _correction()) == CORRECTION
    fewer = {"A1": _facts()["findings"]["A1"]}
    assert next_kind(TOLD, _facts(findings=fewer), 1, _correction()) == CORRECTION


@pytest.mark.duty("23.1", "23.2")
def test_a_withdrawal_is_told_at_once_and_stands_until_a_correction_is_decided() -> None:
    assert next_kind(TOLD, _facts(), 1, Amendment(WITHDRAWAL, 1, _facts())) == WITHDRAWAL
    gone = Told(WITHDRAWAL, _facts(), 1)
    assert next_kind(gone, _facts(HANDLED), 1, None) is None
    assert next_kind(gone, _facts(), 1, _correction()) is None
    assert next_kind(gone, _facts(), 2, _correction()) == CORRECTION


@pytest.mark.duty("20.1", "23.2")
def test_a_corrected_form_is_taken_once_for_each_correction_decided() -> None:
    assert not takes_corrected_form(None, 1)
    assert takes_corrected_form(_correction(1), 1)
    assert not takes_corrected_form(_correction(1), 2)
    assert not takes_corrected_form(Amendment(WITHDRAWAL, 1, _facts()), 1)


def _together(cycle: list[Waiting], as_of: date, lead: int = 6) -> list[int]:
    return told_together(cycle, as_of, lead, CALENDAR.working_days_between)


@pytest.mark.duty("23.1")
def test_opinions_wait_for_the_cycle_but_not_past_the_lead() -> None:
    cycle = [Waiting(1, True, LATE), Waiting(2, False, None)]
    # Up to 12 October from 25 September: 28, 29, 30 September, 8, 9, 10 (Saturday, worked), 12.
    assert CALENDAR.working_days_between(date(2026, 9, 24), LATE) == 7
    assert _together(cycle, date(2026, 9, 24)) == []
    assert _together(cycle, date(2026, 9, 28)) == [1]
    assert _together(cycle, date(2026, 9, 24), lead=7) == [1]


@pytest.mark.duty("23.1")
def test_all_that_is_ready_goes_with_the_earliest_due() -> None:
    cycle = [Waiting(1, True, LATE), Waiting(2, True, EARLY), Waiting(3, False, None)]
    # Up to 30 September: 28, 29, 30.
    assert _together(cycle, date(2026, 9, 24), lead=3) == [1, 2]
    assert _together(cycle, date(2026, 9, 24), lead=2) == []
    undated = [Waiting(1, True, None), Waiting(2, True, EARLY), Waiting(3, False, None)]
    assert _together(undated, date(2026, 9, 24), lead=3) == [1, 2]


@pytest.mark.duty("23.1")
def test_what_is_not_ready_hurries_nobody() -> None:
    day = date(2026, 9, 24)
    assert _together([Waiting(1, True, LATE), Waiting(2, False, EARLY)], day, 3) == []


@pytest.mark.duty("23.1")
def test_a_whole_cycle_goes_at_once_and_nothing_goes_from_nothing() -> None:
    assert _together([Waiting(1, True, LATE), Waiting(2, True, None)], date(2026, 9, 8)) == [1, 2]
    # Counted from the end of the whole inspection nothing is due before all are in.
    assert _together([Waiting(1, True, None), Waiting(2, False, None)], date(2026, 9, 28)) == []
    assert _together([Waiting(1, False, EARLY)], date(2026, 9, 28)) == []
    assert _together([], date(2026, 9, 28)) == []


@pytest.mark.duty("23.1")
def test_who_is_still_being_handled_keeps_no_opinion_waiting_and_an_amendment_waits_for_nobody() -> (
    None
):
    being_handled = Waiting(2, False, LATE, HANDLING)
    day = date(2026, 9, 8)
    assert _together([Waiting(1, True, LATE), being_handled], day) == [1]
    decided = Waiting(3, True, LATE, HANDLING)
    assert _together([decided, being_handled], day) == []
    assert _together([decided], day) == [3]
    assert _together([decided, being_handled, Waiting(4, True, None, WITHDRAWAL)], day) == [3, 4]
    assert _together([decided, being_handled, Waiting(4, False, None, CORRECTION)], day) == []


@pytest.mark.duty("23.1")
def test_a_promised_day_stands_until_it_is_over() -> None:
    day, counted = date(2026, 10, 9), date(2026, 12, 31)
    assert next_word_on(None, day, counted) == counted
    assert next_word_on(LATE, day, counted) == LATE
    assert next_word_on(day, day, counted) == day
    assert next_word_on(EARLY, day, counted) == counted


ASKED = Asked(CORRECTION, "笔误", "更正检查日期", "大队长乙", "内勤甲")


@pytest.mark.duty("23.1", "23.2")
@pytest.mark.parametrize(
    ("asked", "last", "waiting", "return_id", "code"),
    [
        (ASKED, TOLD, None, 1, None),
        (ASKED, None, None, 1, "never-told"),
        (ASKED, TOLD, _correction(1), 1, "already-amended"),
        (ASKED, TOLD, _correction(1), 2, None),  # its form came, and is wrong too
        (ASKED, Told(WITHDRAWAL, _facts(), 1), None, 1, None),
        (ASKED, TOLD, Amendment(WITHDRAWAL, 1, _facts()), 1, "already-amended"),
        (Asked(WITHDRAWAL, "误", "误", "乙", "甲"), TOLD, _correction(1), 1, None),
        (Asked(WITHDRAWAL, "误", "误", "乙", "甲"), Told(WITHDRAWAL, _facts(), 1), None, 1,
         "already-amended"),
        (Asked(CORRECTION, " ", "误", "乙", "甲"), TOLD, None, 1, "amendment-incomplete"),
        (Asked(CORRECTION, "误", " ", "乙", "甲"), TOLD, None, 1, "amendment-incomplete"),
        (Asked(CORRECTION, "误", "误", "乙", " "), TOLD, None, 1, "amendment-incomplete"),
        (Asked(CORRECTION, "误", "误", "乙", "乙 "), TOLD, None, 1, "amendment-incomplete"),
    ],
)  # fmt: skip
def test_what_may_be_amended_and_what_it_must_say(
    asked: Asked, last: Told | None, waiting: Amendment | None, return_id: int, code: str | None
) -> None:
    if code is None:
        check_amendment(asked, last, waiting, return_id, needs_two=True)
        return
    with pytest.raises(Refused) as refused:
        check_amendment(asked, last, waiting, return_id, needs_two=True)
    assert refused.value.code == code


@pytest.mark.duty("23.2")
def test_one_may_decide_alone_where_the_district_says_so_and_every_reason_is_told() -> None:
    alone = Asked(CORRECTION, "误", "误", "乙")
    check_amendment(alone, TOLD, None, 1, needs_two=False)
    with pytest.raises(Refused) as refused:
        check_amendment(Asked(CORRECTION, "", "", "乙"), TOLD, None, 1, needs_two=True)
    assert len(refused.value.reasons) == 3

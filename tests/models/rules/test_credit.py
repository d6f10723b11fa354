"""The credit archive and its two lists, on days around every bound (第二十二条、第二十三条第二款)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.credit import (
    Cause,
    CreditKind,
    Event,
    Terms,
    blacklist_cause,
    changed,
    each_subject,
    event,
    honour_cause,
    honour_due,
    kinds,
    months_after,
)
from models.rules.inspection import Outcome

TERMS = Terms(
    violation_months=24,
    non_cooperation_months=36,
    clean_months=18,
    blacklist_violations=2,
    blacklist_within_months=12,
    honour_clean=3,
    honour_within_months=15,
)
"""Invented numbers, no two alike where they could be taken for each other."""

DAY = date(2026, 3, 15)
TWICE = "12 个月内 2 次检查发现违法违规"
UNCOOPERATIVE = "不予配合监督检查"


def _events(kind: CreditKind, *days: date, first: int = 1) -> list[Event]:
    """Events numbered from ``first``."""
    return [replace(event(kind, day, TERMS), record=n) for n, day in enumerate(days, start=first)]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 200))
def test_months_later_is_the_same_day_or_the_last_of_that_month(day: date, months: int) -> None:
    assert months_after(day, months) == (pd.Timestamp(day) + pd.DateOffset(months=months)).date()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 8, 29), 1, date(2026, 9, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
    ],
)
def test_months_counted_by_hand(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@pytest.mark.duty("22.1", "23.3")
@pytest.mark.parametrize(
    ("kind", "expires_on"),
    [
        ("violation", date(2028, 3, 15)),
        ("non_cooperation", date(2029, 3, 15)),
        ("clean", date(2027, 9, 15)),
    ],
)
def test_an_event_has_its_own_term(kind: CreditKind, expires_on: date) -> None:
    assert event(kind, DAY, TERMS) == Event(kind, DAY, expires_on)


@pytest.mark.duty("22.1", "23.3")
@pytest.mark.parametrize(
    ("outcome", "has_findings", "entered"),
    [
        ("conform", False, ["clean"]),
        ("non_conform", True, ["violation"]),
        ("not_cooperating", False, ["non_cooperation"]),
        ("not_cooperating", True, ["non_cooperation", "violation"]),
    ],
)
def test_what_an_outcome_enters(outcome: str, has_findings: bool, entered: list[str]) -> None:
    assert kinds(outcome, has_findings) == entered


@pytest.mark.duty("23.3")
def test_non_cooperation_is_a_cause_at_once_until_its_effect_is_over() -> None:
    once = _events("non_cooperation", DAY)
    cause = Cause("non_cooperation", UNCOOPERATIVE, (1,))
    assert blacklist_cause(once, DAY - timedelta(days=1), TERMS) is None
    assert blacklist_cause(once, DAY, TERMS) == cause
    assert blacklist_cause(once, date(2029, 3, 14), TERMS) == cause
    assert blacklist_cause(once, date(2029, 3, 15), TERMS) is None


@pytest.mark.duty("9.4", "23.3")
def test_one_violation_is_no_cause_two_within_the_months_are() -> None:
    assert blacklist_cause(_events("violation", DAY), DAY, TERMS) is None
    assert blacklist_cause(_events("clean", DAY, DAY), DAY, TERMS) is None
    within, beyond = date(2027, 3, 15), date(2027, 3, 16)
    twice = _events("violation", DAY, within)
    assert blacklist_cause(twice, within, TERMS) == Cause("repeated_violations", TWICE, (1, 2))
    assert blacklist_cause(twice, within - timedelta(days=1), TERMS) is None
    assert blacklist_cause(_events("violation", DAY, beyond), beyond, TERMS) is None


@pytest.mark.duty("4.1", "23.3")
def test_one_visit_counts_once_however_many_inspections_it_was() -> None:
    assert blacklist_cause(_events("violation", DAY, DAY, DAY), DAY, TERMS) is None
    with_another = _events("violation", DAY, DAY, date(2026, 5, 1))
    cause = blacklist_cause(with_another, date(2026, 5, 1), TERMS)
    assert cause is not None
    assert cause.records == (1, 2, 3)
    assert honour_cause(_events("clean", DAY, DAY, DAY), DAY, TERMS) is None


@pytest.mark.duty("4.1", "23.3")
def test_two_visits_on_one_day_are_two() -> None:
    one, two, three = _events("violation", DAY, DAY, DAY)
    visits = [replace(one, visit="a"), replace(two, visit="a"), replace(three, visit="b")]
    assert blacklist_cause(visits[:2], DAY, TERMS) is None
    assert blacklist_cause(visits, DAY, TERMS) == Cause("repeated_violations", TWICE, (1, 2, 3))
    refused = [replace(each, kind=CreditKind.NON_COOPERATION) for each in visits]
    cause = blacklist_cause(refused, DAY, TERMS)
    assert cause is not None
    assert cause.records == (3,)


@pytest.mark.duty("23.3")
def test_what_a_list_was_decided_on_before_is_no_cause_again() -> None:
    first, second = _events("violation", DAY, date(2026, 5, 1))
    third = _events("violation", date(2026, 6, 1), first=3)
    as_of = date(2026, 6, 1)
    spent = [replace(first, spent=True), replace(second, spent=True), *third]
    assert blacklist_cause(spent, as_of, TERMS) is None
    half = [replace(first, spent=True), second, *third]
    assert blacklist_cause(half, as_of, TERMS) == Cause("repeated_violations", TWICE, (2, 3))


@pytest.mark.duty("23.3")
def test_violations_are_counted_in_any_stretch_the_newest_first() -> None:
    far, near, last = date(2025, 1, 1), DAY, date(2026, 5, 1)
    mixed = _events("violation", last, far, near)
    assert blacklist_cause(mixed, last, TERMS) == Cause("repeated_violations", TWICE, (3, 1))
    three = replace(TERMS, blacklist_violations=3)
    assert blacklist_cause(mixed, last, three) is None
    again = _events("violation", near, last, date(2026, 6, 1))
    assert blacklist_cause(again, date(2026, 6, 1), three) == Cause(
        "repeated_violations", "12 个月内 3 次检查发现违法违规", (1, 2, 3)
    )


@pytest.mark.duty("23.3")
def test_the_honour_list_asks_for_enough_clean_inspections_within_the_months() -> None:
    days = [DAY, date(2026, 7, 1), date(2026, 11, 1)]
    told = Cause("clean", "15 个月内 3 次检查均未发现问题", (1, 2, 3))
    assert honour_cause(_events("clean", *days), days[-1], TERMS) == told
    assert honour_cause(_events("clean", *days[:2]), days[-1], TERMS) is None
    # Fifteen months after 15 March 2026 is 15 June 2027.
    assert honour_cause(_events("clean", *days), date(2027, 6, 15), TERMS) == told
    assert honour_cause(_events("clean", *days), date(2027, 6, 16), TERMS) is None
    assert honour_cause(_events("clean", *days), days[-1] - timedelta(days=1), TERMS) is None


@pytest.mark.duty("23.3")
def test_who_stayed_off_the_honour_list_needs_something_new_to_be_proposed_again() -> None:
    days = [DAY, date(2026, 7, 1), date(2026, 11, 1)]
    spent = [replace(each, spent=True) for each in _events("clean", *days)]
    assert honour_due(spent, days[-1], TERMS) is None
    assert honour_cause(spent, days[-1], TERMS) is not None
    more = [*spent, *_events("clean", date(2026, 12, 1), first=4)]
    assert honour_due(more, date(2026, 12, 1), TERMS) is not None


@pytest.mark.duty("23.3")
@pytest.mark.parametrize("kind", ["violation", "non_cooperation"])
def test_anything_else_within_the_months_keeps_a_subject_off_the_honour_list(
    kind: CreditKind,
) -> None:
    clean = _events("clean", date(2026, 7, 1), date(2026, 9, 1), date(2026, 11, 1))
    stained = [*clean, *_events(kind, DAY, first=9)]
    assert honour_cause(stained, date(2027, 6, 15), TERMS) is None
    assert honour_cause(stained, date(2027, 6, 16), TERMS) is not None


@pytest.mark.duty("23.2", "23.3")
def test_a_result_that_was_corrected_or_withdrawn_is_entered_anew_where_it_says_otherwise() -> None:
    violation = {CreditKind.VIOLATION: DAY}
    assert not changed(violation, Outcome.NON_CONFORM, True, DAY)
    assert changed(violation, Outcome.CONFORM, False, DAY)
    assert changed(violation, Outcome.NON_CONFORM, True, DAY + timedelta(days=1))
    assert changed(violation, None, False, DAY)
    assert not changed({}, None, False, DAY)


def test_each_subject_that_has_a_cause_is_named() -> None:
    events = {"a": _events("non_cooperation", DAY), "b": _events("clean", DAY)}
    assert list(each_subject(events, blacklist_cause, DAY, TERMS)) == ["a"]

"""The credit archive and its two lists, on days around every bound (第二十二条、第二十三条第二款)."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.credit import (
    MOVES,
    CreditKind,
    Event,
    ListState,
    Standing,
    Terms,
    blacklisted,
    event,
    honoured,
    kinds,
    months_after,
    standing,
)

TERMS = Terms(
    violation_months=24,
    non_cooperation_months=36,
    clean_months=18,
    blacklist_violations=2,
    blacklist_within_months=12,
    blacklist_months=6,
    honour_clean=3,
    honour_within_months=15,
)
"""Invented numbers, no two alike where they could be taken for each other."""

DAY = date(2026, 3, 15)
TWICE = "12 个月内 2 次检查发现违法违规"
UNCOOPERATIVE = "不予配合监督检查"


def _events(kind: CreditKind, *days: date) -> list[Event]:
    return [event(kind, day, TERMS) for day in days]


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
def test_non_cooperation_blacklists_at_once_and_until_its_term_is_over() -> None:
    once = _events("non_cooperation", DAY)
    until = date(2026, 9, 15)
    assert blacklisted(once, DAY - timedelta(days=1), TERMS) is None
    assert blacklisted(once, DAY, TERMS) == (UNCOOPERATIVE, until)
    assert blacklisted(once, date(2026, 9, 14), TERMS) == (UNCOOPERATIVE, until)
    assert blacklisted(once, until, TERMS) is None


@pytest.mark.duty("9.4", "23.3")
def test_one_violation_blacklists_nobody_two_within_the_months_do() -> None:
    assert blacklisted(_events("violation", DAY), DAY, TERMS) is None
    assert blacklisted(_events("clean", DAY, DAY), DAY, TERMS) is None
    within, beyond = date(2027, 3, 15), date(2027, 3, 16)
    twice = _events("violation", DAY, within)
    assert blacklisted(twice, within, TERMS) == (TWICE, date(2027, 9, 15))
    assert blacklisted(twice, within - timedelta(days=1), TERMS) is None
    assert blacklisted(_events("violation", DAY, beyond), beyond, TERMS) is None


@pytest.mark.duty("23.3")
def test_violations_are_counted_in_any_stretch_and_in_the_order_of_days() -> None:
    far, near, last = date(2023, 1, 1), DAY, date(2026, 5, 1)
    mixed = _events("violation", last, far, near)
    assert blacklisted(mixed, last, TERMS) == (TWICE, date(2026, 11, 1))
    three = Terms(24, 36, 18, 3, 12, 6, 3, 15)
    assert blacklisted(mixed, last, three) is None
    again = _events("violation", near, last, date(2026, 6, 1))
    assert blacklisted(again, date(2026, 6, 1), three) == (
        "12 个月内 3 次检查发现违法违规",
        date(2026, 12, 1),
    )


@pytest.mark.duty("23.3")
def test_the_last_cause_says_how_long() -> None:
    both = _events("violation", DAY, date(2026, 4, 1)) + _events(
        "non_cooperation", date(2026, 6, 1)
    )
    assert blacklisted(both, date(2026, 6, 1), TERMS) == (UNCOOPERATIVE, date(2026, 12, 1))
    assert blacklisted(both, date(2026, 5, 31), TERMS) == (TWICE, date(2026, 10, 1))


@pytest.mark.duty("23.3")
def test_the_honour_list_asks_for_enough_clean_inspections_within_the_months() -> None:
    days = [DAY, date(2026, 7, 1), date(2026, 11, 1)]
    told = "15 个月内 3 次检查均未发现问题"
    assert honoured(_events("clean", *days), days[-1], TERMS) == told
    assert honoured(_events("clean", *days[:2]), days[-1], TERMS) is None
    # Fifteen months after 15 March 2026 is 15 June 2027.
    assert honoured(_events("clean", *days), date(2027, 6, 15), TERMS) == told
    assert honoured(_events("clean", *days), date(2027, 6, 16), TERMS) is None
    assert honoured(_events("clean", *days), days[-1] - timedelta(days=1), TERMS) is None
    four = _events("clean", *days, date(2026, 12, 1))
    assert honoured(four, date(2026, 12, 1), TERMS) == "15 个月内 4 次检查均未发现问题"


@pytest.mark.duty("23.3")
@pytest.mark.parametrize("kind", ["violation", "non_cooperation"])
def test_anything_else_within_the_months_keeps_a_subject_off_the_honour_list(
    kind: CreditKind,
) -> None:
    clean = _events("clean", date(2026, 7, 1), date(2026, 9, 1), date(2026, 11, 1))
    stained = [*clean, *_events(kind, DAY)]
    assert honoured(stained, date(2027, 6, 15), TERMS) is None
    assert honoured(stained, date(2027, 6, 16), TERMS) is not None


@pytest.mark.duty("23.3")
def test_the_blacklist_rules_out_the_honour_list_and_the_future_counts_for_nothing() -> None:
    days = [date(2026, 7, 1), date(2026, 9, 1), date(2026, 11, 1)]
    clean = _events("clean", *days)
    honour = "15 个月内 3 次检查均未发现问题"
    assert standing(clean, days[-1], TERMS) == Standing(None, honour)
    assert standing(iter(clean), date(2026, 10, 31), TERMS) == Standing(None, None)
    later = [*clean, *_events("non_cooperation", date(2026, 11, 2))]
    assert standing(later, date(2026, 11, 1), TERMS) == Standing(None, honour)
    assert standing(later, date(2026, 11, 2), TERMS) == Standing(
        (UNCOOPERATIVE, date(2027, 5, 2)), None
    )
    # A long blacklist term, a short look back: blacklisted still, and clean ever since.
    terms = Terms(24, 36, 18, 2, 12, 60, 3, 6)
    since = _events("non_cooperation", date(2025, 1, 1)) + clean
    assert honoured(since, days[-1], terms) == "6 个月内 3 次检查均未发现问题"
    assert standing(since, days[-1], terms) == Standing((UNCOOPERATIVE, date(2030, 1, 1)), None)


@pytest.mark.duty("23.3")
def test_violations_still_to_come_blacklist_nobody_today() -> None:
    twice = _events("violation", DAY, date(2026, 4, 1))
    assert standing(twice, date(2026, 3, 31), TERMS).blacklist is None
    assert standing(twice, date(2026, 4, 1), TERMS).blacklist == (TWICE, date(2026, 10, 1))


@pytest.mark.duty("23.3")
def test_each_list_is_told_with_its_reason_and_its_end() -> None:
    cause = (TWICE, date(2026, 10, 1))
    assert Standing(None, None).lists() == {}
    assert Standing(cause, None).lists() == {"blacklist": cause}
    assert Standing(None, "均未发现问题").lists() == {"honour_list": ("均未发现问题", None)}


@pytest.mark.duty("23.3")
def test_an_entry_of_a_list_is_on_it_until_it_is_taken_off() -> None:
    assert [ListState.of(day).words for day in (None, date(2027, 9, 8))] == ["在列", "已移出"]
    assert [(m.before.value, m.after.value, m.article) for m in MOVES] == [
        ("on", "off", "第二十三条")
    ]

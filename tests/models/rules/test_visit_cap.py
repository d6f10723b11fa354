"""The cap of a year, the rest after a visit, the warning of a repeated one; off where nothing is said."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.firm_visits import Made, Visit, VisitKind, VisitSource
from models.rules.visit_cap import (
    FirmYear,
    VisitRules,
    capped,
    is_skipped,
    planned_total,
    rests_until,
    warnings,
)

AS_OF = date(2026, 9, 1)
COMPLAINT = VisitSource.COMPLAINT


def _visit(day: date, n: int = 1, source: VisitSource | None = None) -> Visit:
    kind = VisitKind.SPECIAL if source else VisitKind.DRAWN
    return Visit((Made(str(n), "x", day, frozenset(), kind, source),))


TWICE = FirmYear((_visit(date(2026, 3, 2)), _visit(date(2026, 7, 3), 2)))


def test_where_a_district_says_nothing_nobody_is_skipped_or_warned_of() -> None:
    assert not is_skipped(TWICE, VisitRules(), AS_OF)
    assert warnings(TWICE, VisitRules(), AS_OF) == []
    assert not VisitRules(repeated=60).skips
    assert VisitRules().in_words() == ""


@pytest.mark.duty("17.1")
def test_the_cap_counts_the_calendar_year_and_what_is_still_to_come() -> None:
    two = VisitRules(cap=2)
    assert capped(TWICE, two, AS_OF)
    assert not capped(TWICE, VisitRules(cap=3), AS_OF)
    assert not capped(TWICE, two, date(2027, 1, 4))  # another year
    assert not capped(TWICE, two, date(2026, 7, 2))  # not made yet
    once = FirmYear(TWICE.made[:1], (_visit(AS_OF, 3),))
    assert capped(once, two, AS_OF)
    assert not capped(once.without("3"), two, AS_OF)
    assert planned_total(once, two, AS_OF, draws=3) == 5
    assert warnings(once, two, AS_OF) == [
        "本年已检查 1 次、另有待检查 1 次，再检查将超过全年 2 次的上限"
    ]


@pytest.mark.duty("17.1")
def test_what_is_exempt_fills_no_cap_and_breaks_none() -> None:
    rules = VisitRules(cap=2, exempt=frozenset({COMPLAINT}))
    firm = FirmYear((TWICE.made[0], _visit(date(2026, 7, 3), 2, COMPLAINT)))
    assert not capped(firm, rules, AS_OF)
    assert capped(TWICE, rules, AS_OF)
    assert warnings(TWICE, rules, AS_OF, COMPLAINT) == []
    assert warnings(TWICE, rules, AS_OF, VisitSource.RECHECK) == []
    assert warnings(TWICE, rules, AS_OF, VisitSource.MEDIA) != []


@pytest.mark.duty("17.1")
def test_a_firm_rests_so_many_natural_days_after_a_visit() -> None:
    # From 3 July 60 days: until 1 September, on which it may be visited again.
    assert rests_until(TWICE, VisitRules(rest=60), date(2026, 8, 31)) == AS_OF
    assert rests_until(TWICE, VisitRules(rest=60), AS_OF) is None
    assert is_skipped(TWICE, VisitRules(rest=61), AS_OF)
    assert warnings(TWICE, VisitRules(rest=61), AS_OF) == [
        "上次检查之后未满 61 日，2026-09-02 起方可再检查"
    ]


@pytest.mark.duty("17.1")
def test_twice_in_so_many_days_is_warned_of_unless_either_was_for_cause() -> None:
    rules = VisitRules(repeated=60)
    assert warnings(TWICE, rules, AS_OF) == ["60 日内重复检查：2026-07-03 已检查过"]
    assert warnings(TWICE, rules, date(2026, 9, 2)) == []
    assert warnings(TWICE, rules, AS_OF, COMPLAINT) == []
    for_cause = FirmYear((_visit(date(2026, 8, 30), 2, COMPLAINT),))
    assert warnings(for_cause, rules, AS_OF) == []


def test_an_announcement_states_the_rule_in_words() -> None:
    rules = VisitRules(cap=2, exempt=frozenset({COMPLAINT, VisitSource.MEDIA}), rest=30)
    assert rules.in_words() == (
        "每个日历年检查满 2 次（含已派发尚未检查的，不计投诉举报、媒体曝光），"
        "或者上次检查之后未满 30 日的市场主体，各类别均不参加抽取"
    )

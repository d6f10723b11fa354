"""A year's work counted from flat frames; every expected figure is counted by hand (第二十四条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import assessment as rule
from models.rules.assessment import Kept, Share, Visits
from models.rules.deadlines import Standing, standing

DAY = date(2026, 9, 30)
DAYS = ("dispatched_on", "left_on", "due_on", "received_on", "visited_on", "event_on", "met_on", "entered_on")  # fmt: skip


def frame(columns: str, *rows: Sequence[object]) -> pd.DataFrame:
    """Rows under the columns named; days are days."""
    named = columns.split()
    return pd.DataFrame([tuple(row) for row in rows], columns=named).astype(
        {name: "datetime64[s]" for name in named if name in DAYS}
    )


def on(day: int) -> date:
    return date(2026, 9, day)


# Two drawn of item A, of which one was replaced on the third; a special inspection on the day of the first at
# the same firm, one elsewhere; a recheck; a drawn one where nobody was, and one whose form has not come.
INSPECTIONS = frame(
    "number kind draw stratum code item period unit dispatched_on due_on left_on",
    ("1", "drawn", "D5", "general", "X", "A", "第5期", "甲队", on(1), on(21), None),
    ("2", "drawn", "D5", "general", "Y", "A", "第5期", "甲队", on(1), on(21), on(3)),
    ("3", "drawn", "D5", "general", "Z", "A", "第5期", "乙队", on(3), on(23), None),
    ("4", "drawn", "D5", "key", "W", "A", "第5期", "乙队", on(1), on(21), None),
    ("5", "special", None, None, "X", "A", "专项检查", "甲队", on(4), on(24), None),
    ("6", "special", None, None, "V", "A", "专项检查", "乙队", on(4), on(24), None),
    ("7", "recheck", None, None, "X", "A", "复查", "甲队", on(20), on(28), None),
    ("8", "drawn", "D5", "key", "U", "A", "第5期", "乙队", on(1), on(21), None),
)
FORMS = frame(
    "number version received_on visited_on outcome",
    ("1", 1, on(9), on(8), "conform"),
    ("1", 2, on(10), on(8), "non_conform"),
    ("3", 1, on(25), on(22), "conform"),
    ("4", 1, on(21), on(9), "no_visit"),
    ("5", 1, on(9), on(8), "conform"),
    ("6", 1, on(9), on(8), "not_cooperating"),
    ("7", 1, on(29), on(28), "conform"),
)

# The two at X on the 8th were made by one team, the one at V by another.
OFFICERS = frame("number badge", ("1", "甲"), ("1", "乙"), ("5", "乙"), ("5", "丙"), ("6", "丁"))


def known(as_of: date = DAY) -> pd.DataFrame:
    return rule.as_known(INSPECTIONS, FORMS, as_of)


def returns(as_of: date = DAY) -> pd.DataFrame:
    stay = INSPECTIONS[INSPECTIONS["left_on"].isna()]
    due = rule.returns_due(stay, FORMS)
    return rule.with_standing(due.assign(entered_on=pd.NaT), as_of)


@pytest.mark.duty("4.1", "24.1")
def test_a_visit_is_counted_once_a_recheck_apart_and_a_replaced_inspection_never() -> None:
    # Numbers 1 and 3 drawn, 6 special; 5 was the same visit as 1; 7 a recheck; nobody was at 4.
    assert rule.visits(known(), OFFICERS) == Visits(
        drawn=2, joint=0, special=1, together=1, rechecks=1, in_vain=1
    )
    others = frame("number badge", ("1", "甲"), ("5", "丙"))
    assert rule.visits(known(), others).special == 2
    assert "2" not in set(known()["number"])
    assert "2" in set(known(on(2))["number"])


@pytest.mark.duty("24.1")
def test_what_came_later_is_not_known_and_the_form_in_force_on_the_day_counts() -> None:
    by_day = {day: known(on(day)).set_index("number").loc["1"] for day in (8, 9, 10)}
    assert [bool(row["visited"]) for row in by_day.values()] == [False, True, True]
    assert [bool(row["found"]) for row in by_day.values()] == [False, False, True]


@pytest.mark.duty("24.1")
def test_coverage_counts_each_firm_once_and_those_off_the_roster_apart() -> None:
    roster = frame("item code", *(("A", code) for code in "XYZWU"))
    # X and Z of five; V stands in no roster; W was not inspected; the recheck of X adds nothing.
    assert rule.coverage(known(), roster) == {"A": (Share(2, 5), 1)}


@pytest.mark.duty("9.1", "24.1")
def test_each_class_is_reached_by_inspections_made_and_open_forms_leave_it_open() -> None:
    strata = frame("draw stratum due", ("D5", "general", 2), ("D5", "key", 2), ("D6", "must", 1))
    reached = rule.reached(strata, known(), returns())
    assert reached["reached"].tolist() == [2, 0, 0]
    assert reached["out"].tolist() == [False, False, False]
    before = rule.reached(strata, known(on(20)), returns(on(20)))
    assert before["out"].tolist() == [True, True, False]


@pytest.mark.duty("20.1", "24.1")
def test_forms_in_time_late_and_still_open_by_unit() -> None:
    # Due 21 or 23, came 25: late. 8 never came: late. 1, 4, 5, 6 in time; the recheck was due on the 28th.
    assert rule.kept(returns()) == (Kept("returns", met=4, on_paper=0, late=3, open=0),)
    groups = {each.name: each for each in rule.by_group(known(), returns(), "unit")}
    assert set(groups) == {"甲队", "乙队"}
    first, second = groups["甲队"], groups["乙队"]
    assert (first.inspections, first.visited, first.found) == (2, 2, 1)
    assert (second.inspections, second.visited, second.found) == (4, 2, 0)
    assert [each.share for each in (*first.kept, *second.kept)] == [Share(2, 3), Share(2, 4)]


@pytest.mark.duty("10.3", "24.1")
def test_a_late_entry_is_never_among_what_was_in_time() -> None:
    due = frame(
        "kind event_on due_on met_on entered_on",
        ("results", on(1), on(10), on(9), None),
        ("results", on(1), on(10), on(9), on(10)),
        ("results", on(1), on(10), on(9), on(11)),
        ("results", on(1), on(10), on(11), None),
        ("results", on(1), on(10), None, None),
        ("recheck", on(1), on(30), None, None),
    )
    shown = rule.kept(rule.with_standing(due, DAY))
    assert shown == (Kept("results", 2, 1, 2, 0), Kept("recheck", 0, 0, 0, 1))
    assert shown[0].share == Share(2, 5)
    assert shown[1].share.value is None


_DAY = st.integers(0, 6).map(lambda n: DAY + timedelta(days=n))


@pytest.mark.duty("23.1", "24.1")
@given(st.lists(st.tuples(_DAY, st.none() | _DAY, st.none() | _DAY), min_size=1), _DAY)
def test_a_column_says_what_the_rule_says_of_each(rows: list[Any], as_of: date) -> None:
    due = frame("kind event_on due_on met_on entered_on", *(("x", DAY, *row) for row in rows))
    columns = rule.with_standing(due, as_of)[["met", "on_paper", "late", "open"]]
    each = [standing(due_on, as_of, met_on, entered_on) for due_on, met_on, entered_on in rows]
    named = {Standing.MET: 0, Standing.MET_ON_PAPER: 1, Standing.MISSED: 2, Standing.OPEN: 3}
    assert [row.index(True) for row in columns.values.tolist()] == [named[one] for one in each]
    assert columns.sum(axis=1).eq(1).all()


@pytest.mark.duty("24.1")
def test_of_few_cases_no_percentage_is_told() -> None:
    assert [Share(2, 5).words, Share(19, 19).words, Share(0, 0).words] == ["2/5", "19/19", ""]
    assert Share(38, 41).words == "38/41（93%）"
    # 1999 of 2000 are not all of them, and one is not none.
    assert [Share(1999, 2000).words, Share(1, 2000).words] == ["1999/2000（99%）", "1/2000（1%）"]
    assert Share(20, 20).words == "20/20（100%）"


@pytest.mark.duty("24.1")
def test_a_year_without_anything_is_counted_as_nothing() -> None:
    nothing, forms = INSPECTIONS[:0], FORMS[:0]
    seen = rule.as_known(nothing, forms, DAY)
    assert rule.visits(seen, OFFICERS[:0]) == Visits(0, 0, 0, 0, 0, 0)
    due = rule.with_standing(rule.returns_due(nothing, forms).assign(entered_on=pd.NaT), DAY)
    assert rule.kept(due) == ()
    assert rule.by_group(seen, due, "unit") == []
    assert rule.coverage(seen, frame("item code", ("A", "X"))) == {"A": (Share(0, 1), 0)}

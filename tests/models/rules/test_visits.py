"""Inspections counted by column, against a count one by one and one by hand (第二十条、第二十三条)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.order import Done
from models.rules.visits import Visits, as_published, columns, counted

Row = tuple[str, date, date | None, date | None, date | None, date | None, date | None, int]
"""Draw, form due, left, form in, result due, result out, entered, how many."""

SEPTEMBER = {n: date(2026, 9, n) for n in range(1, 31)}
DUE, RESULT_DUE = SEPTEMBER[21], date(2026, 10, 9)


@pytest.mark.duty("20.1", "23.1")
def test_forms_and_results_are_counted_by_hand() -> None:
    out = SEPTEMBER[28]
    five = columns(
        [
            ("5", DUE, None, SEPTEMBER[11], RESULT_DUE, out, out, 2),
            ("5", DUE, None, SEPTEMBER[22], RESULT_DUE, None, None, 1),
            ("5", DUE, None, None, None, None, None, 1),
            ("5", DUE, SEPTEMBER[3], None, None, None, None, 1),  # a change took it away
            ("4", DUE, None, SEPTEMBER[11], RESULT_DUE, RESULT_DUE, date(2026, 10, 12), 3),
            ("4", DUE, None, SEPTEMBER[11], RESULT_DUE, RESULT_DUE, RESULT_DUE, 1),
        ]
    )
    assert counted(five, SEPTEMBER[10])["5"] == Visits()
    assert counted(five, DUE)["5"] == Visits(visited=2, due_on=RESULT_DUE)
    # The day after the due day one comes in late and one is still out.
    assert counted(five, SEPTEMBER[22])["5"] == Visits(visited=3, returns_late=2, due_on=RESULT_DUE)
    late = counted(five, date(2026, 10, 10))
    assert late["5"] == Visits(3, 2, 2, 1, 0, Done(out, out), RESULT_DUE)
    on_paper = Done(RESULT_DUE, date(2026, 10, 12))
    assert late["4"] == Visits(4, 0, 4, 0, 3, on_paper, None)


@pytest.mark.duty("23.1")
def test_the_last_publication_is_late_on_paper_only_where_it_was_itself_entered_late() -> None:
    first, last = SEPTEMBER[20], SEPTEMBER[28]
    two = columns(
        [
            ("5", DUE, None, SEPTEMBER[11], RESULT_DUE, first, date(2026, 10, 5), 1),
            ("5", DUE, None, SEPTEMBER[11], RESULT_DUE, last, last, 1),
        ]
    )
    assert counted(two, RESULT_DUE)["5"].published == Done(last, last)


def test_nobody_was_inspected_yet() -> None:
    assert counted(columns([]), DUE) == {}
    assert counted(as_published(columns([])), DUE) == {}


@pytest.mark.duty("17.1")
def test_to_the_public_a_visit_was_made_once_its_result_is_out() -> None:
    out = SEPTEMBER[28]
    house = columns(
        [
            ("5", SEPTEMBER[10], None, SEPTEMBER[11], RESULT_DUE, out, out, 2),
            ("5", SEPTEMBER[10], None, SEPTEMBER[11], RESULT_DUE, None, None, 1),
            ("6", SEPTEMBER[10], None, SEPTEMBER[11], SEPTEMBER[14], None, None, 1),
        ]
    )
    public = counted(as_published(house), date(2026, 12, 1))
    assert public == {"5": Visits(visited=2, results=2, published=Done(out, out))}


FEW = settings(max_examples=30)  # a frame costs milliseconds

DAYS = st.integers(0, 40).map(lambda n: SEPTEMBER[1] + timedelta(days=n))


@st.composite
def _rows(draw: st.DrawFn) -> Row:
    came = draw(st.none() | DAYS)
    result_due = came and draw(DAYS)
    met = draw(st.none() | DAYS) if came else None
    met = max(met, came) if met and came else None
    entered = met and max(met, draw(DAYS))
    left = None if came else draw(st.none() | DAYS)
    named = draw(st.sampled_from("45"))
    return named, draw(DAYS), left, came, result_due, met, entered, draw(st.integers(1, 3))


def _one_by_one(rows: Sequence[Row], as_of: date) -> dict[str, Counter[str]]:
    """The same counts as a clerk would make them, form by form."""
    counts: dict[str, Counter[str]] = {}
    for draw, due, left, came, result_due, met, entered, n in rows:
        if left is not None and left <= as_of:
            continue
        of = counts.setdefault(draw, Counter())
        is_in, is_out = came is not None and came <= as_of, met is not None and met <= as_of
        of["visited"] += n * is_in
        of["returns_late"] += n * ((came if is_in else as_of) > due)  # type: ignore[operator]
        of["results"] += n * is_out
        if is_in and result_due is not None:
            of["results_late"] += n * ((met if is_out else as_of) > result_due)  # type: ignore[operator]
            of["results_on_paper"] += n * (is_out and met <= result_due < entered)  # type: ignore[operator]
    return counts


@given(st.lists(_rows(), max_size=12), DAYS)
@FEW
@pytest.mark.duty("20.1", "23.1")
def test_columns_count_what_one_by_one_counts(rows: list[Row], as_of: date) -> None:
    found = counted(columns(rows), as_of)
    expected = _one_by_one(rows, as_of)
    assert found.keys() == expected.keys()
    for draw, visits in found.items():
        assert {name: getattr(visits, name) for name in expected[draw]} == expected[draw]


@given(st.lists(_rows(), max_size=12), DAYS)
@FEW
def test_nothing_after_the_day_is_used(rows: list[Row], as_of: date) -> None:
    def then(day: date | None) -> date | None:
        return day if day and day <= as_of else None

    known = [(r[0], r[1], then(r[2]), then(r[3]), r[4], then(r[5]), r[6], r[7]) for r in rows]
    assert counted(columns(known), as_of) == counted(columns(rows), as_of)

"""One visit is one visit, whatever was inspected in it; what it comes from says whether it counts."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.firm_visits import (
    Made,
    VisitKind,
    VisitSource,
    count_by_kind,
    count_in_words,
    same_visit,
    source_of,
    visits,
)

A, B = "92350105MA0015838Y", "92350105MA01583806"
DAY, NEXT = date(2026, 9, 8), date(2026, 9, 9)
DRAWN, SPECIAL, JOINT, RECHECK = (
    VisitKind.DRAWN,
    VisitKind.SPECIAL,
    VisitKind.JOINT,
    VisitKind.RECHECK,
)


def _made(
    number: str, officers: str, kind: VisitKind = SPECIAL, firm: str = A, day: date = DAY,
    source: VisitSource | None = None,
) -> Made:  # fmt: skip
    return Made(number, firm, day, frozenset(officers), kind, source)


@pytest.mark.duty("4.1", "23.1")
def test_one_visit_is_one_firm_one_day_and_an_officer_of_both() -> None:
    one = _made("1", "ab")
    assert same_visit(one, _made("2", "bc"))
    assert not same_visit(one, _made("2", "cd"))
    assert not same_visit(one, _made("2", "ab", firm=B))
    assert not same_visit(one, _made("2", "ab", day=NEXT))


@pytest.mark.duty("4.1")
def test_what_was_done_in_one_visit_counts_once_and_as_drawn_where_it_was() -> None:
    found = visits(
        [
            _made("4", "xy"),  # others, the same day
            _made("3", "cd"),  # joins 1 and 2 by way of c
            _made("2", "bc", DRAWN),
            _made("1", "ab"),
            _made("5", "ab", day=NEXT),
            _made("6", "ab", firm=B),
        ]
    )
    assert [visit.numbers for visit in found] == [("1", "2", "3"), ("4",), ("6",), ("5",)]
    assert [visit.kind for visit in found] == [DRAWN, SPECIAL, SPECIAL, SPECIAL]
    of_a = [visit for visit in found if visit.credit_code == A]
    assert count_by_kind(of_a) == {DRAWN: 1, JOINT: 0, SPECIAL: 2}
    assert count_in_words(count_by_kind(of_a)) == "3 次（随机抽查 1 次、专项检查 2 次）"
    assert count_in_words(count_by_kind([])) == "0 次"


@pytest.mark.duty("4.1")
def test_a_recheck_never_counts_and_what_is_exempt_only_where_all_of_the_visit_is() -> None:
    exempt = {VisitSource.COMPLAINT}
    told = _made("1", "ab", source=VisitSource.COMPLAINT)
    recheck = _made("2", "cd", RECHECK, source=VisitSource.RECHECK)
    assert sum(count_by_kind(visits([told, recheck]), exempt).values()) == 0
    assert count_by_kind(visits([told, recheck]))[SPECIAL] == 1
    with_drawn = visits([told, _made("3", "ab", DRAWN)])
    assert count_by_kind(with_drawn, exempt)[DRAWN] == 1
    assert [visit.for_cause for visit in (*visits([told]), *with_drawn)] == [True, False]


@pytest.mark.duty("4.1")
def test_the_ground_says_what_it_comes_from_unless_somebody_does() -> None:
    of_grounds = [source_of(ground) for ground in range(1, 8)]
    complaint, urgent = VisitSource.COMPLAINT, VisitSource.URGENT
    assigned, monitoring = VisitSource.ASSIGNED, VisitSource.MONITORING
    assert of_grounds == [None, None, complaint, urgent, assigned, monitoring, assigned]
    assert source_of(1, "media") == VisitSource.MEDIA
    assert len(VisitSource) == 10  # as the example of a published cap lists them

"""The check points and what follows from measuring (第十条)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from models.rules.checklist import CHECK_POINTS, NON_COOPERATION
from models.rules.findings import Limits, derive, missing

LIMITS = Limits(terminals=2, customers=2, red_ratio=Fraction(1, 20), log_days=180)
VISIT = date(2026, 9, 8)
SOUND: dict[str, Any] = {
    "terminals": ["12-192.168.0.12", "07-7"],
    "customers": 2,
    "customers_unmatched": 0,
    "headcount": 40,
    "registered": 40,
    "listed": 40,
    "red": 2,
    "log_days": 180,
    "certificate_expires": VISIT,
}


@pytest.mark.duty("10.1")
def test_twelve_points_in_four_groups() -> None:
    assert list(Counter(point.group for point in CHECK_POINTS).values()) == [4, 3, 1, 4]


@pytest.mark.duty("22.1")
def test_five_kinds_of_non_cooperation() -> None:
    assert sorted(NON_COOPERATION) == [1, 2, 3, 4, 5]


@pytest.mark.duty("10.2")
def test_at_the_limits_everything_conforms() -> None:
    # Exactly 5 % red, exactly 180 days, a certificate that expires on the day: all still in order.
    assert missing(SOUND, LIMITS) == []
    assert {finding for finding, _ in derive(SOUND, LIMITS, VISIT).values()} == {"conform"}


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("measure", "value", "point"),
    [
        ("terminals", ["12-13", "7-7"], "A1"),
        ("customers_unmatched", 1, "B2"),
        ("headcount", 41, "D1"),
        ("red", 3, "D2"),
        ("log_days", 179, "D3"),
        ("certificate_expires", date(2026, 9, 7), "D4"),
    ],
)
def test_one_past_a_limit_is_a_finding(measure: str, value: Any, point: str) -> None:
    derived = derive({**SOUND, measure: value}, LIMITS, VISIT)
    assert [code for code, (finding, _) in derived.items() if finding == "non_conform"] == [point]


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("measure", "value"), [("terminals", ["12-12"]), ("customers", 1), ("log_days", None)]
)
def test_too_little_measured_is_incomplete(measure: str, value: Any) -> None:
    assert [code for code, _ in missing({**SOUND, measure: value}, LIMITS)] == [measure]

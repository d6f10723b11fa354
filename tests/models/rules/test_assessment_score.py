"""Points for what was measured, by a standard (第二十四条)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.rules.assessment import Share
from models.rules.assessment_score import Criterion, Level, Standard, known_measures, score

MORE = Criterion(20, full=Fraction(1), none=Fraction(7, 10))
LESS = Criterion(5, full=Fraction(1, 20), none=Fraction(1, 4))
LEVELS = {
    Level.EXCELLENT: Fraction(9, 10),
    Level.GOOD: Fraction(8, 10),
    Level.FAIR: Fraction(6, 10),
}


@pytest.mark.duty("24.1")
@pytest.mark.parametrize(
    ("criterion", "share", "points"),
    [
        (MORE, Fraction(1), 20),
        (MORE, Fraction(85, 100), 10),
        (MORE, Fraction(7, 10), 0),
        (MORE, Fraction(0), 0),
        (LESS, Fraction(0), 5),
        (LESS, Fraction(1, 20), 5),
        (LESS, Fraction(1, 5), Fraction(13, 10)),  # (1/4 - 1/5) / (1/4 - 1/20) of 5 is 1.25
        (LESS, Fraction(1, 2), 0),
    ],
)
def test_points_are_in_proportion_between_all_and_none(
    criterion: Criterion, share: Fraction, points: Fraction
) -> None:
    assert criterion.points_for(share) == points


@pytest.mark.duty("24.1")
def test_what_did_not_happen_neither_gains_nor_costs_points() -> None:
    standard = Standard({"results": MORE, "changes": LESS, "photos": MORE}, LEVELS)
    scored = score(standard, {"results": Share(17, 20), "changes": Share(0, 9)})
    assert [row.points for row in scored.rows] == [10, 5, None]
    assert (scored.points, scored.possible) == (15, 25)
    # 15 of 25 is six tenths: just fair.
    assert scored.level == Level.FAIR
    worse = score(standard, {"results": Share(16, 20), "changes": Share(0, 9)})
    assert worse.level == Level.POOR
    assert score(standard, {}).level is None


@pytest.mark.duty("24.1")
def test_every_kind_of_deadline_may_be_named_and_is_called_in_chinese() -> None:
    known = known_measures()
    assert (known["results"], known["returns"]) == ("按时公示抽查结果", "按时回传登记表")
    assert known["draws_held"] == "按计划抽取"

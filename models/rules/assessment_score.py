"""The score of a year's work by the standard that a district states (第二十四条)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from models.rules.assessment import RETURNS, RETURNS_WORDS, Share
from models.rules.deadlines import DeadlineKind
from models.rules.states import Worded


class Measure(Worded):
    """What is measured beside the deadlines, each a share.

    Duty: 24.1 (第二十四条).
    """

    DRAWS_HELD = "draws_held", "按计划抽取"
    RATIO_REACHED = "ratio_reached", "抽取的对象都已检查"
    COVERAGE = "coverage", "全年检查覆盖面"
    PHOTOS = "photos", "抽取留有照片"
    CHANGES = "changes", "抽取结果确认后变更"
    DISPOSED = "disposed", "发现的问题都有处理"


def known_measures() -> dict[str, str]:
    """Everything that a standard may name: each measure, and each kind of deadline by its name."""
    in_time = {RETURNS: RETURNS_WORDS, **{kind.value: kind.words for kind in DeadlineKind}}
    measures = {each.value: each.words for each in Measure}
    return measures | {name: f"按时{words}" for name, words in in_time.items()}


class Level(Worded):
    """What a score is called."""

    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    FAIR = "fair", "合格"
    POOR = "poor", "不合格"


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a measure is worth: all ``points`` from the share ``full`` on, none at ``none``, between them
    in proportion. Where less is better, ``none`` is the greater."""

    points: int
    full: Fraction
    none: Fraction

    def points_for(self, share: Fraction) -> Fraction:
        """The points of a share, to a tenth, half up."""
        part = (share - self.none) / (self.full - self.none)
        exact = self.points * min(max(part, Fraction(0)), Fraction(1))
        return Fraction(floor(10 * exact + Fraction(1, 2)), 10)


@dataclass(frozen=True, slots=True)
class Standard:
    """Criteria by the name of what they measure, and from which share of the points on a level is
    reached."""

    criteria: Mapping[str, Criterion]
    levels: Mapping[Level, Fraction]


@dataclass(frozen=True, slots=True)
class Scored:
    """One criterion: what was measured, and the points for it; ``None`` where there was no case, and
    then nothing could be lost or won."""

    measure: str
    criterion: Criterion
    share: Share
    points: Fraction | None


@dataclass(frozen=True, slots=True)
class Score:
    """All criteria, the points of those that had a case, and what they could have been."""

    rows: tuple[Scored, ...]
    points: Fraction
    possible: int
    level: Level | None


def score(standard: Standard, measured: Mapping[str, Share]) -> Score:
    """The score of what was measured; what is not in ``measured`` had no case.

    Duty: 24.1 (第二十四条).
    """
    rows = []
    for measure, criterion in standard.criteria.items():
        share = measured.get(measure, Share(0, 0))
        value = share.value
        points = criterion.points_for(value) if value is not None else None
        rows.append(Scored(measure, criterion, share, points))
    points = sum((row.points for row in rows if row.points is not None), Fraction(0))
    possible = sum(row.criterion.points for row in rows if row.points is not None)
    return Score(tuple(rows), points, possible, _level(standard, points, possible))


def _level(standard: Standard, points: Fraction, possible: int) -> Level | None:
    if not possible:
        return None
    reached = (level for level, least in standard.levels.items() if points >= least * possible)
    return next(reached, Level.POOR)

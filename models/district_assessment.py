"""What a district file says of how the work is assessed (第二十四条); a table that may be left out."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator, model_validator

from models.rules.assessment_score import Criterion, Level, Standard, known_measures
from models.toml_file import Counted, Number, Ratio, Section


def _rate(written: Any) -> Fraction:
    try:
        rate = Fraction(written) if isinstance(written, str) else None
    except (ValueError, ZeroDivisionError):
        rate = None
    if rate is None or not 0 <= rate <= 1:
        raise ValueError('应写成 0 至 1 的分数，例如 "9/10"')
    return rate


Rate = Annotated[Fraction, PlainValidator(_rate)]


class CriterionTerms(Section):
    """What a measure is worth, and at which shares it is worth all and nothing."""

    points: Number[Counted]
    full: Number[Rate]
    none: Number[Rate]

    @model_validator(mode="after")
    def _apart(self) -> CriterionTerms:
        if self.full.value == self.none.value:
            raise ValueError("full 与 none 不得相同")
        return self


class LevelTerms(Section):
    """From which share of the points on the work is called so, the best first."""

    excellent: Number[Ratio]
    good: Number[Ratio]
    fair: Number[Ratio]

    @model_validator(mode="after")
    def _in_order(self) -> LevelTerms:
        if not self.excellent.value > self.good.value > self.fair.value:
            raise ValueError("excellent、good、fair 应一级比一级低")
        return self


def _measure(name: str) -> str:
    if name not in known_measures():
        raise ValueError(f"不认识考评项「{name}」，应为 {'、'.join(known_measures())} 之一")
    return name


class AssessmentTerms(Section):
    """The standard of the assessment: a criterion for each measure, and the levels.

    Duty: 24.1, 25.1 (第二十四条、第二十五条).
    """

    criteria: dict[Annotated[str, AfterValidator(_measure)], CriterionTerms] = Field(min_length=1)
    levels: LevelTerms

    @property
    def standard(self) -> Standard:
        """The same as the rule takes it."""
        return Standard(
            {
                name: Criterion(each.points.value, each.full.value, each.none.value)
                for name, each in self.criteria.items()
            },
            {
                Level.EXCELLENT: self.levels.excellent.value,
                Level.GOOD: self.levels.good.value,
                Level.FAIR: self.levels.fair.value,
            },
        )

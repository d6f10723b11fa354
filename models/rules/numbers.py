"""A legal number as an item file states it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from models.rules.items import ratio_in_words


@dataclass(frozen=True, slots=True)
class Number:
    """A legal number of an item: its value, unit, article and what it does; where it is not from
    the rule itself, its ``source``, and whether a jurist has ``checked`` it."""

    value: int | Fraction
    unit: str
    article: str
    meaning: str
    source: str = ""
    checked: bool = True

    def __str__(self) -> str:
        """The value exactly."""
        return str(self.value) if isinstance(self.value, int) else ratio_in_words(self.value)

"""What an item file holds: the check points of an item, what is measured at each, what follows.

Values only; ``models.item_file`` reads them from a file, ``models.rules.findings`` applies them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.rules.items import ratio_in_words
from models.rules.states import Worded


class Kind(Worded):
    """How a measure is written down."""

    COUNT = "count", "整数"
    DATE = "date", "日期"
    TEXT = "text", "文字"
    TEXT_LIST = "text_list", "多项，用顿号隔开"


class Rule(Worded):
    """What can follow from what was measured: the whole set.

    Duty: 10.2 (第十条).
    """

    EQUAL = "equal", "两数相等"
    ZERO = "zero", "为零"
    AT_LEAST = "at_least", "不少于"
    SHARE_AT_MOST = "share_at_most", "占比不超过"
    NOT_EXPIRED = "not_expired", "检查当日未过期"
    NUMBER_EQUALS_LAST_PART = "number_equals_last_part", "编号与地址末位一致"
    EQUALS_DOSSIER = "equals_dossier", "与登记一致"


class Dossier(Worded):
    """What the roster records of a subject and a measure can be held against."""

    NAME = "name", "市场主体名称"
    PREMISES = "premises", "住所（经营场所）"
    LEGAL_REPRESENTATIVE = "legal_representative", "法定代表人（负责人）"
    INDUSTRY = "industry", "行业"


@dataclass(frozen=True, slots=True)
class Takes:
    """What a rule reads: the kinds of measure, its parameters, the words its finding may use."""

    kinds: tuple[Kind, ...]
    of: bool = False
    limit: type[int] | type[Fraction] | None = None
    dossier: bool = False
    words: tuple[str, ...] = ()


TAKES = {
    Rule.EQUAL: Takes((Kind.COUNT, Kind.DATE, Kind.TEXT), of=True),
    Rule.ZERO: Takes((Kind.COUNT,)),
    Rule.AT_LEAST: Takes((Kind.COUNT,), limit=int, words=("limit",)),
    Rule.SHARE_AT_MOST: Takes((Kind.COUNT,), of=True, limit=Fraction, words=("limit",)),
    Rule.NOT_EXPIRED: Takes((Kind.DATE,)),
    Rule.NUMBER_EQUALS_LAST_PART: Takes((Kind.TEXT_LIST,), words=("wrong",)),
    Rule.EQUALS_DOSSIER: Takes((Kind.TEXT,), dossier=True, words=("dossier",)),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A legal number of an item: its value, unit, article and what it does."""

    value: int | Fraction
    unit: str
    article: str
    meaning: str

    def __str__(self) -> str:
        """The value exactly."""
        return str(self.value) if isinstance(self.value, int) else ratio_in_words(self.value)


@dataclass(frozen=True, slots=True)
class Measure:
    """Something observed on site; ``hint`` says how to write it. ``at_least`` and ``at_most`` bound a count, or how many a list
    names; a measure ``for_the_record`` is written down though nothing follows from it."""

    code: str
    label: str
    kind: Kind
    unit: str = ""
    hint: str = ""
    at_least: Number | None = None
    at_most: Number | None = None
    for_the_record: bool = False


@dataclass(frozen=True, slots=True)
class Consequence:
    """A rule applied to a measure. ``finding`` says what is wrong if it is broken, with the
    measures' codes, ``{limit}``, ``{wrong}`` and ``{dossier}`` in braces."""

    rule: Rule
    measure: str
    finding: str
    of: str = ""
    """The other measure: what ``equal`` compares with, what ``share_at_most`` is a share of."""
    limit: Number | None = None
    dossier: Dossier | None = None


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """One point, in its group, with what is measured for it and what follows."""

    code: str
    group: str
    label: str
    article: str
    measures: tuple[Measure, ...] = ()
    consequences: tuple[Consequence, ...] = ()

    @property
    def title(self) -> str:
        """The point as a form words it."""
        return f"{self.code} {self.label}"


@dataclass(frozen=True, slots=True)
class Checklist:
    """An item as its file states it.

    Duty: 7.1, 10.1 (第七条、第十条).
    """

    code: str
    version: str
    form_title: str
    elements: Mapping[str, str]
    """The eight elements of 第七条; the ratio is an exact fraction as text."""
    points: tuple[CheckPoint, ...]

    @property
    def name(self) -> str:
        """The item's name."""
        return self.elements["name"]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Everything that is measured, in the order of the form."""
        return tuple(measure for point in self.points for measure in point.measures)

    def label(self, code: str) -> str:
        """A check point's wording by its code."""
        return next(point.label for point in self.points if point.code == code)

    def numbers(self) -> list[tuple[str, Number]]:
        """Every legal number, with the point or the measure it belongs to."""
        numbers = []
        for point in self.points:
            for measure in point.measures:
                for number in (measure.at_least, measure.at_most):
                    if number is not None:
                        numbers.append((f"{point.code} {measure.label}", number))
            numbers += [(point.title, c.limit) for c in point.consequences if c.limit is not None]
        return numbers

"""What an item file holds: the check points of an item, what is measured at each, what follows, how
measures hang together, and the results a visit can come to.

Values only; ``models.item_file`` reads them from a file, ``models.rules.findings`` applies them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.rules.categories import Category, Results
from models.rules.numbers import Number
from models.rules.rule_set import Dossier, Kind, Relation, Rule


@dataclass(frozen=True, slots=True)
class NoneAnswer:
    """That there is none, as an answer of its own: its words, what else people write for it, and what it
    means: a ``finding``, or that the point does not apply; nothing by itself otherwise. It is read
    from any of ``written``, full-width characters made plain."""

    words: str
    also: tuple[str, ...] = ()
    finding: str = ""
    not_applicable: bool = False
    written: tuple[str, ...] = ()


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
    choices: tuple[str, ...] = ()
    none: NoneAnswer | None = None
    when: str = ""
    """Asked for only if that measure says there is something."""
    all_of: str = ""
    """Fewer than ``at_least`` will do if they are all that this measure counts."""
    optional: bool = False
    on_file: str = ""
    """What of the premises' dossier (``models.rules.dossiers.Fact``) it is held against."""
    prefilled: bool = False
    """A form is printed with what is on file of it, for the officers to leave or to change."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """A rule applied to a measure. ``finding`` says what is wrong if it is broken, with the
    measures' codes, ``{limit}``, ``{wrong}`` and ``{dossier}`` in braces. One that ``asks`` leaves
    the judgement to the officers: what differs is no fault by itself, and has to be explained."""

    rule: Rule
    measure: str
    finding: str
    of: str = ""
    """The other measure: what ``equal`` compares with, what ``share_at_most`` is a share of."""
    limit: Number | None = None
    dossier: Dossier | None = None
    allowed: tuple[str, ...] = ()
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """How measures hang together: the sum of ``measures`` and ``of``; ``otherwise`` says what can't
    be true, and the form goes back with it."""

    relation: Relation
    measures: tuple[str, ...]
    of: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """One point, in its group, with what is measured for it and what follows; ``fault`` is what it
    is called when it is not in order."""

    code: str
    group: str
    label: str
    article: str
    measures: tuple[Measure, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    fault: str = ""

    @property
    def title(self) -> str:
        """The point as a form words it."""
        return f"{self.code} {self.label}"


@dataclass(frozen=True)
class Checklist:
    """An item as its file states it. What is looked up of it again and again is made out once.

    Duty: 7.1, 10.1 (第七条、第十条).
    """

    code: str
    version: str
    form_title: str
    elements: Mapping[str, str]
    """The eight elements of 第七条; the ratio is an exact fraction as text."""
    points: tuple[CheckPoint, ...]
    agreements: tuple[Agreement, ...] = ()
    results: Results | None = None
    """``None`` of a file of the first format, whose visits came to an outcome only."""

    @property
    def name(self) -> str:
        """The item's name."""
        return self.elements["name"]

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Everything that is measured, in the order of the form."""
        return tuple(measure for point in self.points for measure in point.measures)

    @cached_property
    def _by_code(self) -> dict[str, Measure]:
        return {measure.code: measure for measure in self.measures}

    def measure(self, code: str) -> Measure:
        """A measure by its code."""
        return self._by_code[code]

    def label(self, code: str) -> str:
        """A check point's wording by its code."""
        return next(point.label for point in self.points if point.code == code)

    def category(self, code: str) -> Category | None:
        """The result category that a return carries; ``None`` if it carries none."""
        return self.results.of(code) if self.results and code else None

    def numbers(self) -> list[tuple[str, Number]]:
        """Every legal number, with the point or the measure it belongs to."""
        numbers = []
        for point in self.points:
            for measure in point.measures:
                for number in (measure.at_least, measure.at_most):
                    if number is not None:
                        numbers.append((f"{point.code} {measure.label}", number))
            numbers += [(point.title, c.limit) for c in point.consequences if c.limit is not None]
        if self.results is not None:
            numbers.append(("未能实地检查的结果", self.results.evidence))
        return numbers

"""The item file: an item's eight elements, its check points, what is measured, what follows, and the
results a visit can come to.

``models/items/wb-01.toml`` is one. A check point measures (``measures``) and what is measured has
consequences (``rules``), each the name of a rule of ``models.rules.rule_set.Rule`` with its
parameters; ``agreements`` say what can't be true together. Nothing in code repeats a check point, a
result or their numbers.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PlainValidator, ValidationError

from models.faults import Fault, Refused
from models.item_contradictions import contradictions
from models.item_results import ResultList
from models.item_values import Label, Limit, MeasureCode, PointCode, ratio
from models.rules import checklist
from models.rules.checklist import Checklist, CheckPoint, Consequence
from models.rules.notations.plain import text
from models.rules.rule_set import Dossier, Kind, Relation, Rule
from models.toml_file import ItemCode, Section, Words, faults, key, parse

SHIPPED = Path(__file__).parent / "items"


class Elements(Section):
    """The eight elements of 第七条."""

    name: Words
    legal_basis: Words
    inspecting_body: Words
    objects: Words
    ratio: Annotated[str, PlainValidator(ratio)]
    frequency: Words
    method: Words
    content: Words


class NoneAnswer(Section):
    """That there is none, as an answer of its own."""

    words: Label
    also: tuple[Label, ...] = ()
    finding: str = ""
    not_applicable: Annotated[bool, Field(strict=True)] = False

    def plain(self) -> checklist.NoneAnswer:
        """The answer as a rule reads it."""
        written = tuple(map(text, (self.words, *self.also)))
        return checklist.NoneAnswer(
            self.words, self.also, self.finding, self.not_applicable, written
        )


class Measure(Section):
    """What is measured at a check point."""

    code: MeasureCode
    label: Label
    kind: Kind
    unit: str = ""
    hint: str = ""
    at_least: Limit | None = None
    at_most: Limit | None = None
    for_the_record: bool = False
    choices: tuple[Label, ...] = ()
    none: NoneAnswer | None = None
    when: str = ""
    all_of: str = ""
    optional: bool = False
    on_file: Literal[
        "",
        "licence_number",
        "licence_expires",
        "terminals",
        "servers",
        "area",
        "officer_name",
        "certificate",
        "certificate_expires",
    ] = ""
    prefilled: bool = False

    def plain(self) -> checklist.Measure:
        """The measure as a rule reads it."""
        return checklist.Measure(
            self.code,
            self.label,
            self.kind,
            self.unit,
            self.hint,
            self.at_least.plain() if self.at_least else None,
            self.at_most.plain() if self.at_most else None,
            self.for_the_record,
            self.choices,
            self.none.plain() if self.none else None,
            self.when,
            self.all_of,
            self.optional,
            self.on_file,
            self.prefilled,
        )


class Follows(Section):
    """What follows from a measure."""

    rule: Rule
    measure: str
    finding: Words
    of: str = ""
    limit: Limit | None = None
    dossier: Dossier | None = None
    allowed: tuple[Label, ...] = ()
    asks: bool = False

    def plain(self) -> Consequence:
        """The consequence as a rule reads it."""
        limit = self.limit.plain() if self.limit else None
        return Consequence(
            self.rule,
            self.measure,
            self.finding,
            self.of,
            limit,
            self.dossier,
            self.allowed,
            self.asks,
        )


class Point(Section):
    """A check point."""

    code: PointCode
    label: Label
    article: Words
    fault: str = ""
    measures: tuple[Measure, ...] = ()
    rules: tuple[Follows, ...] = ()

    def plain(self, group: str) -> CheckPoint:
        """The point as a rule reads it."""
        return CheckPoint(
            code=self.code,
            group=group,
            label=self.label,
            article=self.article,
            measures=tuple(measure.plain() for measure in self.measures),
            consequences=tuple(follows.plain() for follows in self.rules),
            fault=self.fault,
        )


class Group(Section):
    """A group of check points."""

    name: Words
    points: list[Point] = Field(min_length=1)


class Agreement(Section):
    """What can't be true of two measures together."""

    rule: Relation
    measures: Annotated[tuple[str, ...], Field(min_length=1)]
    of: str
    otherwise: Words

    def plain(self) -> checklist.Agreement:
        """The agreement as a rule reads it."""
        return checklist.Agreement(self.rule, self.measures, self.of, self.otherwise)


class ItemFile(Section):
    """An item file as read and checked, of either format.

    Duty: 7.1, 10.1 (第七条、第十条).
    """

    format: Literal["ssj-item/1", "ssj-item/2"]
    code: ItemCode
    version: Words
    form_title: Words
    elements: Elements
    groups: list[Group] = Field(min_length=1)
    agreements: tuple[Agreement, ...] = ()
    results: ResultList | None = None

    def plain(self) -> Checklist:
        """The item as the rules read it."""
        return Checklist(
            self.code,
            self.version,
            self.form_title,
            self.elements.model_dump(),
            tuple(point.plain(group.name) for group in self.groups for point in group.points),
            tuple(agreement.plain() for agreement in self.agreements),
            self.results.plain() if self.results else None,
        )


def shipped() -> list[Path]:
    """The item files that come with the software."""
    return sorted(SHIPPED.glob("*.toml"))


@lru_cache(maxsize=64)
def read(given: str, file: str) -> Checklist:
    """Check an item file's text ``given``; ``file`` is its name, for the errors.

    Raises:
        Refused: every wrong key and value, every contradiction, in Chinese.

    Duty: 7.1, 10.1, 10.2 (第七条、第十条).
    """
    tables = parse(given, file)
    wrong = [
        Fault(file, f"键「{key(path)}」：{expected}") for path, expected in contradictions(tables)
    ]
    try:
        read_file = ItemFile.model_validate(tables)
    except ValidationError as error:
        wrong = [*faults(file, error, "wb-01.toml"), *wrong]
    if wrong:
        raise Refused(faults=wrong)
    return read_file.plain()

"""The item file: an item's eight elements, its check points, what is measured, what follows.

``models/items/wb-01.toml`` is one. A check point measures (``measures``) and what is measured has
consequences (``rules``), each the name of a rule of ``models.rules.checklist.Rule`` with its
parameters. Nothing in code repeats a check point or its numbers.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, ValidationError

from models.faults import Fault, Refused
from models.item_contradictions import contradictions
from models.rules import checklist
from models.rules.checklist import Checklist, CheckPoint, Consequence, Dossier, Kind, Rule
from models.rules.items import exact_ratio
from models.toml_file import ItemCode, Number, Section, Words, faults, key, parse, shaped

SHIPPED = Path(__file__).parent / "items"

PointCode = Annotated[
    str, shaped(r"[A-Z]{1,3}[0-9]{1,3}", "应为 1 至 3 个大写字母加 1 至 3 位数字，例如 A1")
]
MeasureCode = Annotated[
    str, shaped(r"[a-z][a-z0-9_]*", "应为小写字母开头的小写字母、数字或下划线，例如 log_days")
]
Label = Annotated[str, shaped(r"\S(?:.*\S)?", "应写在一行内，前后没有空格")]
"""As it is found again on a form: in one line, no spaces around it."""


def _ratio(written: Any) -> str:
    ratio = exact_ratio(written) if isinstance(written, str) else None
    if ratio is None:
        raise ValueError("应为大于 0 且不超过 1 的比例，如 5% 或 1/20")
    return str(ratio)


def _number(written: Any) -> int | Fraction:
    if isinstance(written, int) and not isinstance(written, bool) and written >= 0:
        return written
    ratio = exact_ratio(written) if isinstance(written, str) else None
    if ratio is None:
        raise ValueError('应为不小于 0 的整数，或写成分数的比例，例如 "1/20"')
    return ratio


class Elements(Section):
    """The eight elements of 第七条."""

    name: Words
    legal_basis: Words
    inspecting_body: Words
    objects: Words
    ratio: Annotated[str, PlainValidator(_ratio)]
    frequency: Words
    method: Words
    content: Words


class Limit(Number[Annotated[int | Fraction, PlainValidator(_number)]]):
    """A number of the item."""

    def plain(self) -> checklist.Number:
        """The number as a rule reads it."""
        return checklist.Number(self.value, self.unit, self.article, self.meaning)


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
        )


class Follows(Section):
    """What follows from a measure."""

    rule: Rule
    measure: str
    finding: Words
    of: str = ""
    limit: Limit | None = None
    dossier: Dossier | None = None

    def plain(self) -> Consequence:
        """The consequence as a rule reads it."""
        limit = self.limit.plain() if self.limit else None
        return Consequence(self.rule, self.measure, self.finding, self.of, limit, self.dossier)


class Point(Section):
    """A check point."""

    code: PointCode
    label: Label
    article: Words
    measures: tuple[Measure, ...] = ()
    rules: tuple[Follows, ...] = ()


class Group(Section):
    """A group of check points."""

    name: Words
    points: list[Point] = Field(min_length=1)


class ItemFile(Section):
    """An item file as read and checked.

    Duty: 7.1, 10.1 (第七条、第十条).
    """

    format: Literal["ssj-item/1"]
    code: ItemCode
    version: Words
    form_title: Words
    elements: Elements
    groups: list[Group] = Field(min_length=1)

    def plain(self) -> Checklist:
        """The item as the rules read it."""
        points = tuple(
            CheckPoint(
                code=point.code,
                group=group.name,
                label=point.label,
                article=point.article,
                measures=tuple(measure.plain() for measure in point.measures),
                consequences=tuple(follows.plain() for follows in point.rules),
            )
            for group in self.groups
            for point in group.points
        )
        return Checklist(
            self.code, self.version, self.form_title, self.elements.model_dump(), points
        )


def shipped() -> list[Path]:
    """The item files that come with the software."""
    return sorted(SHIPPED.glob("*.toml"))


@lru_cache(maxsize=64)
def read(text: str, file: str) -> Checklist:
    """Check an item file's ``text``; ``file`` is its name, for the errors.

    Raises:
        Refused: every wrong key and value, every contradiction, in Chinese.

    Duty: 7.1, 10.1, 10.2 (第七条、第十条).
    """
    tables = parse(text, file)
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

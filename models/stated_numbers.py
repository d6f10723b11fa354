"""The legal numbers of a district file as a table shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.rules.deadlines import Unit
from models.rules.items import ratio_in_words
from models.toml_file import Legal, Section


@dataclass(frozen=True, slots=True)
class Stated:
    """One legal number as a table shows it."""

    name: str
    value: str
    unit: str
    article: str
    meaning: str
    checked: bool


def stated_numbers(section: Section, prefix: str = "") -> Iterator[Stated]:
    """Every legal number of a section in the order of the file, named with ``prefix`` before it.

    Duty: 25.1 (第二十五条).
    """
    for key in type(section).model_fields:
        value, name = getattr(section, key), f"{prefix}{key}"
        if isinstance(value, Legal):
            unit = getattr(value, "unit", "")
            shown = unit.words if isinstance(unit, Unit) else unit
            yield Stated(
                name, _plain(value.value), shown, value.article, value.meaning, value.checked
            )
        elif isinstance(value, Section):
            yield from stated_numbers(value, f"{name}.")
        elif isinstance(value, dict):
            for part, stated in value.items():
                if isinstance(stated, Section):
                    yield from stated_numbers(stated, f"{name}.{part}.")


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_plain(each) for each in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return ratio_in_words(value) if isinstance(value, Fraction) else str(value)

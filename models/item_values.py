"""What the parts of an item file share: codes, labels, numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, PlainValidator

from models.rules import numbers
from models.rules.items import exact_ratio
from models.toml_file import Number, shaped

PointCode = Annotated[
    str, shaped(r"[A-Z]{1,3}[0-9]{1,3}", "应为 1 至 3 个大写字母加 1 至 3 位数字，例如 A1")
]
MeasureCode = Annotated[
    str, shaped(r"[a-z][a-z0-9_]*", "应为小写字母开头的小写字母、数字或下划线，例如 log_days")
]
CategoryCode = Annotated[
    str, shaped(r"[a-z][a-z0-9-]*", "应为小写字母开头的小写字母、数字或连字符，例如 moved-out")
]
Label = Annotated[str, shaped(r"\S(?:.*\S)?", "应写在一行内，前后没有空格")]
"""As it is found again on a form: in one line, no spaces around it."""


def ratio(written: Any) -> str:
    """A ratio as exact text.

    Raises:
        ValueError: it is none.
    """
    exact = exact_ratio(written) if isinstance(written, str) else None
    if exact is None:
        raise ValueError("应为大于 0 且不超过 1 的比例，如 5% 或 1/20")
    return str(exact)


def _number(written: Any) -> int | Fraction:
    if isinstance(written, int) and not isinstance(written, bool) and written >= 0:
        return written
    exact = exact_ratio(written) if isinstance(written, str) else None
    if exact is None:
        raise ValueError('应为不小于 0 的整数，或写成分数的比例，例如 "1/20"')
    return exact


class Limit(Number[Annotated[int | Fraction, PlainValidator(_number)]]):
    """A number of the item; ``checked`` is false until a jurist has confirmed it."""

    source: str = ""
    checked: Annotated[bool, Field(strict=True)] = True

    def plain(self) -> numbers.Number:
        """The number as a rule reads it."""
        return numbers.Number(
            self.value, self.unit, self.article, self.meaning, self.source, self.checked
        )

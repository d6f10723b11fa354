"""What district and item files share: strict sections, numbers of the rule, faults in Chinese."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError

from models.faults import Fault, Refused


class Section(BaseModel):
    """A table of a file; a key nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _ratio(written: Any) -> Fraction:
    if not isinstance(written, str):
        raise ValueError('应写成分数，例如 "1/20"')
    try:
        ratio = Fraction(written)
    except (ValueError, ZeroDivisionError):
        raise ValueError('应写成分数，例如 "1/20"') from None
    if not 0 < ratio <= 1:
        raise ValueError("比例应大于 0 且不超过 1")
    return ratio


Ratio = Annotated[Fraction, PlainValidator(_ratio)]
Count = Annotated[int, Field(ge=0, strict=True)]
Counted = Annotated[int, Field(ge=1, strict=True)]
Words = Annotated[str, Field(min_length=1, pattern=r"\S")]


T = TypeVar("T")


class Legal(Section, Generic[T]):
    """What the rule leaves to be stated: with the article it comes from, and what it does."""

    value: T
    article: Words
    meaning: Words


class Number(Legal[T], Generic[T]):
    """A number of the rule, with its unit."""

    unit: Words


def parse(text: str, file: str) -> dict[str, Any]:
    """A file's text as plain tables.

    Raises:
        Refused: it is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(faults=[Fault(file, f"不是有效的 TOML：{error}")]) from error


def faults(file: str, error: ValidationError, example: str) -> list[Fault]:
    """Every wrong key and value in Chinese; ``example`` names a file to compare with."""
    return [_in_chinese(file, dict(each), example) for each in error.errors()]


_EXPECTED = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识这一项，请对照 {example} 检查拼写",
    "int_type": "应为整数",
    "string_type": "应为文字",
    "bool_type": "应为 true 或 false",
    "literal_error": "应为 {expected} 之一",
    "enum": "应为 {expected} 之一",
    "greater_than_equal": "不得小于 {ge}",
    "string_pattern_mismatch": "格式应符合 {pattern}",
    "string_too_short": "不得为空",
    "too_short": "至少要有一项",
    "date_from_datetime_parsing": "应为日期，例如 2026-01-01",
    "date_type": "应为日期，例如 2026-01-01",
    "list_type": "应为列表",
    "tuple_type": "应为列表",
    "model_type": '应写成 { value = …, unit = "…", article = "第…条", meaning = "…" }',
    "value_error": "{error}",
}


def _in_chinese(file: str, error: dict[str, Any], example: str) -> Fault:
    stated = {**error.get("ctx", {}), "example": example}
    expected = _EXPECTED.get(error["type"], "取值有误")
    if error["type"] != "model_type":
        expected = expected.format(**stated).replace(" or ", "、").replace("', '", "'、'")
    shown = "" if error["type"] in ("missing", "value_error") else f"的值为「{error['input']}」"
    return Fault(file, f"键「{key(error['loc'])}」{shown}：{expected}")


def key(path: tuple[int | str, ...]) -> str:
    """Where something stands in a file, entries of a list counted from 1: ``groups[1].name``."""
    written = ""
    for part in path:
        written += f"[{part + 1}]" if isinstance(part, int) else f"{'.' if written else ''}{part}"
    return written or "整个文件"

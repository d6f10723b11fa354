"""What district and item files share: strict sections, numbers of the rule, faults in Chinese."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, ValidationError
from pydantic_core import PydanticCustomError

from models.faults import Fault, Refused
from models.rules.deadlines import Unit
from models.rules.names import ITEM_CODE, REGION


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


def shaped(pattern: str, expected: str) -> AfterValidator:
    """Text of a form; ``expected`` says in Chinese how it is written."""

    def check(text: str) -> str:
        if re.fullmatch(pattern, text) is None:
            raise PydanticCustomError("shape", "{expected}", {"expected": expected})
        return text

    return AfterValidator(check)


Ratio = Annotated[Fraction, PlainValidator(_ratio)]
Count = Annotated[int, Field(ge=0, strict=True)]
Counted = Annotated[int, Field(ge=1, strict=True)]
Words = Annotated[str, shaped(r"(?s).*\S.*", "不得为空")]

Meaning = Annotated[str, shaped(r".*[\u4e00-\u9fff].*", "应为一行中文，说明它的作用")]
"""What a number does: one line, in Chinese."""

ItemCode = Annotated[
    str, shaped(ITEM_CODE, "应为 1 至 16 位大写字母、数字或连字符，首尾为字母或数字，例如 WB-01")
]
Region = Annotated[str, shaped(f"(?a:{REGION})", "应为 6、9 或 12 位数字")]

T = TypeVar("T")


class Legal(Section, Generic[T]):
    """What the rule leaves to be stated: with the article it comes from, and what it does. What no
    jurist has confirmed yet is not ``checked``, and is shown as 待核."""

    value: T
    article: Words
    meaning: Meaning
    checked: Annotated[bool, Field(strict=True)] = True


class Number(Legal[T], Generic[T]):
    """A number of the rule, with its unit."""

    unit: Words


def _unit(written: Any) -> Unit:
    for unit in Unit:
        if written == unit.words:
            return unit
    raise ValueError(f"应为 {Unit.all_words()} 之一")


class Term(Legal[Counted]):
    """How long after its event something is due: working days, or plain days."""

    unit: Annotated[Unit, PlainValidator(_unit)]


def parse(text: str, file: str) -> dict[str, Any]:
    """A file's text as plain tables.

    Raises:
        Refused: it is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+), column (\d+)", str(error))
        where = f"第 {at[1]} 行第 {at[2]} 列附近有误" if at else "末尾不完整"
        raise Refused(faults=[Fault(file, f"不是有效的 TOML：{where}")]) from error


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
    "shape": "{expected}",
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

"""An item of an item list and its eight elements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.rules.names import item_code_problem
from models.rules.rosters import Problem, RiskClass
from models.rules.states import Worded

ELEMENTS = {
    "name": "事项名称",
    "legal_basis": "抽查依据",
    "inspecting_body": "抽查主体",
    "objects": "抽查对象",
    "ratio": "抽查比例",
    "frequency": "抽查频次",
    "method": "抽查方式",
    "content": "抽查内容",
}


class ItemListKind(Worded):
    """A region keeps two item lists.

    Duty: 6.1 (第六条).
    """

    SINGLE = "single", "单一部门"
    JOINT = "joint", "跨部门联合"


KINDS_BY_WORDS = {**{kind.words: kind for kind in ItemListKind}, "跨部门": ItemListKind.JOINT}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item as a list states it; ``ratio`` is an exact fraction as text."""

    code: str
    name: str
    legal_basis: str
    inspecting_body: str
    objects: str
    ratio: str
    frequency: str
    method: str
    content: str


def item_row(values: Mapping[str, str]) -> tuple[ItemRow, list[Problem]]:
    """An item from a row's text, and everything that is wrong with it.

    Duty: 7.1 (第七条).
    """
    problems = [(field, "不得为空（第七条）") for field in ELEMENTS if not values.get(field)]
    if wrong := item_code_problem(values.get("code", "")):
        problems.append(("code", wrong))
    ratio = exact_ratio(values.get("ratio", ""))
    if values.get("ratio") and ratio is None:
        problems.append(("ratio", "应为大于 0 且不超过 1 的比例，如 5% 或 1/20"))
    row = ItemRow(
        code=values.get("code", ""),
        ratio=str(ratio or ""),
        **{field: values.get(field, "") for field in ELEMENTS if field != "ratio"},
    )
    return row, problems


def exact_ratio(written: str) -> Fraction | None:
    """``5%``, ``1/20`` or ``0.05`` as an exact fraction; ``None`` if it is no ratio."""
    try:
        percent = written.endswith("%")
        ratio = Fraction(written.rstrip("%")) / (100 if percent else 1)
    except (ValueError, ZeroDivisionError):
        return None
    return ratio if 0 < ratio <= 1 else None


def ratio_in_words(ratio: Fraction | str) -> str:
    """A ratio as it is read, exactly: a percentage where that has at most two decimals, or the
    fraction; 1/30 is never 3 %.

    Duty: 7.1, 9.1 (第七条、第九条).
    """
    hundredths = Fraction(ratio) * 10_000
    if hundredths.denominator != 1:
        return str(Fraction(ratio))
    whole, decimals = divmod(hundredths.numerator, 100)
    return f"{whole}.{decimals:02d}".rstrip("0").rstrip(".") + "%"


def binding_ratios(item_ratio: Fraction, raised: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The ratio of each stratum: the item's for every subject, more where the district raises it.

    Duty: 7.2, 9.1, 9.4 (第七条、第九条).
    """
    general = {RiskClass.GENERAL.value: item_ratio}
    return general | {stratum: max(ratio, item_ratio) for stratum, ratio in raised.items()}


def ratio_problem(item_ratio: Fraction, floor: Fraction, article: str) -> str | None:
    """Why an item's ratio can't stand on a district's list; ``None`` if it can.

    Duty: 7.1, 9.1 (第七条、第九条).
    """
    if item_ratio >= floor:
        return None
    return f"抽查比例 {ratio_in_words(item_ratio)} 低于区县参数的下限 {ratio_in_words(floor)}（{article}）"

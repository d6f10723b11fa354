"""An item of an item list and its eight elements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.rules.rosters import Problem

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
KINDS = {"单一部门": "single", "跨部门": "joint", "跨部门联合": "joint"}


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
    if not values.get("code"):
        problems.append(("code", "不得为空"))
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

"""What a record form says to whoever fills it in."""

from __future__ import annotations

from collections.abc import Mapping

from models.rules.checklist import Checklist, CheckPoint, Measure
from models.rules.findings import wanted
from models.rules.form import CATEGORY, FIELDS
from models.rules.observed import NO, YES
from models.rules.rule_set import Kind
from reports.cells import ticked

WANTED_WIDTH = 18
"""Of the column in which stands what is wanted, in half-width characters."""

HOW = (
    f"黄色格填写，其余不必改。进入场所检查的，填检查要点；没有进入的，只填「{CATEGORY.label}」"
    f"「{FIELDS['situation'].label}」「{FIELDS['evidence'].label}」和签字各栏，不填检查要点。"
    "不得填写上网人员的姓名、证件号、电话。"
)
LOOKED_AT, YES_OR_NO = "现场查看后认定", "是或否"
EXAMPLES = {
    Kind.COUNT: "填整数",
    Kind.SHARE: "填占比，例如 5%",
    Kind.DATE: "填日期，例如 2026-09-10",
    Kind.SPAN: "填起止时间，例如 2026-09-07 20:00—22:00",
    Kind.TERMINALS: "例如 12号机 192.168.1.12、35号机 192.168.1.35",
    Kind.CHOICES: "可填多项，用顿号隔开",
    Kind.TEXT: "照实填写",
}
MESSAGES = {
    "visited_on": "填日期，例如 2026-09-10",
    "started_at": "填时间，例如 9:05",
    "ended_at": "填时间，例如 10:20；过了零点的照填",
    "officers": "到场检查人员的警号或姓名，用顿号隔开",
    "author": "录入人的警号或姓名，须是到场的检查人员；由内勤代录的填内勤姓名",
    "received_by": "例如 值班经理",
    "evidence": "照片、文件的名称或文号，用顿号隔开",
    "officers_signed_on": "填日期，例如 2026-09-10",
    "signed_on": "填日期，例如 2026-09-10",
    "witness_signed_on": "填日期，例如 2026-09-10",
    "reason": "改后再次交回时填写；第一次交回不填",
}

Beside = Mapping[str, tuple[str, str]]
"""Measure code -> what stands beside its cell, and what the cell says of how to fill it in."""


def beside_cells(item: Checklist) -> Beside:
    """Beside each cell unit and minimum, or the choices to tick; the same on every form of an item.

    Duty: 10.2 (第十条).
    """
    return {
        measure.code: (_needed(point, measure), _example(point, measure))
        for point in item.points
        for measure in point.measures
    }


def _needed(point: CheckPoint, measure: Measure) -> str:
    if measure.kind.is_chosen or measure.kind == Kind.YES_NO:
        return ticked(listed(measure), WANTED_WIDTH)
    needed = "；".join(filter(None, (measure.unit, wanted(point, measure))))
    return needed or ("可不填" if measure.optional else EXAMPLES.get(measure.kind, ""))


def _example(point: CheckPoint, measure: Measure) -> str:
    if measure.kind in (Kind.CHOICE, Kind.YES_NO):
        return ""
    return "，".join(filter(None, (EXAMPLES.get(measure.kind, ""), wanted(point, measure))))


def listed(measure: Measure) -> list[str]:
    """What may be chosen for a measure."""
    named = [YES, NO] if measure.kind == Kind.YES_NO else list(measure.choices)
    return [*named, measure.none.words] if measure.none else named

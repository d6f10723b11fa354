"""The tables of an assessment by period, item, unit and inspector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.rules.assessment import RETURNS, Share
from models.rules.charts import Table
from models.rules.deadlines import NOT_OURS, DeadlineKind
from reports.assessment_words import Values

GROUPS = {
    "period": ("按期", "期", ""),
    "item": ("按事项", "事项", ""),
    "unit": ("按单位", "所在单位", "一件检查计入主检人员的所在单位。"),
    "inspector": (
        "按检查人员",
        "检查人员",
        "一件检查由两人以上完成，各人都计，合计大于件数。",
    ),
}


def groups(assessed: Values) -> Iterator[Table]:
    """One table each.

    Duty: 24.1 (第二十四条).
    """
    others = [
        kind for kind in dict.fromkeys(each["kind"] for each in assessed["in_time"])
        if kind not in (RETURNS, DeadlineKind.RESULTS, *NOT_OURS)
    ]  # fmt: skip
    for key, (name, head, note) in GROUPS.items():
        rows = assessed["groups"][key]
        yield Table(
            name,
            _most_of(rows, head),
            (head, "任务", "实际检查", "发现问题", "回传按时", "公示按时", "其他期限按时"),
            [
                (
                    each["name"],
                    each["inspections"],
                    each["visited"],
                    each["found"],
                    _share(each, [RETURNS]),
                    _share(each, [DeadlineKind.RESULTS]),
                    _share(each, others),
                )
                for each in rows
            ],
            note=note,
        )


def _share(group: Values, kinds: Sequence[str]) -> str:
    shares = [each["share"] for each in group["in_time"] if each["kind"] in kinds]
    return Share(sum(each["n"] for each in shares), sum(each["of"] for each in shares)).words


def _most_of(groups: Sequence[Values], head: str) -> str:
    late = {
        each["name"]: sum(kept["late"] for kept in each["in_time"] if kept["kind"] not in NOT_OURS)
        for each in groups
    }
    worst = [name for name, n in late.items() if n and n == max(late.values())]
    if not worst:
        return "都没有逾期。"
    return f"逾期最多的{head}：{'、'.join(worst)}，{max(late.values())}项。"

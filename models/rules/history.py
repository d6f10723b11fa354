"""A subject's history in the six steps of article 10, and how an act of the audit record is told in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.rules.applications import Decision
from models.rules.special import GROUNDS
from models.rules.states import Worded


class HistoryStep(Worded):
    """The six steps that are traced, in their order.

    Duty: 10.3 (第十条末款).
    """

    PLAN = "plan", "抽查计划"
    TASK = "task", "抽查任务"
    DRAW = "draw", "随机抽取"
    INSPECTION = "inspection", "实施检查"
    HANDLING = "handling", "结果处理"
    ARCHIVE = "archive", "材料归档"


_STEPS: tuple[tuple[str, HistoryStep], ...] = (
    ("plan.", HistoryStep.PLAN),
    ("items.", HistoryStep.PLAN),
    ("roster.", HistoryStep.TASK),
    ("draw.announce", HistoryStep.TASK),
    ("special.", HistoryStep.TASK),
    ("cause.", HistoryStep.TASK),
    ("dossier.", HistoryStep.TASK),
    ("draw.", HistoryStep.DRAW),
    ("draws.", HistoryStep.DRAW),
    ("change.", HistoryStep.DRAW),
    ("dispatch", HistoryStep.INSPECTION),
    ("task_sheets", HistoryStep.INSPECTION),
    ("forms", HistoryStep.INSPECTION),
    ("papers", HistoryStep.INSPECTION),
    ("messages", HistoryStep.INSPECTION),
    ("chase", HistoryStep.INSPECTION),
    ("returns", HistoryStep.INSPECTION),
    ("archive", HistoryStep.ARCHIVE),
)


def step_of(subject: str) -> HistoryStep:
    """The step that an act belongs to, by what the audit record calls it (``change.decide:…``): what is
    none of the others is done about a result.

    Duty: 10.3 (第十条末款).
    """
    return next(
        (step for begins, step in _STEPS if subject.startswith(begins)), HistoryStep.HANDLING
    )


_LABELS = {
    "number": "编号",
    "document": "文号",
    "list_name": "名单",
    "kind_name": "处理",
    "stage_name": "现为",
    "department": "接收部门",
    "check_point": "检查要点",
    "check_points": "检查要点",
    "recheck": "复查任务",
    "inspection": "检查任务",
    "due_on": "期限",
    "reason_name": "原因",
    "reason": "原因",
    "explanation": "说明",
    "note": "公开说明",
    "opinion": "意见",
    "count": "次数",
    "draws_due": "全年应抽",
    "channel": "渠道",
    "decision": "决定",
    "state_name": "现为",
    "until": "截至",
    "words": "内容",
    "ground": "法定情形",
    "matter": "公示件",
}
"""What is told of an act, each part as a person calls it."""


def in_words(payload: Mapping[str, Any]) -> str:
    """What an act says of itself: the parts a person can read, each once.

    Duty: 10.3 (第十条末款).
    """
    told: dict[str, str] = {}
    for key, label in _LABELS.items():
        value = payload.get(key)
        if key == "decision" and value in Decision.values():
            value = Decision(value).words
        if key == "ground" and value in GROUNDS:
            value = GROUNDS[value]
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            value = "、".join(value)
        readable = isinstance(value, str | int) and not isinstance(value, bool) and value != ""
        if readable and label not in told and not _is_a_code(key, value):
            told[label] = str(value)
    return "；".join(f"{label}{value}" for label, value in told.items())


def _is_a_code(key: str, value: Any) -> bool:
    """Whether a reason is written as the program stores it; its words stand beside it."""
    return key in ("reason", "explanation", "decision") and str(value).replace("-", "").isascii()

"""The record form (登记表): its rows, their labels and choices, once for whoever prints, reads or
judges one. The check points between them come from the item file.

Duty: 20.1, 20.2, 22.1 (第二十条、第二十二条).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.rules.states import Worded

TASK_SHEET = "检查任务单"


class Answer(Worded):
    """What is answered to a check point.

    Duty: 10.1 (第十条).
    """

    CONFORM = "conform", "符合"
    NON_CONFORM = "non_conform", "不符合"
    NOT_APPLICABLE = "not_applicable", "不适用"


ANSWER_WORDS = {each.value: each.words for each in Answer}


class Signature(Worded):
    """How the subject confirmed the form.

    Duty: 20.2 (第二十条).
    """

    SIGNED = "signed", "签字"
    SEALED = "sealed", "盖章"
    REFUSED = "refused", "拒绝签字"


NON_COOPERATION = {
    1: "拒绝检查人员或其委托的专业机构进入",
    2: "拒绝提供相关材料",
    3: "不如实反映情况或提供材料",
    4: "其他阻扰、妨碍检查的行为",
    5: "其他情形",
}
"""The five kinds of 第二十二条."""


@dataclass(frozen=True, slots=True)
class Field:
    """A row to fill in: its name on ``models.rules.returns.Form``, label, and what may be chosen."""

    name: str
    label: str
    choices: Mapping[str, Any] = field(default_factory=dict)


VISIT = (
    Field("visited_on", "检查日期"),
    Field("officers", "检查人员警号"),
    Field("police_id_shown", "是否出示警察证", {"是": True, "否": False}),
    Field("author", "录入人警号"),
)
"""Above the check points."""

CLOSING = (
    Field("non_cooperation", "不予配合情形（1-5）"),
    Field("non_cooperation_detail", "不予配合说明"),
    Field("signature", "被检查对象确认", {each.words: each.value for each in Signature}),
    Field("refusal_reason", "拒绝签字原因"),
    Field("witness", "见证人"),
    Field("remarks", "备注"),
)
"""Below what was measured."""

FIELDS = {each.name: each for each in (*VISIT, *CLOSING)}

NUMBER, DUE_ON = "任务编号", "回传期限"
ITEM, ITEM_VERSION = "抽查事项", "事项版本"
SUBJECT, CREDIT_CODE = "市场主体名称", "信用代码"
PREMISES, LEGAL_REPRESENTATIVE = "住所（经营场所）", "负责人"
OFFICERS, BODY = "派发检查人员", "检查机关"
SIGNED_BY, CONFIRMED_BY = "检查人员签字", "被检查对象签字（盖章）"
POINT_HEADINGS = ("检查类别", "检查要点", "认定", "检查所见")

PRINTED = (NUMBER, ITEM, SUBJECT, PREMISES, OFFICERS, SIGNED_BY)
"""First cells of the rows that are printed filled in."""

LABELS = {*PRINTED, POINT_HEADINGS[0], *(each.label for each in FIELDS.values())}
"""Every first cell of a form but the check points' groups and the measures."""

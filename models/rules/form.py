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
    ABSENT = "absent", "无人在场"

    @property
    def is_given(self) -> bool:
        """Whether the subject confirmed it."""
        return self in (Signature.SIGNED, Signature.SEALED)


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
    """A row to fill in: its name on ``models.rules.returns.Form``, label, what may be chosen, and
    whether people write there what they want, so that nobody's identity may be written there."""

    name: str
    label: str
    choices: Mapping[str, Any] = field(default_factory=dict)
    free: bool = False


VISITED, VISITED_WORDS = "on-site", "已实地检查"
"""The premises were entered and looked at; the result follows from the check points."""

CATEGORY = Field("category", "本次检查情况")
VISIT = (
    Field("visited_on", "检查日期"),
    Field("started_at", "检查开始时间"),
    Field("ended_at", "检查结束时间"),
    Field("officers", "检查人员警号"),
    Field("author", "录入人警号"),
    Field("police_id_shown", "是否出示警察证", {"是": True, "否": False}),
    Field("received_by", "接待人及身份", free=True),
)
"""Above the check points."""

NO_VISIT = (
    Field("situation", "未能检查的情况", free=True),
    Field("evidence", "佐证材料", free=True),
)
"""Instead of the check points."""

CLOSING = (
    Field("non_cooperation", "不予配合情形（1-5）"),
    Field("non_cooperation_detail", "不予配合说明", free=True),
    Field("opinion", "检查意见", free=True),
    Field("officers_signed_on", "检查人员签字日期"),
    Field("signature", "被检查对象确认", {each.words: each.value for each in Signature}),
    Field("signed_on", "被检查对象确认日期"),
    Field("refusal_reason", "拒绝签字原因", free=True),
    Field("witness", "见证人", free=True),
    Field("witness_signed_on", "见证人签字日期"),
    Field("remarks", "备注", free=True),
    Field("reason", "改动原因", free=True),
)
"""Below the check points."""

FIELDS = {each.name: each for each in (CATEGORY, *VISIT, *NO_VISIT, *CLOSING)}

NUMBER, DUE_ON = "任务编号", "回传期限"
ITEM, ITEM_VERSION = "抽查事项", "事项版本"
SUBJECT, CREDIT_CODE = "市场主体名称", "信用代码"
PREMISES, LEGAL_REPRESENTATIVE = "住所（经营场所）", "负责人"
OFFICERS, BODY = "派发检查人员", "检查机关"
GROUND = "专项检查依据"
SIGNED_BY, CONFIRMED_BY = "检查人员签字", "被检查对象签字（盖章）"
DOSSIER_VERSION, ON_FILE = "档案版本", "在册情况"
GROUP_HEADING, POINT_HEADING, ANSWER_HEADING = "检查类别", "检查要点", "认定"
MEASURE_HEADING, VALUE_HEADING, WANTED_HEADING = "核对事项", "核对结果", "要求"
OBSERVED_HEADING = "检查所见"

PRINTED = (NUMBER, ITEM, SUBJECT, PREMISES, OFFICERS, SIGNED_BY)
"""First cells of the rows that are printed filled in."""

LABELS = {*PRINTED, GROUP_HEADING, *(each.label for each in FIELDS.values())}
"""Every first cell of a form but the check points' groups and the measures."""

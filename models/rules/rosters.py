"""What a row of a roster must hold, who on it can be drawn, and who can't, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.faults import Refused
from models.rules.credit_code import problem
from models.rules.draw.forms import subject_id
from models.rules.draw.reasons import IneligibleReason, MoveReason
from models.rules.recusals import Recusal, read_recusals
from models.rules.states import Worded


class RosterKind(Worded):
    """The two rosters of an item.

    Duty: 11.1 (第十一条).
    """

    SUBJECTS = "subjects", "市场主体名录库"
    INSPECTORS = "inspectors", "执法检查人员名录库"


class RiskClass(Worded):
    """How often a subject is to be drawn; each class is a stratum of the draw.

    Duty: 9.4 (第九条).
    """

    GENERAL = "general", "一般"
    KEY = "key", "重点"
    MUST = "must", "必查"


class SubjectStatus(Worded):
    """How a subject's business stands, as a roster says it; only one in business is drawn."""

    IN_BUSINESS = "正常", "正常"
    SUSPENDED = "停业", "停业"
    RESTING = "歇业", "歇业"
    CLOSED = "责令停业", "责令停业"
    CLOSED_BY_ORDER = "被责令停业", "被责令停业"
    RECTIFYING = "停业整顿", "停业整顿"
    REVOKED = "吊销", "吊销"
    DEREGISTERED = "注销", "注销"
    UNDER_DEREGISTRATION = "注销中", "注销中"
    DEREGISTERING = "正在注销", "正在注销"
    OUT_OF_REACH = "失联", "失联"
    UNTRACEABLE = "查无下落", "查无下落"
    JOINT_DRAW = "已列入联合抽查", "已列入联合抽查"
    VISIT_CAP = "已达检查频次上限", "已达检查频次上限"


class DutyStatus(Worded):
    """Whether an inspector is there to be sent.

    Duty: 14.1 (第十四条).
    """

    ON_DUTY = "在岗", "在岗"
    OFF_DUTY = "离岗", "离岗"


REASON_BY_STATUS = {
    SubjectStatus.SUSPENDED: IneligibleReason.SUSPENDED,
    SubjectStatus.RESTING: IneligibleReason.SUSPENDED,
    SubjectStatus.CLOSED: IneligibleReason.CLOSED_BY_ORDER,
    SubjectStatus.CLOSED_BY_ORDER: IneligibleReason.CLOSED_BY_ORDER,
    SubjectStatus.RECTIFYING: IneligibleReason.CLOSED_BY_ORDER,
    SubjectStatus.REVOKED: IneligibleReason.CLOSED_BY_ORDER,
    SubjectStatus.DEREGISTERED: IneligibleReason.DEREGISTERING,
    SubjectStatus.UNDER_DEREGISTRATION: IneligibleReason.DEREGISTERING,
    SubjectStatus.DEREGISTERING: IneligibleReason.DEREGISTERING,
    SubjectStatus.OUT_OF_REACH: IneligibleReason.UNTRACEABLE,
    SubjectStatus.UNTRACEABLE: IneligibleReason.UNTRACEABLE,
    SubjectStatus.JOINT_DRAW: IneligibleReason.JOINT_DRAW,
    SubjectStatus.VISIT_CAP: IneligibleReason.VISIT_CAP,
}
"""Why a subject of each other status is in the roster and not in the draw."""

RISK_BY_WORDS = {**{risk.words: risk for risk in RiskClass}, "": RiskClass.GENERAL}
MOVE_REASON_BY_WORDS = {
    "期限届满": MoveReason.TERM_ENDED,  # all that a list has to tell; who is carried over, no list tells
    **{reason.words: reason for reason in MoveReason},
    **{reason.value: reason for reason in MoveReason},
}
STRATA = {risk.value: risk.words for risk in RiskClass}
YES_NO = {"是": True, "否": False}
SEXES = ("男", "女")


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A subject as a roster lists it (第十二条)."""

    credit_code: str
    name: str
    premises: str
    legal_representative: str
    industry: str
    status: str
    risk_class: str
    risk_reason: str
    move_reason: str = ""
    """Why it changed since the last draw (``MoveReason``), where the list says so."""


@dataclass(frozen=True, slots=True)
class InspectorRow:
    """An inspector as a roster lists them (第十四条)."""

    badge_number: str
    name: str
    sex: str
    unit: str
    post: str
    qualified: bool
    duty: str
    email: str
    recused_from: tuple[Recusal, ...]


Problem = tuple[str, str]
"""A field and what was expected of it, in Chinese."""


def subject_row(values: Mapping[str, str], region: str) -> tuple[SubjectRow, list[Problem]]:
    """A subject from a row's text, and everything that is wrong with it.

    Duty: 12.1, 12.2, 9.4 (第十二条、第九条).
    """
    problems: list[Problem] = []
    code = subject_id(values.get("credit_code", ""))
    if wrong := problem(code):
        problems.append(("credit_code", wrong))
    for field in ("name", "premises", "legal_representative", "industry"):
        if not values.get(field):
            problems.append((field, "不得为空"))
    status = values.get("status") or SubjectStatus.IN_BUSINESS.value
    if status not in SubjectStatus.values():
        stated = (each.words for each in SubjectStatus if each != SubjectStatus.VISIT_CAP)
        problems.append(("status", f"应为 {'、'.join(stated)} 之一"))
    elif status == SubjectStatus.VISIT_CAP:
        problems.append(("status", "检查频次由系统按实际检查计算，不在名录中填写"))
    risk = values.get("risk_class", "")
    if risk not in RISK_BY_WORDS:
        problems.append(("risk_class", f"应为 {RiskClass.all_words()} 之一"))
    risk_class = RISK_BY_WORDS.get(risk, RiskClass.GENERAL)
    if risk_class != RiskClass.GENERAL and not values.get("risk_reason"):
        problems.append(("risk_reason", "列为重点或必查的应写明原因（第九条）"))
    moved = values.get("move_reason", "")
    if moved and moved not in MOVE_REASON_BY_WORDS:
        problems.append(("move_reason", f"应为 {MoveReason.all_words()} 之一"))
    if values.get("region", region) not in ("", region):
        problems.append(("region", f"名录库按行政区划划分，应为 {region}（第十二条）"))
    row = SubjectRow(
        credit_code=code,
        name=values.get("name", ""),
        premises=values.get("premises", ""),
        legal_representative=values.get("legal_representative", ""),
        industry=values.get("industry", ""),
        status=status,
        risk_class=risk_class.value,
        risk_reason=values.get("risk_reason", ""),
        move_reason=MOVE_REASON_BY_WORDS[moved].value if moved in MOVE_REASON_BY_WORDS else "",
    )
    return row, problems


def inspector_row(values: Mapping[str, str]) -> tuple[InspectorRow, list[Problem]]:
    """An inspector from a row's text, and everything that is wrong with it.

    Duty: 14.1 (第十四条).
    """
    problems: list[Problem] = []
    badge = values.get("badge_number", "")
    if not (badge.isascii() and badge.isdigit() and 4 <= len(badge) <= 8):
        problems.append(("badge_number", "应为 4 至 8 位数字的警号"))
    for field in ("name", "unit", "post"):
        if not values.get(field):
            problems.append((field, "不得为空"))
    if values.get("sex") not in SEXES:
        problems.append(("sex", "应为 男 或 女"))
    if values.get("qualified") not in YES_NO:
        problems.append(("qualified", "应为 是 或 否"))
    if values.get("duty") not in DutyStatus.values():
        problems.append(("duty", f"应为 {DutyStatus.all_words()} 之一"))
    email = values.get("email", "")
    if email and email.count("@") != 1:
        problems.append(("email", "应为一个电子邮箱地址"))
    recused_from, wrong = read_recusals(values.get("recused_from", ""))
    problems += [("recused_from", each) for each in wrong]
    row = InspectorRow(
        badge_number=badge,
        name=values.get("name", ""),
        sex=values.get("sex", ""),
        unit=values.get("unit", ""),
        post=values.get("post", ""),
        qualified=YES_NO.get(values.get("qualified", ""), False),
        duty=values.get("duty", ""),
        email=email,
        recused_from=recused_from,
    )
    return row, problems


def can_be_drawn(status: str) -> bool:
    """Whether a subject of this status stands in the draw; the others are counted by status."""
    return status == SubjectStatus.IN_BUSINESS


def ineligible_reason(status: str) -> IneligibleReason | None:
    """Why a subject of this status is not in the draw; ``None`` if it is.

    Duty: 13.1 (第十三条).
    """
    return None if can_be_drawn(status) else REASON_BY_STATUS[SubjectStatus(status)]


def can_inspect(qualified: bool, duty: str) -> bool:
    """An unqualified or off-duty officer is never drawn.

    Duty: 14.1 (第十四条).
    """
    return qualified and duty == DutyStatus.ON_DUTY


def check_inspector_roster(inspectors: Sequence[InspectorRow], minimum: int) -> None:
    """The inspector roster has at least ``minimum`` people.

    Raises:
        Refused: it has fewer.

    Duty: 14.2 (第十四条).
    """
    if len(inspectors) < minimum:
        raise Refused(
            f"执法检查人员名录库只有 {len(inspectors)} 人，不得少于 {minimum} 人（第十四条）",
            code="too-few-inspectors",
        )

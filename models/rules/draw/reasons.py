"""The closed lists of reasons: what may be said, its Chinese words, and what follows from it."""

from __future__ import annotations

from models.rules.states import Worded


class RecusalReason(Worded):
    """Why an inspector keeps away from a subject (step 2)."""

    KINSHIP = "kinship", "亲属关系"
    INTEREST = "interest", "利害关系"
    FORMER_POST = "former-post", "曾任职于该单位"
    OWN_REQUEST = "own-request", "本人申请回避"
    OTHER = "other", "其他应当回避的情形"


class IneligibleReason(Worded):
    """Why a subject of the roster is not in this draw (step 2)."""

    SUSPENDED = "suspended", "停业"
    CLOSED_BY_ORDER = "closed-by-order", "被责令停业"
    DEREGISTERING = "deregistering", "正在注销"
    JOINT_DRAW = "joint-draw", "已列入联合抽查"
    VISIT_CAP = "visit-cap", "已达检查频次上限"
    UNTRACEABLE = "untraceable", "查无下落"


class MoveKind(Worded):
    """What changed for a subject since the item's previous confirmed draw (step 2).

    Duty: 13.1 (第十三条).
    """

    ADDED = "added", "新列入名录"
    REMOVED = "removed", "移出名录"
    SUSPENDED = "suspended", "转为不参加抽取"
    RESUMED = "resumed", "恢复参加抽取"
    UP = "up", "转入抽取比例更高的类别"
    DOWN = "down", "转入抽取比例相同或更低的类别"


class MoveReason(Worded):
    """Why it changed; ``MOVE_REASONS`` says which reason goes with which kind."""

    ESTABLISHED = "established", "新设立"
    MOVED_IN = "moved-in", "迁入本辖区"
    FOUND = "found", "核查发现"
    DEREGISTERED = "deregistered", "已注销"
    MOVED_OUT = "moved-out", "迁出本辖区"
    LICENCE_ENDED = "licence-ended", "许可终止"
    WRONG_ENTRY = "wrong-entry", "登记有误"
    SUSPENDED = IneligibleReason.SUSPENDED.value, IneligibleReason.SUSPENDED.words
    CLOSED_BY_ORDER = IneligibleReason.CLOSED_BY_ORDER.value, IneligibleReason.CLOSED_BY_ORDER.words
    DEREGISTERING = IneligibleReason.DEREGISTERING.value, IneligibleReason.DEREGISTERING.words
    JOINT_DRAW = IneligibleReason.JOINT_DRAW.value, IneligibleReason.JOINT_DRAW.words
    VISIT_CAP = IneligibleReason.VISIT_CAP.value, IneligibleReason.VISIT_CAP.words
    UNTRACEABLE = IneligibleReason.UNTRACEABLE.value, IneligibleReason.UNTRACEABLE.words
    REASON_ENDED = "reason-ended", "原因已消除"
    COMPLAINT = "complaint", "投诉举报"
    ABNORMAL_OPERATION = "abnormal-operation", "经营异常"
    SERIOUS_VIOLATION = "serious-violation", "严重违法"
    DISHONESTY = "dishonesty", "失信"
    EARLIER_RESULT = "earlier-result", "以往检查结果"
    CARRIED_OVER = "carried-over", "上期顺延"
    TERM_ENDED = "term-ended", "期限届满或转为顺延"
    REPAIRED = "repaired", "信用修复"
    SERVED = "served", "顺延或加强的检查已完成"


MOVE_REASONS: dict[MoveKind, tuple[MoveReason, ...]] = {
    MoveKind.ADDED: (MoveReason.ESTABLISHED, MoveReason.MOVED_IN, MoveReason.FOUND),
    MoveKind.REMOVED: (
        MoveReason.DEREGISTERED,
        MoveReason.MOVED_OUT,
        MoveReason.LICENCE_ENDED,
        MoveReason.WRONG_ENTRY,
    ),
    MoveKind.SUSPENDED: tuple(MoveReason(reason.value) for reason in IneligibleReason),
    MoveKind.RESUMED: (MoveReason.REASON_ENDED, MoveReason.WRONG_ENTRY),
    MoveKind.UP: (
        MoveReason.COMPLAINT,
        MoveReason.ABNORMAL_OPERATION,
        MoveReason.SERIOUS_VIOLATION,
        MoveReason.DISHONESTY,
        MoveReason.EARLIER_RESULT,
        MoveReason.CARRIED_OVER,
    ),
    MoveKind.DOWN: (
        MoveReason.TERM_ENDED,
        MoveReason.REPAIRED,
        MoveReason.SERVED,
        MoveReason.WRONG_ENTRY,
    ),
}
"""Which reasons fit which kind of move."""


class ChangeKind(Worded):
    """Who leaves a place by a change (step 6).

    Duty: 18.3 (第十八条).
    """

    SUBJECT = "subject", "更换检查对象"
    INSPECTOR = "inspector", "更换检查人员"


class SubjectLeaves(Worded):
    """Why a drawn subject leaves its place (step 6).

    Duty: 18.3 (第十八条).
    """

    SUSPENDED = "suspended", "停业"
    UNTRACEABLE = "untraceable", "查无下落"
    FORCE_MAJEURE = "force-majeure", "不可抗力"
    OTHER_CASE = "other-case", "正由其他案件处理"
    NO_INSPECTOR = "no-inspector", "没有可以接替的检查人员"
    CLOSED = "closed", "已停止经营"
    MOVED_AWAY = "moved-away", "已迁出"
    WRONG_ENTRY = "wrong-entry", "登记有误"

    @property
    def carried_over(self) -> bool:
        """Whether it is a passing reason: who leaves for it is drawn next time in addition."""
        return self not in (
            SubjectLeaves.CLOSED,
            SubjectLeaves.MOVED_AWAY,
            SubjectLeaves.WRONG_ENTRY,
        )


class InspectorLeaves(Worded):
    """Why an inspector leaves a seat (step 6).

    Duty: 18.3 (第十八条).
    """

    LEFT_POST = "left-post", "离岗"
    LEAVE = "leave", "请假"
    OTHER_DUTY = "other-duty", "另有任务"
    RECUSED = "recused", "应当回避"

    @property
    def out_of_service(self) -> bool:
        """Whether they take no new seat anywhere in this draw; else they are barred from the one
        place only."""
        return self is not InspectorLeaves.RECUSED


CHANGE_REASONS: dict[ChangeKind, type[SubjectLeaves] | type[InspectorLeaves]] = {
    ChangeKind.SUBJECT: SubjectLeaves,
    ChangeKind.INSPECTOR: InspectorLeaves,
}
"""Which reasons fit which kind of change."""


class AbandonReason(Worded):
    """Why a draw is given up before it is confirmed (step 8).

    Duty: 18.2 (第十八条).
    """

    RELEASE_LATE = "release-late", "公告未按时发布"
    SOURCE_FAILED = "source-failed", "随机源失效"
    SUPERIOR_ORDER = "superior-order", "上级要求"
    SYSTEM_FAILURE = "system-failure", "系统故障"
    TEXT_WRONG = "text-wrong", "名单有误"
    TOO_FEW_INSPECTORS = "too-few-inspectors", "检查人员不足"


class DeciderRole(Worded):
    """In what office somebody decides on a change or gives up a draw (step 6).

    Duty: 18.3 (第十八条).
    """

    LEADER_IN_CHARGE = "leader-in-charge", "分管领导"
    DEPUTY_HEAD = "deputy-head", "副职负责人"
    HEAD = "head", "主要负责人"


_LISTS: dict[str, tuple[type[Worded], ...]] = {
    "recusal": (RecusalReason,),
    "ineligible": (IneligibleReason,),
    "move_kind": (MoveKind,),
    "move_reason": (MoveReason,),
    "leaves": (SubjectLeaves, InspectorLeaves),
    "abandon": (AbandonReason,),
    "role": (DeciderRole,),
}
WORDS: dict[str, dict[str, str]] = {
    name: {member.value: member.words for each in lists for member in each}
    for name, lists in _LISTS.items()
}
"""Every closed list in words, for a page."""

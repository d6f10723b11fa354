"""The states of an inspection (检查任务) and what a visit came to."""

from __future__ import annotations

from models.rules.states import Move, Worded


class InspectionState(Worded):
    """Where an inspection stands.

    Duty: 10.3 (第十条末款).
    """

    DISPATCHED = "dispatched", "待检查回传"
    RETURNED = "returned", "已回传待公示"
    SENT_BACK = "sent_back", "退回补正"
    PUBLISHED = "published", "已公示"
    ARCHIVED = "archived", "已归档"
    REPLACED = "replaced", "已被替换"
    CANCELLED = "cancelled", "已取消"


MOVES = (
    Move(InspectionState.DISPATCHED, InspectionState.RETURNED, "第二十条"),
    Move(InspectionState.DISPATCHED, InspectionState.REPLACED, "第十八条"),
    Move(InspectionState.RETURNED, InspectionState.REPLACED, "第十八条"),
    Move(InspectionState.DISPATCHED, InspectionState.CANCELLED, "第四条"),
    Move(InspectionState.RETURNED, InspectionState.SENT_BACK, "第二十三条"),
    Move(InspectionState.SENT_BACK, InspectionState.RETURNED, "第二十三条"),
    Move(InspectionState.RETURNED, InspectionState.PUBLISHED, "第二十三条"),
    Move(InspectionState.PUBLISHED, InspectionState.ARCHIVED, "第十条"),
    Move(InspectionState.ARCHIVED, InspectionState.PUBLISHED, "第二十三条"),
)
"""A corrected form leaves a returned inspection returned, a published one published: that is a
version, not a move. An archived one of which there is more to tell is open until that is told. Returned
and then replaced is one whose premises could not be inspected, where the item asks for a substitute.
Only a special inspection is cancelled, and only before it was made: nobody withdraws what chance drew.
Sent back, it goes nowhere until another version of its form is in."""

RECHECK_CLOSED = Move(InspectionState.RETURNED, InspectionState.ARCHIVED, "第二十一条")
"""A recheck has no result of its own: its file is closed with that of the inspection whose findings it
rechecked, in whose result the public reads what came of them."""

AWAITING_RETURN = (InspectionState.DISPATCHED, InspectionState.SENT_BACK)
AWAITING_PUBLICATION = (*AWAITING_RETURN, InspectionState.RETURNED)
MADE_PUBLIC = (InspectionState.PUBLISHED, InspectionState.ARCHIVED)


class Outcome(Worded):
    """What a record form comes to, in the coarse; the result category says it in full.

    Duty: 10.2, 22.1 (第十条、第二十二条).
    """

    CONFORM = "conform", "未发现问题"
    NON_CONFORM = "non_conform", "发现问题"
    NOT_COOPERATING = "not_cooperating", "不予配合"
    NO_VISIT = "no_visit", "未能实地检查"

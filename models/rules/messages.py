"""Messages (消息): what they are about, and who cannot be told by mail."""

from __future__ import annotations

from models.rules.states import Worded

BY_HAND = "无邮箱，须当面交付"


class MessageKind(Worded):
    """What a message is about; its words begin its subject line."""

    DISPATCH = "dispatch", "检查任务单"
    REMINDER = "reminder", "催办"
    OVERDUE = "overdue", "逾期催办"
    REPLACED = "replaced", "检查任务变更"
    HANDLING = "handling", "处理催办"
    CANCELLED = "cancelled", "检查任务取消"
    SENT_BACK = "sent_back", "登记表退回补正"
    SUPERVISOR = "supervisor", "需要领导知悉或决定的事项"


def goes_by_hand(address: str) -> bool:
    """Whether a message has to be handed over: who has no mail address is never noted as told by
    mail.

    Duty: 10.3, 20.1 (第十条末款、第二十条).
    """
    return not address.strip()

"""Change applications (变更申请): what is decided of them, and by whom not (第十八条第二款)."""

from __future__ import annotations

from models.rules.states import Worded


class Decision(Worded):
    """What the leader in charge decided; an application without one is pending.

    Duty: 18.3 (第十八条).
    """

    APPROVED = "approved", "批准"
    REFUSED = "refused", "不予批准"

"""Change applications (变更申请): what one must hold, who decides it, and who may not
(第十八条第二款)."""

from __future__ import annotations

from models.faults import Refused
from models.rules.people import same_person
from models.rules.states import Move, Worded


class Decision(Worded):
    """What the leader in charge decided.

    Duty: 18.3 (第十八条).
    """

    APPROVED = "approved", "批准"
    REFUSED = "refused", "不予批准"


class ApplicationState(Worded):
    """Where an application stands; it is decided once.

    Duty: 18.3 (第十八条).
    """

    PENDING = "pending", "待决定"
    APPROVED = Decision.APPROVED.value, Decision.APPROVED.words
    REFUSED = Decision.REFUSED.value, Decision.REFUSED.words

    @classmethod
    def of(cls, decision: str | None) -> ApplicationState:
        """By the decision that is stored, if there is one."""
        return cls(decision) if decision else cls.PENDING


MOVES = (
    Move(ApplicationState.PENDING, ApplicationState.APPROVED, "第十八条"),
    Move(ApplicationState.PENDING, ApplicationState.REFUSED, "第十八条"),
)


def check_application(reason: str, attachments: int) -> None:
    """An application says why and has evidence.

    Raises:
        Refused: naming what is missing.

    Duty: 18.3 (第十八条).
    """
    problems = [] if reason.strip() else ["变更申请须写明正当理由（第十八条）"]
    problems += [] if attachments else ["变更申请须附相关证明材料（第十八条）"]
    if problems:
        raise Refused(*problems, code="application-incomplete")


def check_decider(applicant: str, decider: str) -> None:
    """Whoever applied does not decide, however the name is written.

    Raises:
        Refused: they are one person.

    Duty: 18.3 (第十八条).
    """
    if same_person(applicant, decider):
        raise Refused("变更申请不得由申请人本人决定（第十八条）", code="own-application")

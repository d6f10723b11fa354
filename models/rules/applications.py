"""Change applications (变更申请): what one must hold, who decides it, how many, and who may not
(第十八条第二款)."""

from __future__ import annotations

from dataclasses import dataclass

from models.faults import Refused
from models.rules.draw.reasons import DeciderRole
from models.rules.people import same_person
from models.rules.states import Move, Worded


class Decision(Worded):
    """What was decided.

    Duty: 18.3 (第十八条).
    """

    APPROVED = "approved", "批准"
    REFUSED = "refused", "不予批准"


class ApplicationState(Worded):
    """Where an application stands; it is decided once, by two where a place was changed often.

    Duty: 18.3 (第十八条).
    """

    PENDING = "pending", "待决定"
    SECOND = "second-decision", "待第二人决定"
    APPROVED = Decision.APPROVED.value, Decision.APPROVED.words
    REFUSED = Decision.REFUSED.value, Decision.REFUSED.words

    @classmethod
    def of(cls, decision: str | None, first_decided_by: str | None = None) -> ApplicationState:
        """By what is stored: the decision, if there is one, and the first of two who approved."""
        if decision:
            return cls(decision)
        return cls.SECOND if first_decided_by else cls.PENDING

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody."""
        return self in (ApplicationState.PENDING, ApplicationState.SECOND)


MOVES = (
    Move(ApplicationState.PENDING, ApplicationState.SECOND, "第十八条"),
    Move(ApplicationState.PENDING, ApplicationState.APPROVED, "第十八条"),
    Move(ApplicationState.PENDING, ApplicationState.REFUSED, "第十八条"),
    Move(ApplicationState.SECOND, ApplicationState.APPROVED, "第十八条"),
    Move(ApplicationState.SECOND, ApplicationState.REFUSED, "第十八条"),
)


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, in what office."""

    name: str
    role: DeciderRole

    def __str__(self) -> str:
        return f"{self.name}（{self.role.words}）"


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


def check_decider(applicant: str, decider: Decider, first: Decider | None = None) -> None:
    """Whoever applied does not decide, however the name is written; the second of two is another
    person in another office than the ``first``.

    Raises:
        Refused: they are one person, or of one office.

    Duty: 18.3 (第十八条).
    """
    if same_person(applicant, decider.name):
        raise Refused("变更申请不得由申请人本人决定（第十八条）", code="own-application")
    if first is None:
        return
    if same_person(first.name, decider.name):
        raise Refused(
            f"{first} 已作第一次决定，第二次须由另一职务的另一人决定", code="same-decider"
        )
    if first.role == decider.role:
        raise Refused(
            f"{first} 已作第一次决定，第二次须由另一职务的人决定，不得同为{decider.role.words}",
            code="same-office",
        )


def state_after(decision: Decision, due: int, decided_before: int) -> ApplicationState:
    """Where an application stands after one more decision, of ``due`` that must approve: a refusal
    ends it, whoever approved before.

    Duty: 18.3 (第十八条).
    """
    if decision == Decision.REFUSED:
        return ApplicationState.REFUSED
    return ApplicationState.SECOND if decided_before + 1 < due else ApplicationState.APPROVED

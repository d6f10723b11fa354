"""Why a subject is drawn more often than its list says: the four causes of 第九条, each on record until a
day. Of the list and the causes the harder class holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.faults import Refused
from models.rules.credit import months_after
from models.rules.draw.reasons import MOVE_REASONS, MoveKind, MoveReason
from models.rules.rosters import RiskClass
from models.rules.states import Worded


class CauseKind(Worded):
    """What a subject is watched for; each is a reason that an announcement may say.

    Duty: 9.4 (第九条).
    """

    COMPLAINT = MoveReason.COMPLAINT.value, MoveReason.COMPLAINT.words
    ABNORMAL_OPERATION = MoveReason.ABNORMAL_OPERATION.value, MoveReason.ABNORMAL_OPERATION.words
    SERIOUS_VIOLATION = MoveReason.SERIOUS_VIOLATION.value, MoveReason.SERIOUS_VIOLATION.words
    DISHONESTY = MoveReason.DISHONESTY.value, MoveReason.DISHONESTY.words


class CauseEnd(Worded):
    """Why a cause ended before its day, or on it.

    Duty: 9.4 (第九条).
    """

    TERM_ENDED = MoveReason.TERM_ENDED.value, "期限届满"
    REPAIRED = MoveReason.REPAIRED.value, MoveReason.REPAIRED.words
    WRONG_ENTRY = MoveReason.WRONG_ENTRY.value, MoveReason.WRONG_ENTRY.words


HARDER: tuple[RiskClass, ...] = (RiskClass.GENERAL, RiskClass.KEY, RiskClass.MUST)
"""The classes, each harder than the one before."""


@dataclass(frozen=True, slots=True)
class CauseTerms:
    """What class each kind of cause leads to; complaints only where there are ``complaints`` of them
    within ``within_months``."""

    classes: Mapping[CauseKind, RiskClass]
    complaints: int
    within_months: int


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A cause: from which day, until which (the first it no longer counts on), and when and why it
    ended before."""

    kind: CauseKind
    since: date
    expires_on: date
    ended_on: date | None = None
    end: CauseEnd | None = None

    def counts_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        over = self.expires_on if self.ended_on is None else min(self.ended_on, self.expires_on)
        return self.since <= day < over


@dataclass(frozen=True, slots=True)
class Raised:
    """The class that causes lead to, and the kinds that do, the hardest first."""

    risk: RiskClass
    kinds: tuple[CauseKind, ...]

    @property
    def words(self) -> str:
        """The reason as a roster states it."""
        return "、".join(kind.words for kind in self.kinds)


def raised(causes: Iterable[OnRecord], as_of: date, terms: CauseTerms) -> Raised | None:
    """What a subject's causes lead to on ``as_of``; ``None`` if nothing.

    Duty: 9.4 (第九条).
    """
    live = [each for each in causes if each.counts_on(as_of)]
    recent = [
        each
        for each in live
        if each.kind == CauseKind.COMPLAINT
        and as_of <= months_after(each.since, terms.within_months)
    ]
    kinds: set[CauseKind] = {each.kind for each in live if each.kind != CauseKind.COMPLAINT}
    if len(recent) >= terms.complaints:
        kinds.add(CauseKind.COMPLAINT)
    if not kinds:
        return None
    by_class = sorted(
        kinds, key=lambda kind: (-HARDER.index(terms.classes[kind]), list(CauseKind).index(kind))
    )
    return Raised(terms.classes[by_class[0]], tuple(by_class))


def standing(
    listed: RiskClass, listed_reason: str, by_causes: Raised | None
) -> tuple[RiskClass, str]:
    """A subject's class and the reason for it: the harder of what its list says and of what its causes
    lead to; where both say the same, both reasons.

    Duty: 9.4 (第九条).
    """
    if by_causes is None or HARDER.index(listed) > HARDER.index(by_causes.risk):
        return listed, listed_reason
    if listed == by_causes.risk and listed_reason:
        return listed, f"{listed_reason}；{by_causes.words}"
    return by_causes.risk, by_causes.words


def reason_of_move(
    kind: MoveKind, by_causes: Raised | None, ended: Sequence[OnRecord]
) -> MoveReason | None:
    """What the causes say of a move of the roster; ``None`` where they say nothing. ``ended`` are those
    that count no more, the newest end last.

    Duty: 9.4, 13.1 (第九条、第十三条).
    """
    reason: MoveReason | None = None
    if kind == MoveKind.UP and by_causes is not None:
        reason = MoveReason(by_causes.kinds[0].value)
    elif kind == MoveKind.DOWN and ended:
        reason = MoveReason((ended[-1].end or CauseEnd.TERM_ENDED).value)
    return reason if reason in MOVE_REASONS[kind] else None


def check_cause(source: str, document: str, since: date, expires_on: date) -> None:
    """A cause says who told of it, in which document, and until when it counts.

    Raises:
        Refused: every part that is missing or cannot be.

    Duty: 9.4 (第九条).
    """
    problems = []
    if not source.strip():
        problems.append("须写明来源（--source），例如 12345 热线、市场监管局")
    if not document.strip():
        problems.append("须写明依据的文件或编号（--document）")
    if expires_on <= since:
        problems.append(f"到期日（--until）{expires_on} 应晚于 {since}")
    if problems:
        raise Refused(*problems, code="cause-incomplete")

"""What is made public of an inspection, and when a batch of results must be built."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from models.rules.dispositions import DispositionKind
from models.rules.inspection import InspectionState, Outcome

BEING_HANDLED = "正在处理"
"""What is said of a finding about which nothing is decided yet."""

AT_DRAW = "at-draw"
"""The district's choice to make a draw's record public once it is confirmed."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An inspection of a cycle: whether its return is in and when its result is due."""

    id: int
    returned: bool
    due_on: date | None


def batch_due(
    cycle: Sequence[Waiting],
    as_of: date,
    lead: int,
    working_days_between: Callable[[date, date], int],
) -> list[int]:
    """The inspections whose results are to be built into a batch on ``as_of``; often none.

    Everything that is in goes together once the whole cycle is in, or once the earliest result
    due has no more than ``lead`` working days left.

    Duty: 23.1 (第二十三条).
    """
    ready = [w for w in cycle if w.returned]
    if not ready:
        return []
    if len(ready) == len(cycle):
        return [w.id for w in ready]
    due = [w.due_on for w in ready if w.due_on is not None]
    if due and working_days_between(as_of, min(due)) <= lead:
        return [w.id for w in ready]
    return []


def draw_record_may_be_public(released: str, confirmed: bool, inspections: Sequence[str]) -> bool:
    """Whether a draw's record, and with it the secret, may be made public.

    ``released`` is the district's choice: ``at-draw``, once it is confirmed; ``with-results``, once
    none of its ``inspections`` (their states) is still out, because a public roster with a public
    secret tells the firms who is coming (ssj-draw/1, step 3).

    Duty: 17.1 (第十七条).
    """
    if released == AT_DRAW:
        return confirmed
    return confirmed and bool(inspections) and InspectionState.DISPATCHED not in inspections


def result_in_words(
    outcome: Outcome, findings: Sequence[str], non_cooperation: Sequence[str], refused_to_sign: bool
) -> str:
    """A result as the public reads it: no officer, no customer is named.

    Duty: 22.1, 23.1 (第二十二条、第二十三条).
    """
    parts = []
    if outcome == Outcome.NOT_COOPERATING:
        parts.append("不予配合检查：" + "；".join(non_cooperation))
    if findings:
        parts.append("发现问题：" + "；".join(findings))
    if not parts:
        parts.append(Outcome.CONFORM.words)
    if refused_to_sign:
        parts.append("被检查对象拒绝签字")
    return "。".join(parts)


def disposition_in_words(kind: DispositionKind | None, department: str, document: str) -> str:
    """What is done about one finding as the public reads it; ``None``: nothing is decided yet, and
    that is said.

    Duty: 21.1, 23.1 (第二十一条、第二十三条).
    """
    if kind is None:
        return BEING_HANDLED
    to = department if kind == DispositionKind.TRANSFER else ""
    return f"{kind.words}{to}（{document}）"


@dataclass(frozen=True, slots=True)
class PublicResult:
    """One inspection's result as the public reads it."""

    number: str
    credit_code: str
    name: str
    method: str
    visited_on: date
    result: str
    disposition: str
    clean: bool
    """Nothing was found and nobody stood in the way; refusing to sign is no finding."""

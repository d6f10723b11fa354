"""The term of an order to rectify is extended: how often, until when, and by whom it may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.faults import Refused
from models.rules.handling import OPEN_TO_EXTENSION, Handled


@dataclass(frozen=True, slots=True)
class Limits:
    """What a district allows: ``times`` extensions of one order, until ``latest`` at most (with the words
    of that limit), and whether also ``after_term``, when the term in force is over."""

    times: int
    latest: date
    in_words: str
    after_term: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An extension as it is asked for: the new last day, its document, why."""

    until: date
    document: str
    reason: str


def longer(handled: Handled) -> tuple[date, date] | None:
    """When the term of the order that is still to be met was extended last, and to which day.

    Duty: 21.1 (第二十一条).
    """
    if not handled.extended or handled.ended or handled.decision != handled.order:
        return None
    last = handled.extended[-1]
    return None if last.due_on is None else (last.taken_on, last.due_on)


def check_open_to_extension(what: str, handled: Handled) -> None:
    """There is an order in force under which ``what`` (Chinese, names the finding) is to be rectified.

    Raises:
        Refused: there is none, or a recheck is out.

    Duty: 21.1 (第二十一条).
    """
    if handled.order is None or handled.stage not in OPEN_TO_EXTENSION:
        raise Refused(
            f"{what}现为「{handled.stage.words}」，没有可以延长的改正期限", code="not-extendable"
        )


def check_extension(what: str, handled: Handled, asked: Asked, limits: Limits, as_of: date) -> None:
    """The term of the order in force may be extended on ``as_of`` as it is asked for.

    Raises:
        Refused: every reason: no document, no reason, no later day, a day that is over or beyond the
            limit, extended as often as may be, or the term is over.

    Duty: 21.1 (第二十一条).
    """
    check_open_to_extension(what, handled)
    order = handled.order
    assert order is not None
    assert order.due_on is not None
    problems = []
    if not asked.document:
        problems.append("延长改正期限须写明文号（第二十一条）")
    if not asked.reason:
        problems.append("延长改正期限须写明原因（--reason）")
    if asked.until <= order.due_on:
        problems.append(f"新的期限 {asked.until} 须晚于现在的改正期限 {order.due_on}，不得缩短")
    elif asked.until < as_of:
        problems.append(f"新的期限 {asked.until} 早于决定之日 {as_of}")
    if asked.until > limits.latest:
        problems.append(
            f"新的期限 {asked.until} 超过至多可以延长到的 {limits.latest}（{limits.in_words}）"
        )
    if len(handled.extended) >= limits.times:
        last = handled.extended[-1]
        problems.append(
            f"改正期限已于 {last.taken_on} 由 {last.taken_by} 延长至 {last.due_on}"
            f"（{last.document}），一份责令至多延长 {limits.times} 次"
        )
    if as_of > order.due_on and not limits.after_term:
        problems.append(f"改正期限 {order.due_on} 已经届满，届满之后不得延长")
    if problems:
        raise Refused(*(f"{what}：{each}" for each in problems), code="extension-refused")

"""A result (检查结果) in versions: which is due next, by what was told and what would be told now.

The inspection opinion comes first, then each handling result; a correction or a withdrawal needs a
decision of its own, an amendment. Nothing is due that would tell nothing new.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.faults import Refused
from models.rules.handling_told import in_hand, progress
from models.rules.people import same_person
from models.rules.states import Worded


class ResultKind(Worded):
    """What a version of a result is.

    Duty: 23.1, 23.2 (第二十三条).
    """

    OPINION = "opinion", "检查意见"
    HANDLING = "handling", "处理结果"
    CORRECTION = "correction", "更正"
    WITHDRAWAL = "withdrawal", "撤回"


AMENDING = (ResultKind.CORRECTION, ResultKind.WITHDRAWAL)
"""What is told only after somebody decided so."""

Facts = Mapping[str, Any]
"""What a result rests on, as plain JSON values: never words that a later release might choose anew."""

FACTS: Mapping[str, str] = {
    "visited_on": "检查日期",
    "outcome": "检查结果",
    "category": "检查结果分类",
    "findings": "问题及处理",
    "non_cooperation": "不予配合情形",
    "refused_to_sign": "签字情况",
}
"""Each fact as a person calls it. ``findings``: check point -> [what was found, what was done: kind,
department, document, and a stage where the kind does not say it all; null while it is in hand]
(``models.rules.handling``)."""


def changed(told: Facts, now: Facts) -> list[str]:
    """What is otherwise ``now`` than it was ``told``, as a person calls it. A fact that is empty now
    and that an earlier release did not tell of is no change."""
    return [
        FACTS.get(name, name)
        for name in dict.fromkeys([*FACTS, *told, *now])
        if (told.get(name) or None) != (now.get(name) or None)
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """The version told last: what it was, what it rested on, and the form in force then (its id).

    A withdrawal rests on what it withdrew.
    """

    kind: ResultKind
    facts: Facts
    return_id: int


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction or withdrawal that was decided and is not told yet, with the form that was in force
    when it was decided (its id), and what the result rested on then."""

    kind: ResultKind
    return_id: int
    facts: Facts


def next_kind(
    last: Told | None, now: Facts, return_id: int, amendment: Amendment | None
) -> ResultKind | None:
    """Which version of a result is to be told next; ``None`` if nothing is.

    A correction waits for what it was decided for: the corrected form, or what was done put right;
    what is decided meanwhile about other findings is told with it. What was withdrawn stays so
    until a correction is decided.

    Duty: 21.1, 23.1, 23.2 (第二十一条、第二十三条).
    """
    if last is None:
        return ResultKind.OPINION
    if amendment is not None and amendment.kind == ResultKind.WITHDRAWAL:
        return ResultKind.WITHDRAWAL
    if amendment is not None:
        corrected = return_id != amendment.return_id or _put_right(amendment.facts, now)
        return ResultKind.CORRECTION if corrected else None
    if last.kind == ResultKind.WITHDRAWAL or not changed(last.facts, now):
        return None
    return ResultKind.HANDLING


def _put_right(before: Facts, now: Facts) -> bool:
    """Whether something is otherwise that was settled before; what became since of what was done is
    none of it."""
    known, found = before.get("findings") or {}, now.get("findings") or {}
    if changed({**before, "findings": None}, {**now, "findings": None}) or set(known) != set(found):
        return True
    return any(
        found[point][0] != fault or not progress(done, found[point][1])
        for point, (fault, done) in known.items()
    )


def being_handled(facts: Facts) -> bool:
    """Whether something that was found is still in hand.

    Duty: 21.1 (第二十一条).
    """
    return any(in_hand(done) for _, done in (facts.get("findings") or {}).values())


def note_in_words(kind: ResultKind, body: str, decided_on: date, note: str) -> str:
    """What the public reads of a correction or withdrawal: who decided it, on which day, and why.

    Duty: 23.1, 23.2 (第二十三条).
    """
    return f"{decided_on} {body}决定{kind.words}：{note}"


def takes_corrected_form(amendment: Amendment | None, return_id: int | None) -> bool:
    """Whether a result that was told may be corrected by a form: once for each correction decided.

    Duty: 20.1, 23.2 (第二十条、第二十三条).
    """
    return (
        amendment is not None
        and amendment.kind == ResultKind.CORRECTION
        and amendment.return_id == return_id
    )


def version_name(inspection: str, version: int) -> str:
    """A version of the result of the inspection with this number, as its deadlines name it."""
    return f"{inspection}/{version}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An inspection of which something is still to be told: what, whether it is known already, and
    by which day it is due (``None``: nothing is counted yet)."""

    id: int
    ready: bool
    due_on: date | None
    kind: ResultKind = ResultKind.OPINION


def told_together(
    cycle: Sequence[Waiting],
    as_of: date,
    lead: int,
    working_days_between: Callable[[date, date], int],
) -> list[int]:
    """The inspections of a cycle whose results are to be built into one package on ``as_of``; often
    none.

    Everything that is ready goes together: once every opinion of the cycle is ready, or everything
    that was being handled; once the earliest due has no more than ``lead`` working days left; and
    at once with what corrects or withdraws.

    Duty: 23.1 (第二十三条).
    """
    ready = [each for each in cycle if each.ready]
    if not ready:
        return []
    complete = {each.kind for each in ready} - {each.kind for each in cycle if not each.ready}
    due = [each.due_on for each in ready if each.due_on is not None]
    pressing = bool(due) and working_days_between(as_of, min(due)) <= lead
    amended = any(each.kind in AMENDING for each in ready)
    return [each.id for each in ready] if complete or pressing or amended else []


def next_word_on(promised: date | None, as_of: date, counted: date) -> date:
    """By which day the public hears again of what is still being handled: the day it was promised,
    unless that is over; else the day that is ``counted`` from now.

    Duty: 23.1 (第二十三条).
    """
    return promised if promised is not None and promised >= as_of else counted


@dataclass(frozen=True, slots=True)
class Extended:
    """A term of what is to be rectified, as it was extended: the day of that, and the last day now."""

    decided_on: date
    until: date


def outlasting(extended: Sequence[Extended], promised: date | None) -> Extended | None:
    """The longest term that makes the day untrue by which more was ``promised``; ``None``: the promise can
    be kept.

    Duty: 21.1, 23.1 (第二十一条、第二十三条).
    """
    longest = max(extended, key=lambda each: each.until, default=None)
    if longest is None or promised is None or longest.until < promised:
        return None
    return longest


def extension_in_words(body: str, extended: Extended) -> str:
    """What the public reads of a term that outlasts what was promised.

    Duty: 21.1, 23.1 (第二十一条、第二十三条).
    """
    return f"{extended.decided_on} {body}决定延长改正期限至 {extended.until}，公布处理结果的日期随之顺延"


@dataclass(frozen=True, slots=True)
class Asked:
    """A correction or withdrawal as it is asked for: ``reason`` stays in the house, ``note`` is what
    the public reads."""

    kind: ResultKind
    reason: str
    note: str
    decided_by: str
    asked_by: str = ""


def check_amendment(
    asked: Asked,
    last: Told | None,
    waiting: Amendment | None,
    return_id: int | None,
    *,
    needs_two: bool,
) -> None:
    """What was made public may be corrected or withdrawn. ``waiting`` is an earlier decision that is
    not told yet, ``return_id`` the form in force; ``needs_two``: another must decide than who asks.

    Raises:
        Refused: every reason; ``never-told`` where nothing was released, ``already-amended`` where
            the same was decided or the result is withdrawn, ``amendment-incomplete`` otherwise.

    Duty: 23.1, 23.2 (第二十三条).
    """
    word = asked.kind.words
    if last is None:
        raise Refused(
            f"该任务的结果尚未批准公示，无须{word}：公示之前直接交回改好的登记表即可",
            code="never-told",
        )
    if asked.kind == last.kind == ResultKind.WITHDRAWAL:
        raise Refused("该任务的结果已经撤回", code="already-amended")
    if waiting is not None and waiting.kind == ResultKind.WITHDRAWAL:
        raise Refused("该任务的结果已决定撤回，尚待公布", code="already-amended")
    if asked.kind == ResultKind.CORRECTION and takes_corrected_form(waiting, return_id):
        raise Refused("该任务的结果已决定更正，尚待交回更正的登记表", code="already-amended")
    problems = []
    if not asked.reason.strip():
        problems.append(f"{word}须写明原因（--reason）")
    if not asked.note.strip():
        problems.append(f"{word}须写明向社会公布的说明（--note）")
    if needs_two and not asked.asked_by.strip():
        problems.append(f"{word}须由他人提出（--asked-by），再由 {asked.decided_by} 决定")
    if asked.asked_by.strip() and same_person(asked.asked_by, asked.decided_by):
        problems.append(f"{word}不得由提出的人（{asked.asked_by}）自己决定")
    if problems:
        raise Refused(*problems, code="amendment-incomplete")

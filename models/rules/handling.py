"""What is done about a finding until it is at its end: stages with their moves, the steps that were
taken, and what of them the public hears.

An order to rectify comes back as evidence, the evidence is rechecked on the spot, and what was not
rectified is handled otherwise. What is handed to others is over only when they have answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.faults import Refused
from models.rules.dispositions import DispositionKind
from models.rules.states import Move, Worded


class Stage(Worded):
    """Where the handling of a finding stands.

    Duty: 21.1 (第二十一条).
    """

    PENDING = "pending", "待处理"
    ORDERED = "ordered", "责令改正"
    SUBMITTED = "submitted", "已提交改正材料"
    RECHECKING = "rechecking", "复查中"
    UNSEEN = "unseen", "复查未果"
    CORRECTED = "corrected", "已改正"
    NOT_CORRECTED = "not_corrected", "未改正"
    OVERDUE = "overdue", "逾期未改正"
    HANDLED = "handled", "已查处"
    TRANSFERRED = "transferred", "已移送"
    ANSWERED = "answered", "移送已获答复"
    CRIMINAL = "criminal", "涉嫌犯罪已移送"
    FILED = "filed", "涉嫌犯罪已立案"
    SENT_BACK = "sent_back", "移送被退回"


class Act(Worded):
    """What is entered about a finding, step by step.

    Duty: 21.1 (第二十一条).
    """

    ORDER = "order", "责令改正"
    EVIDENCE = "evidence", "提交改正材料"
    RECHECK = "recheck", "复查"
    OUTCOME = "outcome", "复查结果"
    HANDLE = DispositionKind.HANDLE.value, DispositionKind.HANDLE.words
    TRANSFER = DispositionKind.TRANSFER.value, DispositionKind.TRANSFER.words
    CRIMINAL = DispositionKind.CRIMINAL.value, DispositionKind.CRIMINAL.words
    ANSWER = "answer", "答复"
    CORRECTION = "correction", "更正登记"
    EXTENSION = "extension", "延长改正期限"


class Answer(Worded):
    """What whoever took a matter over answered.

    Duty: 21.1 (第二十一条).
    """

    ACCEPTED = "accepted", "已受理"
    DEALT_WITH = "dealt_with", "已处理"
    RETURNED = "returned", "不予受理，退回"
    FILED = "filed", "立案"
    NOT_FILED = "not_filed", "不予立案"


DECIDED: dict[str, Stage] = {
    DispositionKind.HANDLE: Stage.HANDLED,
    DispositionKind.TRANSFER: Stage.TRANSFERRED,
    DispositionKind.CRIMINAL: Stage.CRIMINAL,
}
"""Where a decision leads."""

REPLACED: dict[str, Stage] = {Act.ORDER: Stage.ORDERED, **DECIDED}
"""What a decision of the wrong kind may be replaced by, and where that leads."""

IN_PLACE = (Act.CORRECTION, Act.EXTENSION)
"""What is entered about an earlier step, and moves nothing along."""

ANSWERED: dict[Stage, dict[Answer, Stage]] = {
    Stage.TRANSFERRED: {
        Answer.ACCEPTED: Stage.ANSWERED,
        Answer.DEALT_WITH: Stage.ANSWERED,
        Answer.RETURNED: Stage.SENT_BACK,
    },
    Stage.CRIMINAL: {Answer.FILED: Stage.FILED, Answer.NOT_FILED: Stage.SENT_BACK},
}
"""Where an answer leads; what comes back is to be handled here."""

_RECHECKED = (Stage.CORRECTED, Stage.NOT_CORRECTED, Stage.OVERDUE, Stage.UNSEEN)
_OPEN_TO_DECISION = (
    Stage.PENDING,
    Stage.ORDERED,
    Stage.UNSEEN,
    Stage.NOT_CORRECTED,
    Stage.OVERDUE,
    Stage.SENT_BACK,
)
_OPEN_TO_ORDER = (Stage.PENDING, Stage.NOT_CORRECTED, Stage.OVERDUE, Stage.SENT_BACK)
OPEN_TO_EVIDENCE = (Stage.ORDERED, Stage.SUBMITTED, Stage.UNSEEN, Stage.NOT_CORRECTED)
OPEN_TO_RECHECK = OPEN_TO_EXTENSION = OPEN_TO_EVIDENCE
ENDED = (Stage.CORRECTED, Stage.HANDLED, Stage.ANSWERED, Stage.FILED)
ESCALATED_FROM = (Stage.ORDERED, Stage.UNSEEN, Stage.NOT_CORRECTED, Stage.OVERDUE)

MOVES = (
    *(Move(before, Stage.ORDERED, "第二十一条") for before in _OPEN_TO_ORDER),
    *(Move(before, Stage.SUBMITTED, "第二十一条") for before in OPEN_TO_EVIDENCE),
    *(Move(before, Stage.RECHECKING, "第二十一条") for before in OPEN_TO_RECHECK),
    *(Move(Stage.RECHECKING, after, "第二十一条") for after in _RECHECKED),
    *(Move(before, after, "第二十条") for before in _RECHECKED for after in _RECHECKED),
    *(
        Move(before, after, "第二十一条")
        for before in _OPEN_TO_DECISION
        for after in DECIDED.values()
    ),
    *(
        Move(before, after, "第二十一条")
        for before, answers in ANSWERED.items()
        for after in dict.fromkeys(answers.values())
    ),
)
"""From one outcome of a recheck to another leads only a corrected form of that recheck; from an order
to another decision only the end of its term."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it was entered. ``document`` is its number, of a recheck the inspection's; ``due_on``
    the end of an order's term; ``corrects`` the step whose entry a correction puts right, ``becomes``
    the kind it should have been, if it was of a wrong one; ``decided_as`` the office that extended."""

    number: int
    act: Act
    stage: Stage
    document: str
    department: str
    taken_on: date
    taken_by: str
    due_on: date | None = None
    outcome: str = ""
    reason: str = ""
    corrects: int | None = None
    becomes: str = ""
    decided_as: str = ""


Done = list[str] | None
"""What was done about a finding, as a fact of a result: kind, department, document, and a stage
where the kind does not say it all; ``None`` while it is in hand."""


@dataclass(frozen=True, slots=True)
class Handled:
    """How a finding is handled. ``steps`` are those that stand, corrections and extensions worked in;
    ``told`` is what the public hears, ``told_on`` the day of what made it so. ``extended`` are the
    extensions of the order in force, ``first_due_on`` is the end of its term before them."""

    stage: Stage
    steps: tuple[Step, ...]
    told: Done
    told_on: date | None
    extended: tuple[Step, ...] = ()
    first_due_on: date | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing is left to be done."""
        return self.stage in ENDED

    @property
    def ended_on(self) -> date | None:
        """When it came to its end."""
        return self.steps[-1].taken_on if self.ended else None

    @property
    def order(self) -> Step | None:
        """The order to rectify that is in force."""
        return next((step for step in reversed(self.steps) if step.act == Act.ORDER), None)

    @property
    def decision(self) -> Step | None:
        """What was decided last: an order, a disposition."""
        kinds = (Act.ORDER, *DECIDED)
        return next((step for step in reversed(self.steps) if step.act in kinds), None)

    @property
    def words(self) -> str:
        """How it stands, as the house reads it."""
        decision = self.decision
        if decision is None:
            return self.stage.words
        return (
            f"{self.stage.words}：{decision.act.words}{decision.department}（{decision.document}）"
        )


NOT_HANDLED = Handled(Stage.PENDING, (), None, None)


def handled(entered: Iterable[Step]) -> Handled:
    """What the steps of a finding come to, in the order they were entered.

    A correction puts an earlier entry right; of a recheck whose form was corrected the last outcome
    counts.

    Duty: 21.1 (第二十一条).
    """
    every = list(entered)
    if not every:
        return NOT_HANDLED
    steps = _standing(every)
    put_right = {
        step.number if step.becomes else step.corrects: step.taken_on
        for step in every
        if step.act == Act.CORRECTION
    }
    told: Done = None
    told_on = None
    for n, step in enumerate(steps):
        if (now := _told(step, steps[:n])) is not None:
            told = now
            told_on = max(step.taken_on, _put_right_on(step, steps[:n], put_right))
    stands = Handled(every[-1].stage, tuple(steps), told, told_on)
    if (order := stands.order) is None:
        return stands
    first = next(step.due_on for step in every if step.number == order.number)
    extended = (step for step in every if step.act == Act.EXTENSION)
    return replace(
        stands,
        extended=tuple(step for step in extended if step.number > order.number),
        first_due_on=first,
    )


def _put_right_on(step: Step, before: Sequence[Step], put_right: dict[int | None, date]) -> date:
    rested_on = _rested_on(step, before)
    days = [put_right.get(each.number, date.min) for each in (step, rested_on) if each]
    return max(days)


def _standing(every: Sequence[Step]) -> list[Step]:
    by_number: dict[int, Step] = {}
    for step in every:
        if step.act == Act.EXTENSION:
            [*_, order] = (each for each in by_number.values() if each.act == Act.ORDER)
            by_number[order.number] = replace(order, due_on=step.due_on)
        elif step.act == Act.CORRECTION and step.corrects is not None and step.becomes:
            by_number[step.number] = replace(
                by_number.pop(step.corrects),
                number=step.number,
                act=Act(step.becomes),
                stage=step.stage,
                due_on=step.due_on,
                document=step.document,
                department=step.department,
            )
        elif step.act == Act.CORRECTION and (n := step.corrects) is not None:
            right = replace(by_number[n], document=step.document, department=step.department)
            by_number[n] = right
        else:
            by_number[step.number] = step
    steps = list(by_number.values())
    last = {step.document: step.number for step in steps if step.act == Act.OUTCOME}
    return [step for step in steps if step.act != Act.OUTCOME or last[step.document] == step.number]


def _rested_on(step: Step, before: Sequence[Step]) -> Step | None:
    """The decision that an outcome or an answer is about."""
    kinds = {Act.OUTCOME: (Act.ORDER,), Act.ANSWER: (Act.TRANSFER, Act.CRIMINAL)}.get(step.act, ())
    return next((each for each in reversed(before) if each.act in kinds), None)


def _told(step: Step, before: Sequence[Step]) -> Done:
    """What the public hears of a step; ``None``: nothing."""
    if step.act in DECIDED:
        return [step.act.value, step.department, step.document]
    about = _rested_on(step, before)
    if about is None or step.stage == Stage.UNSEEN:
        return None
    return [about.act.value, about.department, about.document, step.stage.value]


def check_move(what: str, before: Stage, after: Stage) -> None:
    """``what`` (Chinese, names the finding) may go from ``before`` to ``after``.

    Raises:
        Refused: no move leads there.

    Duty: 21.1 (第二十一条).
    """
    if not any(move.before == before and move.after == after for move in MOVES):
        raise Refused(
            f"{what}现为「{before.words}」，不能登记为「{after.words}」（第二十一条）",
            code="wrong-stage",
        )

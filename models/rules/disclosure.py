"""What is made public of an inspection, and in which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.rules.categories import Category, counts_clean, result_words
from models.rules.checklist import Checklist
from models.rules.dispositions import DispositionKind
from models.rules.form import NON_COOPERATION
from models.rules.handling import Act, Stage
from models.rules.handling_told import in_hand
from models.rules.inspection import InspectionState, Outcome
from models.rules.results import Facts, ResultKind

NOT_SIGNED = "企业未在记录上签字"
BEING_HANDLED = "正在处理"
"""What is said of a finding about which nothing is decided yet."""

AT_DRAW = "at-draw"
"""The district's choice to make a draw's record public once it is confirmed."""


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
    outcome: Outcome,
    findings: Sequence[str],
    non_cooperation: Sequence[str],
    refused_to_sign: bool,
    category: Category | None = None,
) -> str:
    """A result as the public reads it, by its category if it has one: no officer, no customer is
    named.

    Duty: 22.1, 23.1 (第二十二条、第二十三条).
    """
    words = category.words if category else outcome.words
    told = result_words(words, findings, non_cooperation, outcome)
    return f"{told}。{NOT_SIGNED}" if refused_to_sign else told


def disposition_in_words(
    kind: DispositionKind | None, department: str, document: str, next_word: date | None = None
) -> str:
    """What is done about one finding as the public reads it; ``None``: nothing is decided yet, and
    that is said, with the day by which more is told.

    Duty: 21.1, 23.1 (第二十一条、第二十三条).
    """
    if kind is None:
        return f"{BEING_HANDLED}，{next_word} 前公布处理结果" if next_word else BEING_HANDLED
    if kind == DispositionKind.CRIMINAL:
        return kind.words  # the number of a criminal file stays in the house
    to = department if kind == DispositionKind.TRANSFER else ""
    return f"{kind.words}{to}（{document}）"


@dataclass(frozen=True, slots=True)
class PublicResult:
    """One inspection's result as the public reads it; days in ISO 8601.

    Of what was withdrawn only the place is left: ``clean`` is neither then.
    """

    number: str
    credit_code: str
    name: str
    method: str
    visited_on: str
    result: str
    disposition: str
    clean: bool | None
    """Nothing was found and nobody stood in the way; refusing to sign is no finding."""


def in_public(
    facts: Facts,
    *,
    number: str,
    credit_code: str,
    name: str,
    method: str,
    item: Checklist,
    next_word: date | None,
) -> PublicResult:
    """What the public reads of a result that rests on ``facts``, in the words of its ``item``.
    ``next_word`` is the day by which more is told of what is still being handled.

    Duty: 21.1, 22.1, 23.1 (第二十一条、第二十二条、第二十三条).
    """
    findings: Mapping[str, Any] = facts["findings"]
    done = [handling_in_words(each, next_word) for _, each in findings.values()]
    outcome, category = Outcome(facts["outcome"]), item.category(facts.get("category", ""))
    return PublicResult(
        number=number,
        credit_code=credit_code,
        name=name,
        method=method,
        visited_on=facts["visited_on"],
        result=result_in_words(
            outcome,
            [fault or f"{item.label(point)}：不符合" for point, (fault, _) in findings.items()],
            [NON_COOPERATION[kind] for kind in facts["non_cooperation"]],
            facts["refused_to_sign"],
            category,
        ),
        # What is the same of every finding is said once.
        disposition="；".join(done[:1] if len(set(done)) == 1 else done),
        clean=counts_clean(outcome, category),
    )


def handling_in_words(done: Sequence[str] | None, next_word: date | None = None) -> str:
    """What became of one finding as the public reads it (``models.rules.handling``): a recheck's
    outcome, an answer that came; of what came to nothing, that it is in hand again.

    Duty: 21.1, 23.1 (第二十一条、第二十三条).
    """
    if done is None:
        return disposition_in_words(None, "", "", next_word)
    kind, department, document, *stage = done
    words = (
        f"{Act.ORDER.words}（{document}）"
        if kind == Act.ORDER
        else disposition_in_words(DispositionKind(kind), department, document)
    )
    if stage:
        words += f"，{_BECAME[Stage(stage[0])]}"
    if in_hand(done):
        words += f"，{disposition_in_words(None, '', '', next_word)}"
    return words


def written_in(done: Sequence[str] | None) -> tuple[str, str]:
    """Department and document of a decision, as far as the public reads them: of what was referred as
    a crime neither.

    Duty: 10.2, 21.1, 23.1 (第十条、第二十一条、第二十三条).
    """
    if done is None or done[0] == DispositionKind.CRIMINAL:
        return "", ""
    kind, department, document, *_ = done
    return (department if kind == DispositionKind.TRANSFER else ""), document


_BECAME = {
    Stage.CORRECTED: Stage.CORRECTED.words,
    Stage.NOT_CORRECTED: Stage.NOT_CORRECTED.words,
    Stage.OVERDUE: Stage.OVERDUE.words,
    Stage.ANSWERED: "接收部门已答复",
    Stage.FILED: "已立案",
    Stage.SENT_BACK: "接收部门退回",
}
"""What is said of a stage behind the decision it followed on."""


def withdrawn(told: PublicResult) -> PublicResult:
    """What is left of a result that was withdrawn: its place.

    Duty: 23.1 (第二十三条).
    """
    return replace(
        told, visited_on="", result=ResultKind.WITHDRAWAL.words, disposition="", clean=None
    )

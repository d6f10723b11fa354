"""How the deadline of each result stands, and whether it was met in time or only entered so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from models.rules.deadlines import Standing
from models.rules.inspection import InspectionState
from models.rules.order import day_in_words
from models.tables import DeadlineRecord, Inspection, pk
from tasks.base.deadlines import deadline_of
from tasks.publish.published import Published


class ResultDeadline(TypedDict):
    """The deadline of one inspection's result; days in ISO 8601, ``words`` for a person.

    ``met_on`` is the legal day; ``entered_on`` the clock's day on which it was entered.
    """

    due_on: str
    met_on: str | None
    entered_on: str | None
    standing: str
    words: str


def result_deadline(
    inspection: Inspection,
    deadline: DeadlineRecord | None,
    published: Mapping[int, Published],
    as_of: date,
) -> ResultDeadline | None:
    """How it stands on ``as_of``; ``None`` before there is one, and when a substitute took the place.

    Duty: 10.3, 23.1 (第十条末款、第二十三条).
    """
    if deadline is None or inspection.state == InspectionState.REPLACED:
        return None
    delivery = published.get(pk(inspection))
    entered_on = delivery.entered_on if delivery and deadline.met_on else None
    standing = deadline_of(deadline, entered_on).standing(as_of)
    words = f"公示期限 {deadline.due_on}：{standing.words}"
    if deadline.met_on is not None:
        words += f"，{day_in_words(deadline.met_on, entered_on)} 公示"
    return ResultDeadline(
        due_on=str(deadline.due_on),
        met_on=str(deadline.met_on) if deadline.met_on else None,
        entered_on=str(entered_on) if entered_on else None,
        standing=standing.value,
        words=words,
    )


def met_on_paper(deadline: ResultDeadline | None) -> bool:
    """Whether it reads as met only because it was entered late under an earlier day."""
    return deadline is not None and deadline["standing"] == Standing.MET_ON_PAPER

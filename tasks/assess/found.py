"""What inspections came to, and what was done about what they found; what was withdrawn stands apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlmodel import Session, col, select

from models.rules.assessment import Share, counted_words
from models.rules.checklist import Checklist
from models.rules.inspection import Outcome
from models.rules.publications import NEVER_LEFT
from models.rules.results import AMENDING, ResultKind
from models.rules.task import Task
from models.tables import Inspection, Publication, ResultVersion
from tasks.base.queries import chunks
from tasks.inspect.handling import handling_of
from tasks.inspect.inspections import assigned
from tasks.publish.rows import as_it_stands


@dataclass(frozen=True, slots=True)
class Found:
    """Results by their category, faults, and where the handling of those stands, each in words and
    counted; ``disposed``: of the faults, those about which something was decided."""

    results: list[tuple[str, int]]
    faults: list[tuple[str, int]]
    stages: list[tuple[str, int]]
    disposed: Share
    withdrawn: int
    corrected: int


def found(session: Session, inspections: pd.DataFrame, forms: pd.DataFrame, as_of: date) -> Found:
    """By the forms in force on ``as_of`` and what was decided by then.

    Duty: 21.1, 24.1 (第二十一条、第二十四条).
    """
    known = forms[forms["received_on"] <= pd.Timestamp(as_of)].sort_values("version")
    last = known.drop_duplicates("number", keep="last")
    of_number = dict(zip(last["number"], last["id"], strict=True))
    asked = [str(number) for number in inspections["number"] if number in of_number]
    amended = _amended(session, asked, as_of)
    stand = [n for n in asked if amended.get(n) != ResultKind.WITHDRAWAL]
    ids = {number: int(of_number[number]) for number in stand}
    forms_told = as_it_stands(session, list(ids.values()))
    handled = handling_of(session, list(ids.values()), as_of)
    tasks = _tasks(session, stand)
    categories, faults, stages, decided = [], [], [], 0
    for number, id_ in ids.items():
        facts, item = forms_told[id_].facts, tasks[number].item
        category = item.category(facts.get("category", ""))
        categories.append(category.words if category else Outcome(facts["outcome"]).words)
        for point, stands in handled.get(id_, {}).items():
            faults.append(_fault(item, point))
            stages.append(stands.stage.words)
            decided += stands.decision is not None
    kinds = [amended.get(n) for n in asked]
    return Found(
        counted_words(categories),
        counted_words(faults),
        counted_words(stages),
        Share(decided, len(stages)),
        withdrawn=kinds.count(ResultKind.WITHDRAWAL),
        corrected=kinds.count(ResultKind.CORRECTION),
    )


def _amended(session: Session, numbers: Sequence[str], as_of: date) -> Mapping[str, ResultKind]:
    """Number -> the last correction or withdrawal of its result that was released by ``as_of``; a
    withdrawal that a later version took back is none."""
    last: dict[str, ResultKind] = {}
    for some in chunks(numbers):
        for number, kind in session.exec(
            select(col(Inspection.number), col(ResultVersion.kind))
            .join(ResultVersion, col(ResultVersion.inspection_id) == col(Inspection.id))
            .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
            .where(
                col(Inspection.number).in_(some),
                col(Publication.state).not_in(NEVER_LEFT),
                col(Publication.released_on) <= as_of,
            )
            .order_by(col(ResultVersion.version))
        ):
            if (told := ResultKind(kind)) in AMENDING:
                last[number] = told
    return last


def _fault(item: Checklist, code: str) -> str:
    """What is wrong at a point, whatever was measured there."""
    point = next(each for each in item.points if each.code == code)
    return point.fault or f"{point.label}：不符合"


def _tasks(session: Session, numbers: Sequence[str]) -> dict[str, Task]:
    wanted = [
        inspection
        for some in chunks(numbers)
        for inspection in session.exec(select(Inspection).where(col(Inspection.number).in_(some)))
    ]
    return {each.task.number: each.task for each in assigned(session, wanted)}

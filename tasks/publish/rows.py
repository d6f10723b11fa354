"""A result as it would be told now: the form in force, what it found, and what was done about that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from models.rules.extensions import longer
from models.rules.form import Signature
from models.rules.results import Extended
from models.tables import FindingRecord, RecordReturn
from tasks.base.queries import chunks
from tasks.inspect.handling import handling_of


@dataclass(frozen=True, slots=True)
class Now:
    """What a result rests on (``models.rules.results``), and the days of what it rests on.

    ``decided`` maps check points to the day of what is told of how what was found is handled;
    ``extended`` are the longer terms of what is still to be rectified.
    """

    return_id: int
    received_on: date
    facts: dict[str, Any]
    decided: Mapping[str, date]
    extended: Sequence[Extended] = ()


def as_it_stands(session: Session, return_ids: Sequence[int]) -> dict[int, Now]:
    """Return id -> what its result would be told to be.

    Duty: 20.1, 21.1, 23.1 (第二十条、第二十一条、第二十三条).
    """
    found, decided, extended = _findings(session, return_ids)
    results = {}
    for some in chunks(return_ids):
        for id_, visited_on, received_on, outcome, category, signature, kinds in session.execute(
            _FORM.where(col(RecordReturn.id).in_(some))
        ):
            facts = {
                "visited_on": str(visited_on),
                "outcome": outcome,
                **({"category": category} if category else {}),
                "findings": found.get(id_, {}),
                "non_cooperation": [int(kind) for kind in kinds.split()],
                "refused_to_sign": signature == Signature.REFUSED,
            }
            results[id_] = Now(id_, received_on, facts, decided.get(id_, {}), extended.get(id_, ()))
    return results


_FORM = select_columns(
    col(RecordReturn.id),
    col(RecordReturn.visited_on),
    col(RecordReturn.received_on),
    col(RecordReturn.outcome),
    col(RecordReturn.category),
    col(RecordReturn.signature),
    col(RecordReturn.non_cooperation),
)


def _findings(
    session: Session, return_ids: Sequence[int]
) -> tuple[dict[int, dict[str, Any]], dict[int, dict[str, date]], dict[int, list[Extended]]]:
    """Return id -> check point -> what was found and what was done; the day of what made it so; and the
    terms that were extended."""
    handled = handling_of(session, return_ids)
    found: dict[int, dict[str, Any]] = {}
    decided: dict[int, dict[str, date]] = {}
    extended: dict[int, list[Extended]] = {}
    for some in chunks(list(handled)):
        for finding in session.exec(
            select(FindingRecord)
            .where(col(FindingRecord.return_id).in_(some))
            .order_by(col(FindingRecord.id))
        ):
            stands = handled[finding.return_id][finding.check_point]
            if stands.told_on is not None:
                decided.setdefault(finding.return_id, {})[finding.check_point] = stands.told_on
            if (term := longer(stands)) is not None:
                extended.setdefault(finding.return_id, []).append(Extended(*term))
            told = [finding.words or finding.observed, stands.told]
            found.setdefault(finding.return_id, {})[finding.check_point] = told
    return found, decided, extended

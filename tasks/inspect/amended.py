"""Results that were told, and the corrections and withdrawals of them that were decided and are not
told yet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from models.rules.publications import NEVER_LEFT
from models.rules.results import Amendment as Decided
from models.rules.results import Facts, ResultKind
from models.tables import Amendment, Inspection, Publication, ResultVersion, pk
from tasks.base.queries import chunks


@dataclass(frozen=True, slots=True)
class Open:
    """A correction or withdrawal that is still to be told."""

    id: int
    kind: ResultKind
    return_id: int
    facts: Facts
    note: str
    decided_on: date
    reason: str

    def decided(self) -> Decided:
        """As the rule asks for it."""
        return Decided(self.kind, self.return_id, self.facts)


def told_ids(session: Session, inspection_ids: Sequence[int]) -> set[int]:
    """The inspections whose result was released."""
    return {
        id_
        for some in chunks(inspection_ids)
        for id_ in session.exec(
            select(ResultVersion.inspection_id)
            .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
            .where(
                col(ResultVersion.inspection_id).in_(some),
                col(Publication.state).not_in(NEVER_LEFT),
            )
        )
    }


def told_of(session: Session, inspection_id: int, check_point: str) -> list[str] | None:
    """What was told last, in a release, of how a finding is handled; ``None``: nothing."""
    text = session.exec(
        select(ResultVersion.told)
        .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
        .where(
            ResultVersion.inspection_id == inspection_id,
            col(Publication.state).not_in(NEVER_LEFT),
        )
        .order_by(col(ResultVersion.version).desc())
    ).first()
    if text is None:
        return None
    _, done = (json.loads(text)["facts"].get("findings") or {}).get(check_point, ("", None))
    return None if done is None else list(done)


def amendments(session: Session, inspection_ids: Sequence[int]) -> dict[int, Open]:
    """Inspection id -> the last correction or withdrawal decided, unless it was told.

    Duty: 23.1, 23.2 (第二十三条).
    """
    pending: dict[int, Open] = {}
    for some in chunks(inspection_ids):
        told = _told(session, some)
        for each in session.exec(
            select(Amendment)
            .where(col(Amendment.inspection_id).in_(some))
            .order_by(col(Amendment.id))
        ):
            if pk(each) > told.get(each.inspection_id, 0):
                pending[each.inspection_id] = Open(
                    pk(each),
                    ResultKind(each.kind),
                    each.return_id,
                    json.loads(each.facts),
                    each.note,
                    each.decided_on,
                    each.reason,
                )
    return pending


def awaiting_correction(session: Session, region: str, as_of: date) -> list[Inspection]:
    """The inspections whose correction was decided by ``as_of`` and whose mended form is not in.

    Duty: 23.2 (第二十三条).
    """
    found = session.exec(
        select(Inspection)
        .join(Amendment, col(Amendment.return_id) == col(Inspection.current_return_id))
        .where(
            Inspection.region == region,
            Amendment.kind == ResultKind.CORRECTION,
            Amendment.decided_on <= as_of,
        )
        .order_by(col(Inspection.id))
        .distinct()
    ).all()
    pending = amendments(session, [pk(each) for each in found])
    return [each for each in found if pk(each) in pending]


def _told(session: Session, inspection_ids: Sequence[int]) -> dict[int, int]:
    """Inspection id -> the last amendment that was told; what was decided before it is settled."""
    rows = session.exec(
        select(ResultVersion.inspection_id, func.max(ResultVersion.amendment_id))
        .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
        .where(
            col(ResultVersion.inspection_id).in_(inspection_ids),
            col(ResultVersion.amendment_id).is_not(None),
            col(Publication.state).not_in(NEVER_LEFT),
        )
        .group_by(col(ResultVersion.inspection_id))
    )
    return {inspection_id: amendment_id for inspection_id, amendment_id in rows if amendment_id}

"""What is still to be told of inspections' results: which version, whether it is known, by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from models.district import District
from models.rules import names
from models.rules.deadlines import DeadlineKind
from models.rules.inspection import AWAITING_PUBLICATION, InspectionState
from models.rules.order import Basis
from models.rules.results import Extended, ResultKind, Waiting, next_kind, outlasting
from models.tables import DeadlineRecord, Draw, DrawEntry, Inspection, RecordReturn
from tasks.base.deadlines import starting
from tasks.base.queries import chunks
from tasks.inspect.amended import Open, amendments
from tasks.publish.rows import Now, as_it_stands
from tasks.publish.told import Version, released

TELLABLE = (*AWAITING_PUBLICATION, InspectionState.PUBLISHED)
"""Of what is archived nothing is left to be told: what is decided about it later opens it again. A
recheck is told of in the result whose findings it rechecked, and has none of its own."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The next version of an inspection's result. ``now`` is what it would rest on, ``last`` what was
    told before it, ``amendment`` the decision it needs; ``decided`` are the days of what is decided
    since about what was found."""

    inspection_id: int
    number: str
    scope: str
    kind: ResultKind
    rests_on: tuple[Basis, ...]
    ready: bool
    due_on: date | None
    now: Now | None
    last: Version | None = None
    amendment: Open | None = None
    decided: tuple[date, ...] = ()
    sent_back: bool = False
    """Its form is to come again."""

    @property
    def outlasting(self) -> Extended | None:
        """The extended term that makes untrue by which day more was promised."""
        if self.now is None or self.last is None:
            return None
        return outlasting(self.now.extended, self.last.next_word_on)

    @property
    def version(self) -> int:
        """Its number."""
        return self.last.version + 1 if self.last else 1

    def waiting(self) -> Waiting:
        """As the rule asks for it."""
        return Waiting(self.inspection_id, self.ready, self.due_on, self.kind)


def coming(
    session: Session, terms: District, as_of: date, only: Sequence[int] | None = None
) -> list[Coming]:
    """What is still to be told in a district, or of the inspections ``only``, oldest first.

    Duty: 23.1 (第二十三条).
    """
    rows = _rows(session, terms.region, only)
    back = [row.id for row in rows if row.current_return_id is not None]
    versions = released(session, back)
    decided = amendments(session, back)
    wanted = set(back) if only is not None else versions.keys() | decided.keys()
    standing = as_it_stands(session, [row.current_return_id for row in rows if row.id in wanted])
    expected = []
    for row in rows:
        now, told = standing.get(row.current_return_id), versions.get(row.id)
        if told is None or now is None:
            expected.append(_opinion(terms.region, as_of, row, now))
        elif (later := _later(terms, as_of, row, now, told[-1], decided.get(row.id))) is not None:
            expected.append(later)
    return expected


def _rows(session: Session, region: str, only: Sequence[int] | None) -> list[Any]:
    if only is None:
        return list(session.execute(_INSPECTIONS.where(col(Inspection.region) == region)))
    return [
        row
        for some in chunks(only)
        for row in session.execute(_INSPECTIONS.where(col(Inspection.id).in_(some)))
    ]


def _inspections() -> Select[Any]:
    return (
        select_columns(
            col(Inspection.id),
            col(Inspection.number),
            col(Inspection.state),
            col(Inspection.current_return_id),
            col(Draw.draw_id),
            col(DeadlineRecord.due_on),
            col(RecordReturn.received_on),
        )
        .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id), isouter=True)
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id), isouter=True)
        .join(Draw, col(Draw.id) == col(DrawEntry.draw_pk), isouter=True)
        .join(
            DeadlineRecord,
            (col(DeadlineRecord.matter) == col(Inspection.number))
            & (col(DeadlineRecord.kind) == DeadlineKind.RESULTS),
            isouter=True,
        )
        .where(col(Inspection.state).in_(TELLABLE), col(Inspection.recheck_of_id).is_(None))
        .order_by(col(Inspection.id))
    )


_INSPECTIONS = _inspections()


def _opinion(region: str, as_of: date, row: Any, now: Now | None) -> Coming:
    """The first version: ready once the form is in, and not sent back."""
    sent_back = row.state == InspectionState.SENT_BACK
    return Coming(
        row.id,
        row.number,
        names.results_scope(region, row.draw_id or row.number),
        ResultKind.OPINION,
        (Basis("登记表回收", row.received_on),),
        row.received_on is not None and row.received_on <= as_of and not sent_back,
        row.due_on,
        now,
        sent_back=sent_back,
    )


def _later(
    terms: District, as_of: date, row: Any, now: Now, last: Version, amendment: Open | None
) -> Coming | None:
    """The version after ``last``; ``None`` if nothing more is to come. What is not ready is waited
    for: a finding that is being handled, the form of a correction."""
    kind = next_kind(
        last.last(), now.facts, now.return_id, amendment.decided() if amendment else None
    )
    decided = _decided_since(last, now)
    waited_for = Coming(
        row.id,
        row.number,
        names.results_scope(terms.region, row.draw_id or row.number),
        amendment.kind if amendment else ResultKind.HANDLING,
        (),
        False,
        last.next_word_on,
        now,
        last,
        amendment,
        decided,
    )
    longer = waited_for.outlasting
    if kind is None and amendment is None and longer is not None and last.being_handled():
        return _postponed(terms, as_of, waited_for, longer)
    if kind is None:
        over = last.kind == ResultKind.WITHDRAWAL or not last.being_handled()
        return None if over and amendment is None else waited_for
    rests_on = [Basis("处理决定", day) for day in decided]
    due_on = None
    if amendment is not None:
        rests_on += [Basis(f"决定{kind.words}", amendment.decided_on)]
        rests_on += [Basis("登记表回收", now.received_on)]
    elif decided:
        within = terms.publication.handling_published_within
        counted = starting(terms.region, within, min(decided)).due_on
        # Whatever its own term is, the public was promised a word by that day.
        due_on = min(counted, last.next_word_on) if last.next_word_on else counted
    return replace(
        waited_for,
        kind=kind,
        rests_on=tuple(rests_on),
        ready=all(basis.day is None or basis.day <= as_of for basis in rests_on),
        due_on=due_on,
    )


def _postponed(terms: District, as_of: date, waited_for: Coming, longer: Extended) -> Coming:
    """A term was extended past the day by which more was promised: the public hears that before it."""
    within = terms.publication.handling_published_within
    counted = starting(terms.region, within, longer.decided_on).due_on
    promised = waited_for.due_on
    return replace(
        waited_for,
        rests_on=(Basis("延长改正期限", longer.decided_on),),
        ready=longer.decided_on <= as_of,
        due_on=min(counted, promised) if promised else counted,
    )


def _decided_since(last: Version, now: Now) -> tuple[date, ...]:
    """The days on which something was decided about a finding otherwise than it was told."""
    before = last.facts["findings"]
    return tuple(
        now.decided[point]
        for point, (_, done) in now.facts["findings"].items()
        if point in now.decided and (point not in before or before[point][1] != done)
    )

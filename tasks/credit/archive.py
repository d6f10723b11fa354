"""What was published is entered in the archive; what was withdrawn or corrected since counts no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from models.district import District
from models.rules import credit as rule
from models.rules.credit import CreditKind
from models.rules.credit_lists import EntryState
from models.rules.inspection import MADE_PUBLIC, Outcome
from models.rules.results import ResultKind
from models.tables import (
    Amendment,
    CreditRecord,
    FindingRecord,
    Inspection,
    ListBasis,
    ListEntry,
    RecordReturn,
    SubjectEntry,
    pk,
)
from tasks.base.queries import chunks
from tasks.base.visits import visits_of
from tasks.inspect.amended import amendments
from tasks.publish.published import published_later
from tasks.publish.told import Version, released

WITHDRAWN, CORRECTED = "检查结果已撤回", "检查结果已更正"


@dataclass
class Entered:
    """Of how many inspections something was entered; the subjects concerned; the entries of the
    archive (ids) that ended."""

    inspections: int = 0
    subjects: set[str] = field(default_factory=set)
    ended: list[int] = field(default_factory=list)


def terms_of(district: District) -> rule.Terms:
    """The archive's numbers as its rule takes them."""
    numbers = district.credit
    fields = rule.Terms.__dataclass_fields__
    return rule.Terms(**{name: getattr(numbers, name).value for name in fields})


def enter(session: Session, region: str, as_of: date, terms: rule.Terms) -> Entered:
    """Enter what was published by ``as_of`` and is not in the archive yet; end what no longer holds.

    Duty: 22.1, 23.2, 23.3 (第二十二条、第二十三条).
    """
    entered = Entered()
    amended = _amended(session, region, as_of)
    rows = [row for row in _fresh(session, region, as_of) if row.inspection_id not in amended]
    with_findings = {
        return_id
        for ids in chunks([row.return_id for row in rows])
        for return_id in session.exec(
            select(FindingRecord.return_id).where(col(FindingRecord.return_id).in_(ids))
        )
    }
    records = [
        record
        for row in rows
        for record in _records(
            row, Outcome(row.outcome), row.return_id in with_findings, row.visited_on, 1, terms
        )
    ]
    entered.inspections = len({record["inspection"] for record in records})
    records += _anew(session, as_of, amended, terms, entered)
    if records:
        session.execute(insert(CreditRecord), records)
    entered.subjects |= {record["credit_code"] for record in records}
    return entered


@dataclass(frozen=True, slots=True)
class _Public:
    """A published inspection, and what its form in force says."""

    inspection_id: int
    number: str
    region: str
    credit_code: str
    return_id: int
    outcome: str
    visited_on: date


def _fresh(session: Session, region: str, as_of: date) -> list[_Public]:
    return [_Public(*row) for row in session.execute(_public(region).where(
        col(Inspection.state).in_(MADE_PUBLIC),
        col(Inspection.id).not_in(published_later(as_of)),
        col(Inspection.number).not_in(
            select(CreditRecord.inspection).where(CreditRecord.region == region)
        ),
    ))]  # fmt: skip


def _public(region: str) -> Any:
    """Inspections with their forms in force; a recheck tells of what was found before."""
    return (
        select_columns(
            col(Inspection.id),
            col(Inspection.number),
            col(Inspection.region),
            col(SubjectEntry.credit_code),
            col(RecordReturn.id),
            col(RecordReturn.outcome),
            col(RecordReturn.visited_on),
        )
        .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id))
        .join(SubjectEntry, col(SubjectEntry.id) == col(Inspection.subject_entry_id))
        .where(col(Inspection.region) == region, col(Inspection.recheck_of_id).is_(None))
        .order_by(col(Inspection.id))
    )


def _amended(session: Session, region: str, as_of: date) -> dict[int, _Public]:
    """The inspections whose result somebody decided to correct or withdraw."""
    decided = (
        select(Amendment.inspection_id)
        .join(Inspection, col(Inspection.id) == col(Amendment.inspection_id))
        .where(Inspection.region == region, Amendment.decided_on <= as_of)
    )
    public = col(Inspection.state).in_(MADE_PUBLIC)
    rows = session.execute(_public(region).where(public, col(Inspection.id).in_(decided)))
    return {row[0]: _Public(*row) for row in rows}


def _anew(
    session: Session,
    as_of: date,
    amended: dict[int, _Public],
    terms: rule.Terms,
    entered: Entered,
) -> list[dict[str, Any]]:
    """Of what was amended: end what stands in the archive and is not so any more; what is to be
    entered instead. A withdrawal counts from its decision on, a correction once it is released."""
    if not amended:
        return []
    waiting = amendments(session, list(amended))
    versions = released(session, list(amended))
    live = _live(session, [each.number for each in amended.values()])
    records: list[dict[str, Any]] = []
    for id_, public in amended.items():
        told = [each for each in versions.get(id_, []) if each.released_on <= as_of]
        last = told[-1] if told else None
        withdrawn = id_ in waiting and waiting[id_].kind == ResultKind.WITHDRAWAL
        theirs = live.get(public.number, [])
        now = None if withdrawn or last is None else _told(last)
        standing = {CreditKind(each.kind): each.happened_on for each in theirs}
        if now is None and not theirs:
            continue
        outcome, found, visited_on = now or (None, False, public.visited_on)
        if not rule.changed(standing, outcome, found, visited_on):
            continue
        for record in theirs:
            record.ended_on = as_of
            record.end_reason = WITHDRAWN if outcome is None else CORRECTED
            session.add(record)
            entered.ended.append(pk(record))
        entered.subjects.add(public.credit_code)
        if outcome is not None and last is not None:
            entered.inspections += 1
            records += _records(public, outcome, found, visited_on, last.version, terms)
    session.flush()
    return records


def _told(last: Version) -> tuple[Outcome, bool, date] | None:
    """What the version told last says; ``None`` if it took the result back."""
    if last.kind == ResultKind.WITHDRAWAL:
        return None
    facts = last.facts
    found = bool(facts.get("findings"))
    return Outcome(facts["outcome"]), found, date.fromisoformat(facts["visited_on"])


def _live(session: Session, numbers: Sequence[str]) -> dict[str, list[CreditRecord]]:
    live: dict[str, list[CreditRecord]] = {}
    for some in chunks(numbers):
        for record in session.exec(
            select(CreditRecord).where(
                col(CreditRecord.inspection).in_(some), col(CreditRecord.ended_on).is_(None)
            )
        ):
            live.setdefault(record.inspection, []).append(record)
    return live


def _records(
    public: _Public,
    outcome: Outcome,
    found: bool,
    visited_on: date,
    version: int,
    terms: rule.Terms,
) -> list[dict[str, Any]]:
    entered = (rule.event(kind, visited_on, terms) for kind in rule.kinds(outcome, found))
    return [
        {
            "region": public.region,
            "credit_code": public.credit_code,
            "kind": event.kind,
            "inspection": public.number,
            "version": version,
            "happened_on": event.happened_on,
            "expires_on": event.expires_on,
        }
        for event in entered
    ]


def events_of(
    session: Session, region: str, credit_codes: Sequence[str]
) -> dict[str, list[rule.Event]]:
    """Credit code -> what stands in its archive, by the visits in which it was found; a list's entry that
    lapsed spent nothing.

    Duty: 4.1, 23.3 (第四条、第二十三条).
    """
    spent = set(
        session.exec(
            select(ListBasis.record_id)
            .join(ListEntry, col(ListEntry.id) == col(ListBasis.entry_id))
            .where(ListEntry.region == region, ListEntry.state != EntryState.LAPSED)
        )
    )
    records = [
        record
        for codes in chunks(credit_codes)
        for record in session.execute(
            select_columns(
                col(CreditRecord.id),
                col(CreditRecord.credit_code),
                col(CreditRecord.kind),
                col(CreditRecord.inspection),
                col(CreditRecord.happened_on),
                col(CreditRecord.expires_on),
            ).where(
                col(CreditRecord.region) == region,
                col(CreditRecord.credit_code).in_(codes),
                col(CreditRecord.ended_on).is_(None),
            )
        )
    ]
    visit_of = _visits(session, [(code, number, day) for _, code, _, number, day, _ in records])
    events: dict[str, list[rule.Event]] = {}
    for id_, code, kind, number, happened_on, expires_on in records:
        events.setdefault(code, []).append(
            rule.Event(
                CreditKind(kind),
                happened_on,
                expires_on,
                id_,
                id_ in spent,
                visit_of.get(number, number),
            )
        )
    return events


def _visits(session: Session, made: Sequence[tuple[str, str, date]]) -> dict[str, str]:
    """Inspection -> its visit, of those that were not alone at their firm on their day."""
    numbers: dict[tuple[str, date], set[str]] = {}
    for code, number, day in made:
        numbers.setdefault((code, day), set()).add(number)
    days = {number: day for (_, day), some in numbers.items() if len(some) > 1 for number in some}
    return visits_of(session, days)

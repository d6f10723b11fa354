"""One subject's credit archive, with its entries on the lists; and all entries that somebody has to
do something about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, func, or_, select

from models import database
from models.rules import list_names
from models.rules.credit import CreditKind
from models.rules.credit_lists import (
    OPEN,
    ActKind,
    EntryClass,
    EntryState,
    ListName,
    state_after,
)
from models.rules.deadlines import ABOUT_LISTS, DeadlineKind
from models.rules.draw.reasons import DeciderRole
from models.rules.order import day_in_words
from models.tables import (
    CreditRecord,
    DeadlineRecord,
    Disclosure,
    Inspection,
    ListAct,
    ListEntry,
    Receipt,
    ResultVersion,
    SubjectEntry,
    pk,
)
from tasks.base.acts import entered_on
from tasks.base.queries import chunks
from tasks.base.step import Result
from tasks.publish.published import HELD
from tasks.rosters.cause_records import causes_of

EVENTS = {
    ActKind.NOTIFIED: "credit.notice",
    ActKind.OBJECTION: "credit.objection",
    ActKind.UPHELD: "credit.objection-decision",
    ActKind.REJECTED: "credit.objection-decision",
    ActKind.LISTED: "credit.decide",
    ActKind.NOT_LISTED: "credit.decide",
    ActKind.REPAIR_ASKED: "credit.repair",
    ActKind.REPAIRED: "credit.repair-decision",
    ActKind.REPAIR_REFUSED: "credit.repair-decision",
    ActKind.REVOKED: "credit.revoke",
    ActKind.KEPT: "credit.revoke",
}
"""By which step an act of a person was entered."""


def archive_of(region: str, credit_code: str, as_of: date) -> Result:
    """What was entered about a subject by ``as_of``, and its entries on the lists with everything that was
    done about them; a day entered late says so.

    Duty: 10.3, 23.3 (第十条末款、第二十三条).
    """
    with database.reading() as session:
        events = session.exec(
            select(CreditRecord)
            .where(
                CreditRecord.region == region,
                CreditRecord.credit_code == credit_code,
                CreditRecord.happened_on <= as_of,
                ~_published_later(as_of),
            )
            .order_by(col(CreditRecord.happened_on), col(CreditRecord.id))
        ).all()
        entries = session.exec(
            select(ListEntry)
            .where(ListEntry.region == region, ListEntry.credit_code == credit_code, _begun(as_of))
            .order_by(col(ListEntry.id))
        ).all()
        return {
            "credit_code": credit_code,
            "as_of": as_of.isoformat(),
            "events": [_event(event, as_of) for event in events],
            "lists": [_entry(session, entry, as_of) for entry in entries],
            "causes": causes_of(session, region, credit_code, as_of),
        }


def open_entries(region: str, as_of: date) -> list[Result]:
    """Every entry that was open on ``as_of``, with what was due about it and by when, the most pressing
    first.

    Duty: 23.3 (第二十三条).
    """
    with database.reading() as session:
        acted_later = select(ListAct.entry_id).where(col(ListAct.done_on) > as_of)
        rows = session.exec(
            select(ListEntry)
            .where(
                ListEntry.region == region,
                _begun(as_of),
                or_(
                    col(ListEntry.state).in_(OPEN),
                    col(ListEntry.exited_on) > as_of,
                    col(ListEntry.id).in_(acted_later),
                ),
            )
            .order_by(col(ListEntry.id))
        ).all()
        done = _acts(session, [pk(each) for each in rows], as_of)
        stood = [(each, _stood(each, done.get(pk(each), ()), as_of)) for each in rows]
        names = {
            code: name
            for codes in chunks(sorted({each.credit_code for each in rows}))
            for code, name in session.exec(
                select(SubjectEntry.credit_code, SubjectEntry.name)
                .where(SubjectEntry.region == region, col(SubjectEntry.credit_code).in_(codes))
                .order_by(col(SubjectEntry.id))
            )
        }
        due = _due(session, region, as_of)
        listed = [
            {
                "number": each.number,
                "credit_code": each.credit_code,
                "name": names.get(each.credit_code, ""),
                "list": each.list,
                "list_name": ListName(each.list).words,
                "state": state.value,
                "state_name": state.words,
                "reason": each.reason,
                "due": due.get(each.number, ("", None))[0],
                "due_on": due.get(each.number, ("", None))[1],
            }
            for each, state in stood
            if state in OPEN
        ]
    return sorted(listed, key=lambda each: (each["due_on"] is None, each["due_on"] or ""))


def _begun(as_of: date) -> ColumnElement[bool]:
    """The entry was there; those of earlier releases were never proposed."""
    return func.coalesce(ListEntry.proposed_on, ListEntry.entered_on) <= as_of


def _published_later(as_of: date) -> ColumnElement[bool]:
    """A channel took the version of the result that the record follows from only after the day."""
    return exists(
        select(Receipt.id)
        .join(Disclosure, col(Receipt.disclosure_id) == HELD)
        .join(ResultVersion, col(ResultVersion.publication_id) == col(Disclosure.publication_id))
        .join(Inspection, col(Inspection.id) == col(ResultVersion.inspection_id))
        .where(
            Inspection.number == CreditRecord.inspection,
            ResultVersion.version == CreditRecord.version,
            Receipt.received_on > as_of,
        )
    )


def _due(session: Session, region: str, as_of: date) -> dict[str, tuple[str, str]]:
    """Number of an entry -> the nearest thing that was due about it, in words, and its day."""
    due: dict[str, tuple[str, str]] = {}
    for record in session.exec(
        select(DeadlineRecord)
        .where(
            DeadlineRecord.region == region,
            col(DeadlineRecord.kind).in_(ABOUT_LISTS),
            DeadlineRecord.event_on <= as_of,
            or_(col(DeadlineRecord.met_on).is_(None), col(DeadlineRecord.met_on) > as_of),
        )
        .order_by(col(DeadlineRecord.due_on), col(DeadlineRecord.id))
    ):
        number = list_names.entry_of(record.matter)
        due.setdefault(number, (DeadlineKind(record.kind).words, str(record.due_on)))
    return due


def _event(record: CreditRecord, as_of: date) -> Result:
    ended = record.ended_on is not None and record.ended_on <= as_of
    return {
        **record.model_dump(exclude={"id"}),
        **({} if ended else {"ended_on": None, "end_reason": None}),
        "name": CreditKind(record.kind).words,
    }


def _acts(session: Session, entry_ids: Sequence[int], as_of: date) -> dict[int, list[ListAct]]:
    """Id of an entry -> what was done about it by a day, the oldest first."""
    done: dict[int, list[ListAct]] = {}
    for ids in chunks(entry_ids):
        for act in session.exec(
            select(ListAct)
            .where(col(ListAct.entry_id).in_(ids), ListAct.done_on <= as_of)
            .order_by(col(ListAct.n))
        ):
            done.setdefault(act.entry_id, []).append(act)
    return done


def _stood(entry: ListEntry, acts: Sequence[ListAct], as_of: date) -> EntryState:
    """Where an entry stood; of one that has no acts its days tell."""
    if acts:
        return state_after([ActKind(each.kind) for each in acts])
    left = entry.exited_on is not None and entry.exited_on <= as_of
    return EntryState(entry.state) if left else EntryState.LISTED


def _entry(session: Session, entry: ListEntry, as_of: date) -> Result:
    acts = _acts(session, [pk(entry)], as_of).get(pk(entry), [])
    entered = _entry_days(session, entry, acts)
    state = _stood(entry, acts, as_of)
    not_yet: Result = {"state": state.value}
    if entry.entered_on and entry.entered_on > as_of:
        not_yet |= dict.fromkeys(("entered_on", "repairable_from", "due_off_on"))
    if entry.exited_on and entry.exited_on > as_of:
        not_yet |= dict.fromkeys(("exited_on", "exit_reason"))
    return {
        **entry.model_dump(exclude={"id"}),
        **not_yet,
        "name": ListName(entry.list).words,
        "class_name": EntryClass(entry.entry_class).words if entry.entry_class else None,
        "state_name": state.words,
        "acts": [
            {
                "kind": act.kind,
                "name": ActKind(act.kind).words,
                "done_on": str(act.done_on),
                "done_in_words": day_in_words(act.done_on, entered.get(act.n)),
                "done_by": act.done_by,
                "role": DeciderRole(act.role).words if act.role else None,
                "reason": act.reason,
                "document": act.document,
                "files": [each["digest"] for each in json.loads(act.files)],
                "until": str(act.until) if act.until else None,
            }
            for act in acts
        ],
    }


def _entry_days(session: Session, entry: ListEntry, acts: list[ListAct]) -> dict[int, date]:
    """Number of an act -> the clock's day on which it was entered, of the acts that people do once."""
    subjects = {
        act.n: f"{EVENTS[ActKind(act.kind)]}:{entry.number}"
        for act in acts
        if ActKind(act.kind) in EVENTS
    }
    entered = entered_on(session, subjects.values())
    return {n: entered[subject] for n, subject in subjects.items() if subject in entered}

"""One subject's credit archive, with its entries on the lists; and all entries that somebody has to
do something about."""

from __future__ import annotations

import json
from datetime import date

from sqlmodel import Session, col, select

from models import database
from models.rules import list_names
from models.rules.credit import CreditKind
from models.rules.credit_lists import (
    OPEN,
    ActKind,
    EntryClass,
    EntryState,
    ListName,
)
from models.rules.deadlines import ABOUT_LISTS, DeadlineKind
from models.rules.draw.reasons import DeciderRole
from models.rules.order import day_in_words
from models.tables import (
    CreditRecord,
    DeadlineRecord,
    ListAct,
    ListEntry,
    SubjectEntry,
)
from tasks.base.acts import entered_on
from tasks.base.step import Result
from tasks.credit.entries import acts_of
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


def archive_of(region: str, credit_code: str) -> Result:
    """What is entered about a subject, and its entries on the lists with everything that was done about
    them; a day entered late says so.

    Duty: 10.3, 23.3 (第十条末款、第二十三条).
    """
    with database.reading() as session:
        events = session.exec(
            select(CreditRecord)
            .where(CreditRecord.region == region, CreditRecord.credit_code == credit_code)
            .order_by(col(CreditRecord.happened_on), col(CreditRecord.id))
        ).all()
        entries = session.exec(
            select(ListEntry)
            .where(ListEntry.region == region, ListEntry.credit_code == credit_code)
            .order_by(col(ListEntry.id))
        ).all()
        return {
            "credit_code": credit_code,
            "events": [
                {**event.model_dump(exclude={"id"}), "name": CreditKind(event.kind).words}
                for event in events
            ],
            "lists": [_entry(session, entry) for entry in entries],
            "causes": causes_of(session, region, credit_code),
        }


def open_entries(region: str) -> list[Result]:
    """Every entry that is open, with what is due about it and by when, the most pressing first.

    Duty: 23.3 (第二十三条).
    """
    with database.reading() as session:
        rows = session.exec(
            select(ListEntry)
            .where(ListEntry.region == region, col(ListEntry.state).in_(OPEN))
            .order_by(col(ListEntry.id))
        ).all()
        names = dict(
            session.exec(
                select(SubjectEntry.credit_code, SubjectEntry.name)
                .where(SubjectEntry.region == region)
                .where(col(SubjectEntry.credit_code).in_([each.credit_code for each in rows]))
                .order_by(col(SubjectEntry.id))
            ).all()
        )
        due = _due(session, region)
        listed = [
            {
                "number": each.number,
                "credit_code": each.credit_code,
                "name": names.get(each.credit_code, ""),
                "list": each.list,
                "list_name": ListName(each.list).words,
                "state": each.state,
                "state_name": EntryState(each.state).words,
                "reason": each.reason,
                "due": due.get(each.number, ("", None))[0],
                "due_on": due.get(each.number, ("", None))[1],
            }
            for each in rows
        ]
    return sorted(listed, key=lambda each: (each["due_on"] is None, each["due_on"] or ""))


def _due(session: Session, region: str) -> dict[str, tuple[str, str]]:
    """Number of an entry -> the nearest thing that is due about it, in words, and its day."""
    due: dict[str, tuple[str, str]] = {}
    for record in session.exec(
        select(DeadlineRecord)
        .where(
            DeadlineRecord.region == region,
            col(DeadlineRecord.kind).in_(ABOUT_LISTS),
            col(DeadlineRecord.met_on).is_(None),
        )
        .order_by(col(DeadlineRecord.due_on), col(DeadlineRecord.id))
    ):
        number = list_names.entry_of(record.matter)
        due.setdefault(number, (DeadlineKind(record.kind).words, str(record.due_on)))
    return due


def _entry(session: Session, entry: ListEntry) -> Result:
    acts = acts_of(session, entry)
    entered = _entry_days(session, entry, acts)
    state = EntryState(entry.state)
    return {
        **entry.model_dump(exclude={"id"}),
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

"""An entry of a list as it stands, and the acts that are kept about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from sqlmodel import Session, col, func, select

from models.district import District
from models.faults import Refused
from models.rules import list_names
from models.rules.credit_lists import (
    ActDone,
    ActKind,
    Entry,
    EntryClass,
    EntryState,
    ListName,
)
from models.rules.deadlines import DeadlineKind
from models.rules.draw.reasons import DeciderRole
from models.rules.order import Basis
from models.rules.risk_causes import CauseEnd
from models.tables import CreditRecord, ListAct, ListBasis, ListEntry, SubjectEntry, pk
from tasks.base import deadlines
from tasks.base.screening import check_texts
from tasks.base.step import Result, Step, step
from tasks.rosters.cause_records import end_causes_of

CAUSE_ENDS = {
    EntryState.REPAIRED: CauseEnd.REPAIRED,
    EntryState.REVOKED: CauseEnd.WRONG_ENTRY,
}
"""With what leaves the blacklist the cause ends that it was; at the end of its term that ends by itself."""

UNTIL_DECIDED = (DeadlineKind.LIST_NOTICE, DeadlineKind.LIST_DECISION)


def entry_of(session: Session, number: str) -> ListEntry:
    """The entry of this number.

    Raises:
        Refused: it isn't written as one, or there is none.
    """
    list_names.region_of_entry(number)
    entry = session.exec(select(ListEntry).where(ListEntry.number == number)).first()
    if entry is None:
        raise Refused(f"没有名单条目「{number}」", code="unknown-entry")
    return entry


@contextmanager
def entry_step(
    number: str, act: str, action: str, as_of: date, actor: str, request: str | None
) -> Iterator[tuple[Step, ListEntry]]:
    """Open the step in which a person does something about an entry: ``act`` is what the audit record
    calls it (``credit.ACT:NUMBER``), ``action`` its Chinese name.

    Raises:
        Refused: no such entry, and as ``step``.
    """
    with step(
        f"credit.{act}:{number}",
        action=action,
        as_of=as_of,
        region=list_names.region_of_entry(number),
        actor=actor,
        request=request,
    ) as s:
        yield s, entry_of(s.session, number)


def acts_of(session: Session, entry: ListEntry) -> list[ListAct]:
    """Everything that was done about an entry, the oldest first."""
    return list(
        session.exec(select(ListAct).where(ListAct.entry_id == pk(entry)).order_by(col(ListAct.n)))
    )


def standing(session: Session, entry: ListEntry) -> Entry:
    """The entry as the rules ask for it."""
    return Entry(
        entry.number,
        ListName(entry.list),
        EntryState(entry.state),
        [
            ActDone(ActKind(act.kind), act.done_on, act.done_by, act.until)
            for act in acts_of(session, entry)
        ],
        entry.repairable_from,
    )


def name_of(session: Session, entry: ListEntry) -> str:
    """What the subject of an entry is called now."""
    return (
        session.exec(
            select(SubjectEntry.name)
            .where(
                SubjectEntry.region == entry.region, SubjectEntry.credit_code == entry.credit_code
            )
            .order_by(col(SubjectEntry.id).desc())
        ).first()
        or ""
    )


def class_of(entry: ListEntry) -> EntryClass | None:
    """The class of an entry; those of earlier releases, and of the honour list, have none."""
    return EntryClass(entry.entry_class) if entry.entry_class else None


def next_numbers(session: Session, region: str, year: int, count: int) -> list[str]:
    """The numbers of the next ``count`` entries of a year."""
    prefix = list_names.of_year(region, year)
    newest = session.exec(
        select(func.max(ListEntry.number)).where(
            col(ListEntry.number).startswith(f"{prefix}-", autoescape=True)
        )
    ).one()
    before = list_names.running_number(newest) if newest else 0
    return [list_names.entry_number(prefix, before + n) for n in range(1, count + 1)]


def act(
    s: Step,
    entry: ListEntry,
    kind: ActKind,
    *,
    role: DeciderRole | None = None,
    reason: str = "",
    document: str = "",
    files: Sequence[dict[str, str]] = (),
    until: date | None = None,
) -> ListAct:
    """Keep an act about an entry; none is dated before the one it follows."""
    before = acts_of(s.session, entry)
    if before:
        s.rests_on(Basis(ActKind(before[-1].kind).words, before[-1].done_on))
    kept = ListAct(
        entry_id=pk(entry),
        n=len(before) + 1,
        kind=kind,
        done_on=s.as_of,
        done_by=s.actor,
        role=role.value if role else None,
        reason=reason,
        document=document,
        files=json.dumps(list(files), ensure_ascii=False),
        until=until,
    )
    s.session.add(kept)
    s.session.flush()
    return kept


def leave(s: Step, terms: District, entry: ListEntry, after: EntryState, why: str) -> None:
    """Take an entry off its list; that it is gone is to be published."""
    if entry.shown:
        check_texts(s.session, terms, {"移出的原因": why}, entry.credit_code)
    entry.state, entry.exited_on, entry.exit_reason = after, s.as_of, why
    s.session.add(entry)
    if after in CAUSE_ENDS:
        end_causes_of(s, entry.number, CAUSE_ENDS[after])
    if entry.shown:
        deadlines.track(
            s.session,
            region=entry.region,
            kind=DeadlineKind.LIST_REMOVAL,
            within=terms.credit.procedure.removal_within,
            events={entry.number: s.as_of},
        )
    settled(s, entry)


def settled(s: Step, entry: ListEntry) -> None:
    """Whatever was still to be decided about an entry is settled with it."""
    for kind in UNTIL_DECIDED:
        deadlines.meet(s.session, kind, [entry.number], s.as_of)
    acts = acts_of(s.session, entry)
    waiting = {
        DeadlineKind.LIST_OBJECTION: ActKind.OBJECTION,
        DeadlineKind.LIST_REPAIR: ActKind.REPAIR_ASKED,
        DeadlineKind.LIST_REVOCATION: ActKind.REVOCATION_DUE,
    }
    for deadline, asked in waiting.items():
        matters = [list_names.act_name(entry.number, each.n) for each in acts if each.kind == asked]
        deadlines.meet(s.session, deadline, matters, s.as_of)


def records_of(session: Session, entry: ListEntry) -> list[CreditRecord]:
    """What in the archive an entry rests on, by day."""
    return list(
        session.exec(
            select(CreditRecord)
            .join(ListBasis, col(ListBasis.record_id) == col(CreditRecord.id))
            .where(ListBasis.entry_id == pk(entry))
            .order_by(col(CreditRecord.happened_on), col(CreditRecord.id))
        )
    )


def answer(session: Session, entry: ListEntry) -> Result:
    """An entry as every step about it answers: where it stands, and the last act."""
    state, last = EntryState(entry.state), acts_of(session, entry)[-1]
    return {
        "number": entry.number,
        "credit_code": entry.credit_code,
        "list": entry.list,
        "list_name": ListName(entry.list).words,
        "state": state.value,
        "state_name": state.words,
        "acted": last.kind,
        "acted_name": ActKind(last.kind).words,
        "done_by": last.done_by,
        "done_on": str(last.done_on),
        "until": str(last.until) if last.until else None,
        "document": last.document or None,
        "entered_on": str(entry.entered_on) if entry.entered_on else None,
        "repairable_from": str(entry.repairable_from) if entry.repairable_from else None,
        "due_off_on": str(entry.due_off_on) if entry.due_off_on else None,
    }

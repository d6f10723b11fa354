"""A person proposes an entry, or restates a proposal before it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.faults import Refused
from models.rules.credit import Ground
from models.rules.credit_checks import check_proposal
from models.rules.credit_lists import OPEN, ActKind, EntryClass, EntryState, ListName
from models.rules.deadlines import DeadlineKind
from models.rules.draw.forms import subject_id
from models.rules.order import Basis
from models.tables import CreditRecord, ListBasis, ListEntry, pk
from tasks.base import deadlines
from tasks.base.screening import check_texts
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force
from tasks.credit.entries import act, answer, next_numbers, records_of


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: for which list and class, in which words, by which law, on what facts and
    which inspections (their numbers)."""

    list: ListName
    entry_class: EntryClass | None
    reason: str
    basis: str
    facts: str
    inspections: tuple[str, ...]


def propose(
    region: str,
    credit_code: str,
    proposal: Proposal,
    as_of: date,
    actor: str,
    *,
    request: str | None = None,
) -> Result:
    """Propose an entry; where one is proposed and not told yet, it is restated.

    Raises:
        Refused: a part is missing, something stands in what the public is to read that may not leave, an
            inspection is none of the subject's that is public and stands, or an entry of the list is open
            and further than a proposal.

    Duty: 23.3 (第二十三条).
    """
    code = subject_id(credit_code)
    check_proposal(
        proposal.list,
        proposal.entry_class,
        proposal.basis,
        proposal.facts,
        proposal.inspections,
    )
    if not proposal.reason.strip():
        raise Refused("须写明向社会公布的列入原因（--reason）", code="proposal-incomplete")
    with step(
        f"credit.propose:{region}/{code}/{proposal.list}",
        action="提出列入名单",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        records = _records(s.session, region, code, proposal.inspections)
        s.rests_on(*(Basis("检查", each.happened_on) for each in records))
        entry = _open(s.session, region, code, proposal.list)
        if entry is not None and entry.state != EntryState.PROPOSED:
            raise Refused(
                f"「{code}」在{proposal.list.words}已有条目 {entry.number}，"
                f"现为「{EntryState(entry.state).words}」，不能另行提出",
                code="already-open",
            )
        if entry is not None and _same(s.session, entry, proposal):
            return s.unchanged(**answer(s.session, entry))
        texts = {"列入原因": proposal.reason, "列入依据": proposal.basis}
        check_texts(s.session, in_force(s.session, region, as_of), texts, code)
        if entry is None:
            entry = _new(s, region, code, proposal)
        entry.entry_class = proposal.entry_class.value if proposal.entry_class else None
        entry.reason, entry.basis, entry.facts = (
            proposal.reason.strip(),
            proposal.basis.strip(),
            proposal.facts.strip(),
        )
        s.session.add(entry)
        s.session.flush()
        known = {each.id for each in records_of(s.session, entry)}
        for each in records:
            if each.id not in known:
                s.session.add(ListBasis(entry_id=pk(entry), record_id=pk(each)))
        act(s, entry, ActKind.PROPOSED, reason=entry.reason)
        return s.record(**answer(s.session, entry))


def _records(
    session: Session, region: str, code: str, inspections: Sequence[str]
) -> list[CreditRecord]:
    """What stands in the archive of these inspections.

    Raises:
        Refused: naming each of which nothing stands.
    """
    records = session.exec(
        select(CreditRecord)
        .where(
            CreditRecord.region == region,
            CreditRecord.credit_code == code,
            col(CreditRecord.inspection).in_(inspections),
            col(CreditRecord.ended_on).is_(None),
        )
        .order_by(col(CreditRecord.id))
    ).all()
    known = {each.inspection for each in records}
    missing = [number for number in inspections if number not in known]
    if missing:
        raise Refused(
            *(f"「{code}」的诚信档案中没有现行有效的检查结果 {each}" for each in missing),
            code="unknown-inspection",
        )
    return list(records)


def _open(session: Session, region: str, code: str, list_: ListName) -> ListEntry | None:
    return session.exec(
        select(ListEntry).where(
            ListEntry.region == region,
            ListEntry.credit_code == code,
            ListEntry.list == list_,
            col(ListEntry.state).in_(OPEN),
        )
    ).first()


def _same(session: Session, entry: ListEntry, proposal: Proposal) -> bool:
    stated = (
        entry.entry_class,
        entry.reason,
        entry.basis,
        entry.facts,
    )
    asked = (
        proposal.entry_class.value if proposal.entry_class else None,
        proposal.reason.strip(),
        proposal.basis.strip(),
        proposal.facts.strip(),
    )
    resting = {each.inspection for each in records_of(session, entry)}
    return stated == asked and resting >= set(proposal.inspections)


def _new(s: Step, region: str, code: str, proposal: Proposal) -> ListEntry:
    terms = in_force(s.session, region, s.as_of)
    (number,) = next_numbers(s.session, region, s.as_of.year, 1)
    entry = ListEntry(
        number=number,
        region=region,
        credit_code=code,
        list=proposal.list,
        ground=Ground.OTHER,
        reason=proposal.reason.strip(),
        state=EntryState.PROPOSED,
        proposed_on=s.as_of,
    )
    s.session.add(entry)
    s.session.flush()
    black = proposal.list == ListName.BLACKLIST
    procedure = terms.credit.procedure
    deadlines.track(
        s.session,
        region=region,
        kind=DeadlineKind.LIST_NOTICE if black else DeadlineKind.LIST_DECISION,
        within=procedure.notice_within if black else procedure.decided_within,
        events={number: s.as_of},
    )
    return entry

"""A person decides whether a subject comes onto a list."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from models.faults import Refused
from models.rules.credit_checks import check_decider, check_entry
from models.rules.credit_lists import ActKind, EntryState, ListName, may_be_repaired_from, off_on
from models.rules.draw.reasons import DeciderRole
from models.rules.list_papers import PaperKind
from models.rules.risk_causes import CauseKind
from models.tables import Inspection, ListEntry
from tasks.base.step import Result, Step
from tasks.base.terms import in_force
from tasks.credit.entries import (
    act,
    acts_of,
    answer,
    class_of,
    entry_step,
    records_of,
    settled,
    standing,
)
from tasks.credit.papers import serve
from tasks.inspect.amended import amendments
from tasks.rosters.cause_records import add_cause


def decide(
    number: str,
    listed: bool,
    as_of: date,
    actor: str,
    *,
    role: str = DeciderRole.LEADER_IN_CHARGE,
    reason: str = "",
    request: str | None = None,
) -> Result:
    """Decide on an entry, in the office ``role``. Of the blacklist it comes with its decision and the
    guide to repair, from that day until the class's longest term.

    Raises:
        Refused: no such entry or office; the notice was not served, its days are not over, an objection
            is open; who proposed it or served its notice decides; a result it rests on was withdrawn
            or is being corrected; it was decided otherwise; no reason is given for not listing; its
            papers would state what no jurist has confirmed.

    Duty: 9.4, 23.3 (第九条、第二十三条).
    """
    office, said = DeciderRole.read(role, "决定人职务"), " ".join(reason.split())
    if not listed and not said:
        raise Refused("不予列入须写明理由（--reason）", code="reason-missing")
    with entry_step(number, "decide", "决定是否列入名单", as_of, actor, request) as (s, entry):
        if s.known:
            return s.answer
        after = EntryState.LISTED if listed else EntryState.NOT_LISTED
        last = [ActKind(each.kind) for each in acts_of(s.session, entry)[-1:]]
        if entry.state == after and last in ([ActKind.LISTED], [ActKind.NOT_LISTED]):
            return s.unchanged(**answer(s.session, entry))
        if listed:
            _list(s, entry, office, said)
        else:
            stands = standing(s.session, entry)
            stands.moves_to(after)
            check_decider(stands, s.actor)
            act(s, entry, ActKind.NOT_LISTED, role=office, reason=said)
            entry.state = after
        s.session.add(entry)
        s.session.flush()
        settled(s, entry)
        return s.record(**answer(s.session, entry))


def _list(s: Step, entry: ListEntry, office: DeciderRole, reason: str) -> None:
    check_entry(standing(s.session, entry), s.actor, s.as_of)
    _check_basis(s.session, entry)
    terms = in_force(s.session, entry.region, s.as_of)
    entry_class, document = class_of(entry), ""
    entry.entered_on, entry.state = s.as_of, EntryState.LISTED
    if entry_class is not None:
        term = terms.credit.classes.of(entry_class)
        entry.repairable_from = may_be_repaired_from(s.as_of, term.shortest_months.value)
        entry.due_off_on = off_on(s.as_of, term.longest_months.value)
        entry.shown = term.shown.value
        add_cause(
            s,
            entry.region,
            entry.credit_code,
            CauseKind.DISHONESTY,
            ListName(entry.list).words,
            entry.number,
            entry.due_off_on,
        )
        document, _ = serve(s, entry, PaperKind.DECISION, PaperKind.GUIDE)
    act(s, entry, ActKind.LISTED, role=office, reason=reason, document=document)


def _check_basis(session: Session, entry: ListEntry) -> None:
    """Every result that the entry rests on stands.

    Raises:
        Refused: naming those that don't.
    """
    records = records_of(session, entry)
    problems = [
        f"{entry.number} 依据的{each.end_reason}：{each.inspection}"
        for each in records
        if each.ended_on
    ]
    numbers = [each.inspection for each in records]
    by_id = {
        id_: number
        for id_, number in session.exec(
            select(col(Inspection.id), Inspection.number).where(col(Inspection.number).in_(numbers))
        )
        if id_ is not None
    }
    problems += [
        f"{entry.number} 依据的检查结果已决定{waiting.kind.words}，尚未公布：{by_id[id_]}"
        for id_, waiting in amendments(session, list(by_id)).items()
    ]
    if problems:
        raise Refused(*problems, code="basis-in-doubt")

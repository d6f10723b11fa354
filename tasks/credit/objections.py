"""An objection to an entry: received with its papers, then upheld or rejected by a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from models.faults import Refused
from models.rules import list_names
from models.rules.credit_checks import check_decider, check_objection
from models.rules.credit_lists import ActKind, EntryState
from models.rules.deadlines import DeadlineKind
from models.rules.draw.reasons import DeciderRole
from tasks.base import deadlines
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.credit.entries import act, acts_of, answer, entry_step, leave, settled, standing
from tasks.draw import evidence


def object_to(
    number: str,
    reason: str,
    attachments: Sequence[Path],
    as_of: date,
    actor: str,
    *,
    request: str | None = None,
) -> Result:
    """Enter an objection that was received on ``as_of``, with what it says and its papers.

    Raises:
        Refused: no such entry, nothing is said, no paper is kept, the days for it are over, or one is
            open already.

    Duty: 23.3 (第二十三条).
    """
    said = " ".join(reason.split())
    problems = [] if said else ["须写明异议的内容（--reason）"]
    problems += [] if attachments else ["须附异议书（--attach）"]
    if problems:
        raise Refused(*problems, code="objection-incomplete")
    files = evidence.read(attachments)
    with entry_step(number, "objection", "收到对列入名单的异议", as_of, actor, request) as (
        s,
        entry,
    ):
        if s.known:
            return s.answer
        last = acts_of(s.session, entry)[-1:]
        if last and last[0].kind == ActKind.OBJECTION and last[0].reason == said:
            return s.unchanged(**answer(s.session, entry))
        entry.state = check_objection(standing(s.session, entry), as_of)
        received = act(s, entry, ActKind.OBJECTION, reason=said, files=evidence.keep(s, files))
        s.session.add(entry)
        terms = in_force(s.session, entry.region, as_of)
        deadlines.track(
            s.session,
            region=entry.region,
            kind=DeadlineKind.LIST_OBJECTION,
            within=terms.credit.procedure.objection_decided_within,
            events={list_names.act_name(number, received.n): as_of},
        )
        return s.record(**answer(s.session, entry))


def decide_objection(
    number: str,
    upheld: bool,
    reason: str,
    as_of: date,
    actor: str,
    *,
    role: str = DeciderRole.LEADER_IN_CHARGE,
    request: str | None = None,
) -> Result:
    """Decide on the open objection, with the reason that the subject is told: upheld, the subject is
    not listed, or its entry revoked; rejected, everything goes on as before.

    Raises:
        Refused: no such entry or office, no objection is open, no reason, or decided by who proposed
            the entry.

    Duty: 23.3 (第二十三条).
    """
    office, said = DeciderRole.read(role, "决定人职务"), " ".join(reason.split())
    if not said:
        raise Refused("须写明异议成立或不成立的理由（--reason）", code="reason-missing")
    kind = ActKind.UPHELD if upheld else ActKind.REJECTED
    with entry_step(
        number, "objection-decision", "决定对列入名单的异议", as_of, actor, request
    ) as (s, entry):
        if s.known:
            return s.answer
        acts = acts_of(s.session, entry)
        if acts and (acts[-1].kind, acts[-1].reason, acts[-1].done_by) == (kind, said, s.actor):
            return s.unchanged(**answer(s.session, entry))
        if entry.state not in (EntryState.OBJECTED, EntryState.DISPUTED):
            raise Refused(f"{number} 没有待决定的异议", code="nothing-to-decide")
        check_decider(standing(s.session, entry), s.actor)
        act(s, entry, kind, role=office, reason=said)
        terms = in_force(s.session, entry.region, as_of)
        was_listed = entry.state == EntryState.DISPUTED
        if upheld and was_listed:
            leave(s, terms, entry, EntryState.REVOKED, f"异议成立：{said}")
        elif upheld:
            entry.state = EntryState.NOT_LISTED
            settled(s, entry)
        else:
            entry.state = EntryState.LISTED if was_listed else EntryState.NOTIFIED
        s.session.add(entry)
        objections = [each.n for each in acts if each.kind == ActKind.OBJECTION]
        matters = [list_names.act_name(number, n) for n in objections]
        deadlines.meet(s.session, DeadlineKind.LIST_OBJECTION, matters, as_of)
        return s.record(**answer(s.session, entry))

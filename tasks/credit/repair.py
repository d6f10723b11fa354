"""Repair (信用修复): applied for after the shortest term, decided by a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from models.faults import Refused
from models.rules import list_names
from models.rules.credit_checks import REPAIR_NEEDS, check_repair_asked, check_repair_decided
from models.rules.credit_lists import ActKind, EntryState
from models.rules.deadlines import DeadlineKind
from models.rules.draw.reasons import DeciderRole
from tasks.base import deadlines
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.credit.entries import act, acts_of, answer, entry_step, leave, standing
from tasks.draw import evidence


def ask_repair(
    number: str,
    done: Sequence[bool],
    attachments: Sequence[Path],
    as_of: date,
    actor: str,
    *,
    request: str | None = None,
) -> Result:
    """Enter an application for repair that was received on ``as_of``, with its papers; ``done`` says of
    each of ``REPAIR_NEEDS`` whether the applicant shows it.

    Raises:
        Refused: no such entry, it is not on the list, the shortest term is not over, something is
            missing, or an application is open.

    Duty: 23.3 (第二十三条).
    """
    missing = [need for need, shown in zip(REPAIR_NEEDS, done, strict=True) if not shown]
    if not attachments:
        missing.append("附申请、证明材料和信用承诺书（--attach）")
    files = evidence.read(attachments)
    with entry_step(number, "repair", "收到信用修复申请", as_of, actor, request) as (s, entry):
        if s.known:
            return s.answer
        asked = standing(s.session, entry).repair_asked
        if asked is not None and asked.on == as_of and not missing:
            return s.unchanged(**answer(s.session, entry))
        check_repair_asked(standing(s.session, entry), as_of, missing)
        said = "、".join(REPAIR_NEEDS)
        kept = act(s, entry, ActKind.REPAIR_ASKED, reason=said, files=evidence.keep(s, files))
        terms = in_force(s.session, entry.region, as_of)
        deadlines.track(
            s.session,
            region=entry.region,
            kind=DeadlineKind.LIST_REPAIR,
            within=terms.credit.procedure.repair_decided_within,
            events={list_names.act_name(number, kept.n): as_of},
        )
        return s.record(**answer(s.session, entry))


def decide_repair(
    number: str,
    granted: bool,
    reason: str,
    as_of: date,
    actor: str,
    *,
    role: str = DeciderRole.LEADER_IN_CHARGE,
    request: str | None = None,
) -> Result:
    """Decide on the open application: granted, the entry leaves the list; refused, with the reason
    that the applicant is told, it stays and may be applied for again.

    Raises:
        Refused: no such entry or office, nothing is applied for, or it is refused without a reason.

    Duty: 23.3 (第二十三条).
    """
    office, said = DeciderRole.read(role, "决定人职务"), " ".join(reason.split())
    if not granted and not said:
        raise Refused("不予修复须写明理由（--reason）", code="reason-missing")
    kind = ActKind.REPAIRED if granted else ActKind.REPAIR_REFUSED
    with entry_step(number, "repair-decision", "决定信用修复申请", as_of, actor, request) as (
        s,
        entry,
    ):
        if s.known:
            return s.answer
        acts = acts_of(s.session, entry)
        if acts and (acts[-1].kind, acts[-1].reason, acts[-1].done_by) == (kind, said, s.actor):
            return s.unchanged(**answer(s.session, entry))
        check_repair_decided(standing(s.session, entry))
        act(s, entry, kind, role=office, reason=said)
        asked = [each.n for each in acts if each.kind == ActKind.REPAIR_ASKED]
        matters = [list_names.act_name(number, n) for n in asked]
        deadlines.meet(s.session, DeadlineKind.LIST_REPAIR, matters, as_of)
        if granted:
            terms = in_force(s.session, entry.region, as_of)
            leave(s, terms, entry, EntryState.REPAIRED, ActKind.REPAIRED.words)
        return s.record(**answer(s.session, entry))

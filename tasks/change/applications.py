"""Change applications: applied for, decided by another or by two, and then carried out (第十八条)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import func
from sqlmodel import Session, select

from models import clock
from models.faults import Refused
from models.rules import names
from models.rules.applications import (
    ApplicationState,
    Decider,
    Decision,
    check_application,
    check_decider,
    state_after,
)
from models.rules.draw.forms import subject_id
from models.rules.draw.reasons import CHANGE_REASONS, WORDS, ChangeKind, DeciderRole
from models.rules.draw.state import DrawState
from models.rules.order import Basis, check_moment, day_in_words
from models.rules.states import Worded
from models.tables import ChangeApplication, Draw, DrawEntry, Replacement, pk
from tasks.base.acts import entry_day, shown_day
from tasks.base.step import Result, Step, step
from tasks.change import find, reseat
from tasks.change.carry_out import carry_out, concerned_by
from tasks.draw import evidence
from tasks.draw.changes import deciders_of, state_of
from tasks.draw.evidence import Evidence
from tasks.draw.find import check_open, draw_of
from tasks.draw.frozen import frozen


def apply(
    draw_id: str,
    credit_code: str,
    reason: str,
    attachments: Sequence[Path],
    as_of: date,
    actor: str,
    inspector: str | None = None,
    *,
    explanation: str = "",
    request: str | None = None,
) -> Result:
    """Apply in writing to replace a confirmed place, or with ``inspector`` (a badge number) one of
    its inspectors, with evidence; ``reason`` is one of the closed list, by its word or in Chinese,
    the ``explanation`` in the applicant's own words stays in the house.

    Raises:
        Refused: no such reason, no evidence, the draw is not confirmed, the subject holds no place, the
            inspector none of its seats, the return is in, another application is pending, or a later
            announcement names the record's digest.

    Duty: 18.3 (第十八条).
    """
    check_application(reason, len(attachments))
    kind = ChangeKind.SUBJECT if inspector is None else ChangeKind.INSPECTOR
    why = CHANGE_REASONS[kind].read(reason, f"{kind.words}的原因")
    said = " ".join(explanation.split()) or why.words
    files = evidence.read(attachments)
    credit_code = subject_id(credit_code)
    with step(
        f"change.apply:{draw_id}/{credit_code}",
        action="提出变更申请",
        as_of=as_of,
        region=names.read_draw_id(draw_id).region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        draw = draw_of(s.session, draw_id)
        if draw.state != DrawState.CONFIRMED:
            raise Refused("抽取结果尚未确认，无须申请变更", code="not-confirmed")
        frozen(s.session, draw)
        s.rests_on(Basis("确认抽取结果", draw.confirmed_on))
        place = find.place_of(s.session, draw, credit_code)
        leaving = None if inspector is None else find.code_of(s.session, draw, place, inspector)
        pending = find.pending(s.session, place.entry, leaving)
        if pending is not None:
            entered_on = find.applied_entry_day(s.session, pending, place.entry)
            if not _same(pending, why, said, files):
                day = day_in_words(pending.applied_on, entered_on)
                raise Refused(
                    f"「{credit_code}」已有 {pending.applicant} 于 {day} 提出的申请 "
                    f"{pending.number} {state_of(pending).words}，不能另行申请",
                    code="already-pending",
                )
            return s.unchanged(**_applied(pending, place.entry, entered_on))
        reseat.check_still_out(s.session, place.entry, subject_leaves=leaving is None)
        check_open(s.session, draw, "申请变更")
        application = _store(s, draw, place.entry, leaving, why, said, files)
        return s.record(**_applied(application, place.entry, clock.today()))


def decide(
    number: str,
    approved: bool,
    as_of: date,
    actor: str,
    *,
    role: str = DeciderRole.LEADER_IN_CHARGE,
    request: str | None = None,
) -> Result:
    """Decide, in the office ``role``. Where the place was changed often already, an approval is the
    first of two and changes nothing yet; a refusal by either ends it. If approved, the next
    substitute of the stratum that can be served moves up and inherits the inspectors, or the place
    is vacated, or the next inspector takes the seat; what was dispatched is withdrawn and
    dispatched anew.

    Raises:
        Refused: no such application or office, decided by the applicant or the other way before,
            a second time by the same person or office, the return is already in, nobody is left to
            take the seat, or the place was changed since.

    Duty: 17.2, 17.3, 18.3 (第十七条、第十八条).
    """
    names.read_application_number(number)
    office = DeciderRole.read(role, "决定人职务")
    with step(
        f"change.decide:{number}",
        action="决定变更申请",
        as_of=as_of,
        region=names.region_of(number),
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        application, decider = find.application_of(s.session, number), Decider(s.actor, office)
        decision = Decision.APPROVED if approved else Decision.REFUSED
        if not state_of(application).is_open:
            _check_same_decision(s.session, application, decision)
            return s.unchanged(**_decided(s.session, application))
        before = deciders_of(application)
        if approved and decider in before:
            return s.unchanged(**_decided(s.session, application))
        check_decider(application.applicant, decider, before[0] if before else None)
        _decide(s, application, decision, decider)
        return s.record(**_decided(s.session, application))


def _decide(s: Step, application: ChangeApplication, decision: Decision, decider: Decider) -> None:
    """Store one decision, and carry out what is approved by it."""
    first_on, moment = application.first_decided_on, clock.moment()
    s.rests_on(Basis("提出变更申请", application.applied_on), Basis("第一次决定", first_on))
    check_moment("变更决定", moment, "变更申请", application.applied_at)
    check_moment("变更决定", moment, "第一次决定", application.first_decided_at)
    concerned = concerned_by(s.session, application) if decision == Decision.APPROVED else None
    due = concerned.deciders_due if concerned else 1
    after = state_after(decision, due, len(deciders_of(application)))
    if after == ApplicationState.SECOND:
        application.first_decided_by, application.first_decided_on = decider.name, s.as_of
        application.first_decider_role = decider.role.value
        application.first_decided_at = moment
    else:
        application.decision, application.decided_by = decision, decider.name
        application.decided_on, application.decided_at = s.as_of, moment
        application.decider_role = decider.role.value
    s.session.add(application)
    if concerned is not None and after == ApplicationState.APPROVED:
        carry_out(s, application, concerned)


def _same(pending: ChangeApplication, reason: Worded, said: str, files: Evidence) -> bool:
    kept = sorted(evidence.digests(pending))
    same_files = kept == sorted(digest for _, _, digest in files)
    return same_files and (pending.reason_class, pending.reason) == (reason.value, said)


def _store(
    s: Step,
    draw: Draw,
    entry: DrawEntry,
    leaving: str | None,
    reason: Worded,
    said: str,
    files: Evidence,
) -> ChangeApplication:
    moment = clock.moment()
    check_moment("变更申请", moment, "确认抽取结果", draw.confirmed_at)
    count = s.session.exec(
        select(func.count())
        .select_from(ChangeApplication)
        .where(ChangeApplication.draw_pk == draw.id)
    ).one()
    application = ChangeApplication(
        number=names.application_number(draw.draw_id, count + 1),
        draw_pk=pk(draw),
        draw_entry_id=pk(entry),
        inspector_code=leaving,
        reason=said,
        reason_class=reason.value,
        applicant=s.actor,
        attachments=json.dumps(evidence.keep(s, files), ensure_ascii=False),
        applied_on=s.as_of,
        applied_at=moment,
    )
    s.session.add(application)
    return application


def _applied(application: ChangeApplication, entry: DrawEntry, entered_on: date) -> Result:
    return {
        "number": application.number,
        "subject": entry.credit_code,
        "inspector": application.inspector_code,
        "reason": application.reason_class,
        "reason_name": WORDS["leaves"].get(application.reason_class or ""),
        "explanation": application.reason,
        "evidence": evidence.digests(application),
        "applicant": application.applicant,
        "applied_on": str(application.applied_on),
        "applied_at": application.applied_at,
        "stands": state_of(application).value,
        "entered_on": str(entered_on),
    }


def _check_same_decision(
    session: Session, application: ChangeApplication, decision: Decision
) -> None:
    before = Decision(application.decision or "")
    if before != decision and application.decided_on is not None:
        day = shown_day(session, f"change.decide:{application.number}", application.decided_on)
        deciders = "、".join(map(str, deciders_of(application)))
        raise Refused(
            f"申请 {application.number} 已由 {deciders} 于 {day} 决定："
            f"{before.words}，不能再作其他决定；情况有变的请另行申请",
            code="already-decided",
        )


def _decided(session: Session, application: ChangeApplication) -> Result:
    """What was decided, by whom and when, and what it changed; ``decision`` is none while a second
    decider is waited for."""
    session.flush()
    entry = session.get_one(DrawEntry, application.draw_entry_id)
    change = session.exec(
        select(Replacement).where(Replacement.application_id == application.id)
    ).first()
    substitute_id = change.substitute_entry_id if change else None
    substitute = session.get(DrawEntry, substitute_id) if substitute_id else None
    deciders = deciders_of(application)
    return {
        "number": application.number,
        "stands": state_of(application).value,
        "decision": application.decision,
        "decided_by": deciders[-1].name,
        "role": deciders[-1].role.value,
        "deciders": [{"name": each.name, "role": each.role.value} for each in deciders],
        "decided_on": str(application.decided_on or application.first_decided_on),
        "decided_at": application.decided_at or application.first_decided_at,
        "entered_on": str(entry_day(session, f"change.decide:{application.number}")),
        "replaced": entry.credit_code,
        "substitute": substitute.credit_code if substitute else None,
        "inspector": application.inspector_code,
        "inspectors": json.loads(change.inspectors) if change else None,
        "vacated": change is not None and application.inspector_code is None and substitute is None,
        "inspection": reseat.inspection_of(session, substitute or entry) if change else None,
    }

"""Change applications: applied for, decided by another, the next substitute moves up (第十八条)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import func
from sqlmodel import Session, col, select

from models import clock
from models.faults import Refused
from models.home import home
from models.rules import names
from models.rules.applications import ApplicationState, Decision, check_application, check_decider
from models.rules.draw.state import DrawState
from models.rules.draw2.abandoning import read_worded
from models.rules.draw2.forms import subject_id
from models.rules.draw2.free_text import as_free_text
from models.rules.draw2.reasons import CHANGE_REASONS, ChangeKind, DeciderRole
from models.rules.order import Basis, day_in_words
from models.rules.states import Worded
from models.tables import ChangeApplication, Draw, DrawEntry, Replacement, pk
from tasks.base.acts import about, entry_day, shown_day
from tasks.base.step import Result, Step, step
from tasks.change import reseat
from tasks.change.carry_out import carry_out
from tasks.draw.find import draw_of
from tasks.draw.frozen import coded_inspectors, frozen
from tasks.draw.standing import StandingPlace, standing_places


def apply(
    draw_id: str,
    credit_code: str,
    reason: str,
    attachments: Sequence[Path],
    as_of: date,
    actor: str,
    inspector: str | None = None,
    *,
    request: str | None = None,
) -> Result:
    """Apply in writing to replace a confirmed place, or with ``inspector`` (a badge number) one of
    its inspectors, with evidence; ``reason`` is one of the closed list, by its word or in Chinese.

    Raises:
        Refused: no such reason, no evidence, the draw is not confirmed, the subject holds no place, the
            inspector none of its seats, the return is in, or another application is pending.

    Duty: 18.3 (第十八条).
    """
    check_application(reason, len(attachments))
    kind = ChangeKind.SUBJECT if inspector is None else ChangeKind.INSPECTOR
    why = read_worded(CHANGE_REASONS[kind], reason, "变更原因")
    evidence = _read(attachments)
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
        place = _place_of(s.session, draw, credit_code)
        leaving = None if inspector is None else _code_of(s.session, draw, place, inspector)
        pending = _pending(s.session, place.entry, leaving)
        if pending is not None:
            entered_on = _entry_day(s.session, pending, place.entry)
            if not _same(pending, why, evidence):
                day = day_in_words(pending.applied_on, entered_on)
                raise Refused(
                    f"「{credit_code}」已有 {pending.applicant} 于 {day} 提出的申请 "
                    f"{pending.number} {ApplicationState.PENDING.words}，不能另行申请",
                    code="already-pending",
                )
            return s.unchanged(**_applied(pending, place.entry, entered_on))
        reseat.check_still_out(s.session, place.entry)
        application = _store(s, draw, place.entry, leaving, why, evidence)
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
    """The leader in charge decides, in the office ``role``. If approved, the next substitute of the
    stratum that can be served moves up and inherits the inspectors, or the place is vacated, or the
    next inspector takes the seat; what was dispatched is withdrawn and dispatched anew.

    Raises:
        Refused: no such application, decided by the applicant or the other way before, the return
            is already in, nobody is left to take the seat, the place changed so often that two have to
            decide, or it was changed since.

    Duty: 17.2, 17.3, 18.3 (第十七条、第十八条).
    """
    names.read_application_number(number)
    office = read_worded(DeciderRole, role, "决定人职务")
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
        application = _application(s.session, number)
        decision = Decision.APPROVED if approved else Decision.REFUSED
        if ApplicationState.of(application.decision) != ApplicationState.PENDING:
            _check_same_decision(s.session, application, decision)
            return s.unchanged(**_decided(s.session, application))
        check_decider(application.applicant, s.actor)
        s.rests_on(Basis("提出变更申请", application.applied_on))
        application.decision, application.decided_by = decision, s.actor
        application.decided_on, application.decided_at = as_of, clock.moment()
        application.decider_role = office.value
        s.session.add(application)
        if approved:
            carry_out(s, application)
        return s.record(**_decided(s.session, application))


Evidence = list[tuple[Path, bytes, str]]
"""Each file with its content and SHA-256."""


def _read(attachments: Sequence[Path]) -> Evidence:
    missing = [f"没有这个文件：{path.name}" for path in attachments if not path.is_file()]
    if missing:
        raise Refused(*missing, code="file")
    contents = [(path, path.read_bytes()) for path in attachments]
    return [(path, content, hashlib.sha256(content).hexdigest()) for path, content in contents]


def _place_of(session: Session, draw: Draw, credit_code: str) -> StandingPlace:
    for place in standing_places(session, draw):
        if place.entry.credit_code == credit_code:
            return place
    raise Refused(f"「{credit_code}」不在「{draw.draw_id}」的抽中对象中", code="unknown-subject")


def _code_of(session: Session, draw: Draw, place: StandingPlace, badge: str) -> str:
    """The code under which the inspector with ``badge`` was drawn for ``place``."""
    coded = coded_inspectors(session, draw)
    for code in place.codes:
        if coded[code].badge_number == badge:
            return code
    raise Refused(
        f"警号 {badge} 不是「{place.entry.credit_code}」的检查人员", code="unknown-inspector"
    )


def _pending(session: Session, entry: DrawEntry, leaving: str | None) -> ChangeApplication | None:
    """The undecided application for a place, or for that seat of it."""
    return session.exec(
        select(ChangeApplication).where(
            ChangeApplication.draw_entry_id == entry.id,
            col(ChangeApplication.inspector_code).is_not_distinct_from(leaving),
            col(ChangeApplication.decision).is_(None),
        )
    ).first()


def _same(pending: ChangeApplication, reason: Worded, evidence: Evidence) -> bool:
    digests = [each["digest"] for each in json.loads(pending.attachments)]
    return pending.reason_class == reason and digests == [digest for _, _, digest in evidence]


def _store(
    s: Step, draw: Draw, entry: DrawEntry, leaving: str | None, reason: Worded, evidence: Evidence
) -> ChangeApplication:
    count = s.session.exec(
        select(func.count())
        .select_from(ChangeApplication)
        .where(ChangeApplication.draw_pk == draw.id)
    ).one()
    for path, content, digest in evidence:
        s.put(home() / "evidence" / f"{digest}{path.suffix}", content)
    application = ChangeApplication(
        number=names.application_number(draw.draw_id, count + 1),
        draw_pk=pk(draw),
        draw_entry_id=pk(entry),
        inspector_code=leaving,
        reason=reason.words,
        reason_class=reason.value,
        applicant=s.actor,
        attachments=json.dumps(
            [
                {"name": as_free_text(path.name, digest), "digest": digest}
                for path, _, digest in evidence
            ],
            ensure_ascii=False,
        ),
        applied_on=s.as_of,
        applied_at=clock.moment(),
    )
    s.session.add(application)
    return application


def _applied(application: ChangeApplication, entry: DrawEntry, entered_on: date) -> Result:
    return {
        "number": application.number,
        "subject": entry.credit_code,
        "inspector": application.inspector_code,
        "reason": application.reason,
        "evidence": [each["digest"] for each in json.loads(application.attachments)],
        "applicant": application.applicant,
        "applied_on": str(application.applied_on),
        "entered_on": str(entered_on),
    }


def _entry_day(session: Session, application: ChangeApplication, entry: DrawEntry) -> date:
    """The clock's day of an application, among those for its place; its own day where an earlier
    release kept no such event."""
    draw_id, _ = names.read_application_number(application.number)
    for event in about(session, f"change.apply:{draw_id}/{entry.credit_code}"):
        if json.loads(event.payload)["number"] == application.number:
            return clock.day_of(event.recorded_at)
    return application.applied_on


def _application(session: Session, number: str) -> ChangeApplication:
    application = session.exec(
        select(ChangeApplication).where(ChangeApplication.number == number)
    ).first()
    if application is None:
        raise Refused(f"没有编号为「{number}」的变更申请", code="unknown-application")
    return application


def _check_same_decision(
    session: Session, application: ChangeApplication, decision: Decision
) -> None:
    before = Decision(application.decision or "")
    if before != decision and application.decided_on is not None:
        day = shown_day(session, f"change.decide:{application.number}", application.decided_on)
        raise Refused(
            f"申请 {application.number} 已由 {application.decided_by} 于 {day} 决定："
            f"{before.words}，不能再作其他决定；情况有变的请另行申请",
            code="already-decided",
        )


def _decided(session: Session, application: ChangeApplication) -> Result:
    """What was decided, by whom and when, and what it changed."""
    session.flush()
    entry = session.get_one(DrawEntry, application.draw_entry_id)
    change = session.exec(
        select(Replacement).where(Replacement.application_id == application.id)
    ).first()
    substitute_id = change.substitute_entry_id if change else None
    substitute = session.get(DrawEntry, substitute_id) if substitute_id else None
    return {
        "number": application.number,
        "decision": application.decision,
        "decided_by": application.decided_by,
        "decided_on": str(application.decided_on),
        "entered_on": str(entry_day(session, f"change.decide:{application.number}")),
        "replaced": entry.credit_code,
        "substitute": substitute.credit_code if substitute else None,
        "inspector": application.inspector_code,
        "inspectors": json.loads(change.inspectors) if change else None,
        "vacated": change is not None and application.inspector_code is None and substitute is None,
        "inspection": reseat.inspection_of(session, substitute or entry) if change else None,
    }

"""What was made public is corrected or withdrawn only after somebody decided so, with a reason and a
note that the public reads and that stays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from sqlmodel import Session, col, select

from models.faults import Refused
from models.rules.deadlines import DeadlineKind
from models.rules.inspection import InspectionState
from models.rules.names import check_inspection_number, region_of
from models.rules.order import Basis
from models.rules.people import acting
from models.rules.results import Asked, ResultKind, check_amendment, version_name
from models.tables import Amendment, Inspection, SubjectEntry, pk
from tasks.base import deadlines
from tasks.base.screening import check_texts
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force
from tasks.inspect.amended import amendments
from tasks.publish.rows import Now, as_it_stands
from tasks.publish.told import Version, released


def amend(
    kind: ResultKind,
    number: str,
    reason: str,
    note: str,
    as_of: date,
    actor: str,
    *,
    asked_by: str = "",
    request: str | None = None,
) -> Result:
    """Decide that an inspection's result is corrected, which opens it to one corrected form, or
    withdrawn, of which the next package tells. ``actor`` decides, ``asked_by`` asked for it; the same
    decision again changes nothing.

    Raises:
        Refused: no such inspection; nothing of it was released, or it is decided or withdrawn
            already; reason or note is missing, or another must decide; something stands in the note
            that may not leave the house; the day is before the visit or the release.

    Duty: 23.1, 23.2 (第二十三条).
    """
    with step(
        f"publish.{kind}:{number}",
        action=f"决定{kind.words}公示的检查结果",
        as_of=as_of,
        region=region_of(check_inspection_number(number)),
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        inspection = s.session.exec(select(Inspection).where(Inspection.number == number)).first()
        if inspection is None:
            raise Refused(f"没有检查任务「{number}」", code="unknown-inspection")
        asking = acting(asked_by) if asked_by.strip() else ""
        asked = Asked(kind, reason.strip(), note.strip(), s.actor, asking)
        last, now = _told_and_now(s.session, inspection)
        standing = _standing(s.session, inspection, last)
        if standing is not None and _same(standing, asked):
            return s.unchanged(**_answer(number, standing))
        return s.record(**_answer(number, _decide(s, inspection, asked, last, now)))


correct = partial(amend, ResultKind.CORRECTION)
withdraw = partial(amend, ResultKind.WITHDRAWAL)


def _decide(
    s: Step, inspection: Inspection, asked: Asked, last: Version | None, now: Now | None
) -> Amendment:
    terms = in_force(s.session, inspection.region, s.as_of)
    waiting = amendments(s.session, [pk(inspection)]).get(pk(inspection))
    check_amendment(
        asked,
        last.last() if last else None,
        waiting.decided() if waiting else None,
        inspection.current_return_id,
        needs_two=terms.publication.amendment_needs_two.value,
    )
    assert last is not None
    assert now is not None
    subject = s.session.get_one(SubjectEntry, inspection.subject_entry_id)
    check_texts(s.session, terms, {"说明": asked.note}, subject.credit_code)
    s.rests_on(
        Basis("检查", date.fromisoformat(now.facts["visited_on"])),
        Basis("批准公示", last.released_on),
    )
    amendment = Amendment(
        inspection_id=pk(inspection),
        kind=asked.kind,
        reason=asked.reason,
        note=asked.note,
        asked_by=asked.asked_by,
        decided_by=asked.decided_by,
        decided_on=s.as_of,
        return_id=now.return_id,
        facts=json.dumps(now.facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
    )
    s.session.add(amendment)
    deadlines.track(
        s.session,
        region=inspection.region,
        kind=DeadlineKind.AMENDMENT,
        within=terms.publication.amended_within,
        events={version_name(inspection.number, last.version + 1): s.as_of},
    )
    if inspection.state == InspectionState.ARCHIVED:
        inspection.state = InspectionState.PUBLISHED
        s.session.add(inspection)
    return amendment


def _told_and_now(session: Session, inspection: Inspection) -> tuple[Version | None, Now | None]:
    versions = released(session, [pk(inspection)]).get(pk(inspection))
    standing = inspection.current_return_id
    now = as_it_stands(session, [standing]).get(standing) if standing is not None else None
    return (versions[-1] if versions else None), now


def _standing(session: Session, inspection: Inspection, last: Version | None) -> Amendment | None:
    """The decision that stands: it waits to be told, or what it withdrew is withdrawn."""
    decision = session.exec(
        select(Amendment)
        .where(Amendment.inspection_id == pk(inspection))
        .order_by(col(Amendment.id).desc())
    ).first()
    waits = pk(inspection) in amendments(session, [pk(inspection)])
    withdrawn = last is not None and last.kind == ResultKind.WITHDRAWAL
    return decision if waits or withdrawn else None


def _same(before: Amendment, asked: Asked) -> bool:
    """Whether the decision that stands says the very same."""
    return (before.kind, before.reason, before.note, before.asked_by, before.decided_by) == (
        asked.kind, asked.reason, asked.note, asked.asked_by, asked.decided_by,
    )  # fmt: skip


def _answer(number: str, amendment: Amendment) -> Result:
    return {
        "number": number,
        "kind": amendment.kind,
        "reason": amendment.reason,
        "note": amendment.note,
        "asked_by": amendment.asked_by,
        "decided_by": amendment.decided_by,
        "decided_on": str(amendment.decided_on),
    }


def amended_in_words(answer: Mapping[str, Any]) -> str:
    """Who decided what, on which day, and what is to be done next."""
    kind = ResultKind(answer["kind"])
    said = (
        f"{answer['number']} 的检查结果已由 {answer['decided_by']} 于 {answer['decided_on']} "
        f"决定{kind.words}"
    )
    if kind == ResultKind.CORRECTION:
        return f"{said}，请交回改好的登记表"
    return f"{said}，请制作并批准公示件（ssj publish build）"

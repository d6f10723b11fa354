"""A cause is recorded with who told of it, in which document and until when; and ended early by a person."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, func, select

from models.faults import Refused
from models.rules import list_names
from models.rules.draw.forms import subject_id
from models.rules.order import Basis
from models.rules.risk_causes import CauseEnd, CauseKind, check_cause
from models.tables import RiskCause, SubjectEntry
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force
from tasks.rosters.causes import bring_up_to_date


def record_cause(
    region: str,
    credit_code: str,
    kind: str,
    source: str,
    document: str,
    expires_on: date,
    as_of: date,
    actor: str,
    *,
    request: str | None = None,
) -> Result:
    """Record a cause from ``as_of`` until ``expires_on``, and bring the rosters up to date.

    Raises:
        Refused: no such kind, a part is missing, the subject never stood in a roster, or the same
            document was recorded with another day.

    Duty: 9.4 (第九条).
    """
    what, code = CauseKind.read(kind, "事由"), subject_id(credit_code)
    check_cause(source, document, as_of, expires_on)
    with step(
        f"cause.record:{region}/{code}/{what}",
        action="登记重点对象事由",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        known = s.session.exec(
            select(SubjectEntry.id).where(
                SubjectEntry.region == region, SubjectEntry.credit_code == code
            )
        ).first()
        if known is None:
            raise Refused(f"{region} 的名录库中从未有过「{code}」", code="unknown-subject")
        before = s.session.exec(
            select(RiskCause).where(
                RiskCause.region == region,
                RiskCause.credit_code == code,
                RiskCause.kind == what,
                RiskCause.document == document.strip(),
                col(RiskCause.ended_on).is_(None),
            )
        ).first()
        if before is not None:
            if (before.source, before.expires_on) != (source.strip(), expires_on):
                raise Refused(
                    f"「{code}」的{what.words}已依「{before.document}」登记为 {before.number}，"
                    f"至 {before.expires_on}",
                    code="already-recorded",
                )
            return s.unchanged(**_answer(before), changed={})
        cause = add_cause(s, region, code, what, source.strip(), document.strip(), expires_on)
        return s.record(**_answer(cause), changed=_applied(s, region))


def end_cause(
    number: str,
    reason: str,
    as_of: date,
    actor: str,
    *,
    request: str | None = None,
) -> Result:
    """End a cause before its day: it was repaired, or entered wrongly.

    Raises:
        Refused: no such cause or reason, or it ended otherwise.

    Duty: 9.4 (第九条).
    """
    why = CauseEnd.read(reason, "终止原因")
    region = list_names.region_of_cause(number)
    with step(
        f"cause.end:{number}",
        action="终止重点对象事由",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        cause = s.session.exec(select(RiskCause).where(RiskCause.number == number)).first()
        if cause is None:
            raise Refused(f"没有重点对象事由「{number}」", code="unknown-cause")
        if cause.ended_on is not None:
            if cause.end_reason != why:
                ended = CauseEnd(cause.end_reason or why).words
                raise Refused(
                    f"{number} 已由 {cause.ended_by} 于 {cause.ended_on} 终止：{ended}",
                    code="already-ended",
                )
            return s.unchanged(**_answer(cause), changed={})
        s.rests_on(Basis("登记重点对象事由", cause.since))
        _end(s, cause, why)
        return s.record(**_answer(cause), changed=_applied(s, region))


def add_cause(
    s: Step,
    region: str,
    credit_code: str,
    kind: CauseKind,
    source: str,
    document: str,
    expires_on: date,
) -> RiskCause:
    """Store a cause; the rosters follow when they are next brought up to date."""
    prefix = list_names.causes_of_year(region, s.as_of.year)
    newest = s.session.exec(
        select(func.max(RiskCause.number)).where(
            col(RiskCause.number).startswith(f"{prefix}-", autoescape=True)
        )
    ).one()
    n = list_names.running_number(newest) + 1 if newest else 1
    cause = RiskCause(
        number=list_names.entry_number(prefix, n),
        region=region,
        credit_code=credit_code,
        kind=kind,
        source=source,
        document=document,
        since=s.as_of,
        expires_on=expires_on,
        recorded_by=s.actor,
    )
    s.session.add(cause)
    s.session.flush()
    return cause


def end_causes_of(s: Step, document: str, why: CauseEnd) -> None:
    """End what was recorded because of a ``document`` and still counts."""
    for cause in s.session.exec(
        select(RiskCause).where(
            RiskCause.document == document,
            col(RiskCause.ended_on).is_(None),
            RiskCause.expires_on > s.as_of,
        )
    ).all():
        _end(s, cause, why)


def causes_of(session: Session, region: str, credit_code: str, as_of: date) -> list[Result]:
    """The causes on record about a subject on a day, the oldest first."""
    rows = session.exec(
        select(RiskCause)
        .where(
            RiskCause.region == region,
            RiskCause.credit_code == credit_code,
            RiskCause.since <= as_of,
        )
        .order_by(col(RiskCause.id))
    )
    not_ended = {"ended_on": None, "end_name": None}
    return [
        {**_answer(each), **(not_ended if each.ended_on and each.ended_on > as_of else {})}
        for each in rows
    ]


def _end(s: Step, cause: RiskCause, why: CauseEnd) -> None:
    cause.ended_on, cause.end_reason, cause.ended_by = s.as_of, why.value, s.actor
    s.session.add(cause)
    s.session.flush()


def _applied(s: Step, region: str) -> dict[str, list[str]]:
    items = in_force(s.session, region, s.as_of).items
    return {code: names for code in items if (names := bring_up_to_date(s, region, code))}


def _answer(cause: RiskCause) -> Result:
    return {
        "number": cause.number,
        "credit_code": cause.credit_code,
        "kind": cause.kind,
        "kind_name": CauseKind(cause.kind).words,
        "source": cause.source,
        "document": cause.document,
        "since": str(cause.since),
        "expires_on": str(cause.expires_on),
        "recorded_by": cause.recorded_by,
        "ended_on": str(cause.ended_on) if cause.ended_on else None,
        "end_name": CauseEnd(cause.end_reason).words if cause.end_reason else None,
    }

"""Cancelling a special inspection before it is made; its officers are told not to go."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, select

from models.faults import Refused
from models.rules import special as rule
from models.rules.inspection import InspectionState
from models.rules.messages import MessageKind
from models.rules.names import check_inspection_number, region_of
from models.rules.order import Basis
from models.tables import Inspection, SpecialCancellation, SpecialInspection, pk
from tasks.base.acts import shown_day
from tasks.base.step import Result, step
from tasks.base.terms import in_force
from tasks.inspect import messages
from tasks.inspect.inspections import assigned, by_inspector


def cancel_special(
    number: str, reason: str, as_of: date, actor: str, *, request: str | None = None
) -> Result:
    """Cancel a special inspection that was not made. It is no visit, nothing of it is due any more,
    and its document may open another one.

    Raises:
        Refused: no such special inspection, no reason, its form is back, a day before it was opened,
            or it was cancelled for another reason.

    Duty: 4.1, 10.3 (第四条、第十条末款).
    """
    region = region_of(check_inspection_number(number))
    with step(
        _about(number),
        action="取消专项检查",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        inspection, special = _special(s.session, number)
        reason = reason.strip()
        before = s.session.get(SpecialCancellation, pk(special))
        if before is not None:
            if before.reason != reason:
                raise Refused(
                    f"任务 {number} 已由 {before.cancelled_by} 于 {before.cancelled_on} 取消"
                    f"（{before.reason}），不得另写原因",
                    code="already-cancelled",
                )
            return s.unchanged(**_answer(s.session, number, before))
        rule.check_cancelling(number, inspection.state, reason)
        s.rests_on(Basis("立项专项检查", special.opened_on))
        cancelled = SpecialCancellation(
            special_id=pk(special), reason=reason, cancelled_on=as_of, cancelled_by=s.actor
        )
        s.session.add(cancelled)
        s.session.flush()
        inspection.state = InspectionState.CANCELLED
        s.session.add(inspection)
        told = messages.write(
            s.session,
            in_force(s.session, region, as_of),
            MessageKind.CANCELLED,
            MessageKind.CANCELLED,
            number,
            by_inspector(assigned(s.session, [inspection])),
            as_of,
        )
        return s.record(**_answer(s.session, number, cancelled), by_hand=told.by_hand)


def _about(number: str) -> str:
    return f"special.cancel:{number}"


def _answer(session: Session, number: str, cancelled: SpecialCancellation) -> Result:
    return {
        "number": number,
        "reason": cancelled.reason,
        "cancelled_on": cancelled.cancelled_on.isoformat(),
        "cancelled_in_words": shown_day(session, _about(number), cancelled.cancelled_on),
        "cancelled_by": cancelled.cancelled_by,
    }


def _special(session: Session, number: str) -> tuple[Inspection, SpecialInspection]:
    inspection = session.exec(select(Inspection).where(Inspection.number == number)).first()
    if inspection is None:
        raise Refused(f"没有任务「{number}」", code="unknown-inspection")
    if inspection.special_id is None:
        raise Refused(
            f"任务 {number} 不是专项检查，随机抽取的任务不能取消，只能申请变更（第十八条）",
            code="not-special",
        )
    return inspection, session.get_one(SpecialInspection, inspection.special_id)

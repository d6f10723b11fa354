"""Chase returns before and after their due date, and tell the supervisor what is pressing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from calendars import WorkingCalendar
from models.district import District
from models.rules.deadlines import DeadlineKind, Standing
from models.rules.inspection import InspectionState, Outcome
from models.rules.reminders import is_overdue, kind_of, occasion
from models.tables import (
    DeadlineRecord,
    Inspection,
    Message,
    MessageInspection,
    RecordReturn,
    pk,
)
from tasks.base.deadlines import deadline_of
from tasks.base.queries import chunks
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force
from tasks.base.working_days import working_days
from tasks.inspect import messages
from tasks.inspect.chase_handling import remind_of_handling
from tasks.inspect.handling_deadlines import answers_awaited
from tasks.inspect.inspections import assigned, by_inspector, by_person, waiting_inspections
from tasks.inspect.officers_gone import officers_gone
from tasks.inspect.recheck_outcomes import found_besides
from tasks.inspect.substitutes import substitutes_due

MATTERS_PER_MESSAGE = 50  # named in one message to the supervisor; the rest are counted


def chase(region: str, as_of: date, *, request: str | None = None) -> Result:
    """Write the reminders that are due on ``as_of`` and were not written; nothing on a day off. The
    supervisor is told once a day.

    Duty: 20.1, 23.1 (第二十条、第二十三条).
    """
    with step(f"chase:{region}", action="催办", as_of=as_of, region=region, request=request) as s:
        if s.known:
            return s.answer
        calendar = working_days(region)
        if not calendar.is_working_day(as_of):
            return s.unchanged(reminders=0, overdue=0, working_day=False)
        terms = in_force(s.session, region, as_of)
        awaited = answers_awaited(s.session, terms, as_of)
        waiting = [
            each for each in waiting_inspections(s.session, region) if each.dispatched_on <= as_of
        ]
        overdue = [each for each in waiting if is_overdue(each.due_on, as_of)]
        written = _remind(s.session, terms, waiting, as_of, calendar)
        written += remind_of_handling(s.session, terms, as_of, calendar)
        supervisor_told = _tell_supervisor(s, terms, overdue, calendar)
        answer = {"reminders": written, "overdue": len(overdue), "working_day": True}
        stored = written or supervisor_told or awaited
        return s.record(**answer) if stored else s.unchanged(**answer)


def _remind(
    session: Session,
    terms: District,
    waiting: Sequence[Inspection],
    as_of: date,
    calendar: WorkingCalendar,
) -> int:
    """Write to the leads about each occasion that has come; how many messages."""
    numbers = terms.inspection
    due: dict[str, list[Inspection]] = {}
    for inspection in waiting:
        reached = occasion(
            calendar.working_days_between(as_of, inspection.due_on),
            numbers.remind_before.value,
            numbers.remind_overdue_every.value,
        )
        if reached:
            due.setdefault(reached, []).append(inspection)
    written = 0
    for reached, inspections in due.items():
        reminded_ids = {
            inspection_id
            for ids in chunks([pk(inspection) for inspection in inspections])
            for inspection_id in session.exec(
                select(MessageInspection.inspection_id).where(
                    MessageInspection.occasion == reached,
                    col(MessageInspection.inspection_id).in_(ids),
                )
            )
        }
        fresh = assigned(session, [each for each in inspections if each.id not in reminded_ids])
        grouped = by_inspector(by_person(fresh), lead_only=True)
        scope = f"{terms.region}:{as_of}"
        written += messages.write(
            session, terms, kind_of(reached), reached, scope, grouped, as_of
        ).messages
    return written


def _tell_supervisor(
    s: Step, terms: District, overdue: Sequence[Inspection], calendar: WorkingCalendar
) -> bool:
    """Tell the supervisor what is overdue and pressing, unless that was done today."""
    key = f"{terms.region}:{s.as_of}:supervisor"
    if s.session.exec(select(Message.id).where(Message.key == key)).first() is not None:
        return False
    matters = [
        f"{each.number} 的登记表应于 {each.due_on} 回传，{_standing(each)}已经逾期"
        for each in overdue[:MATTERS_PER_MESSAGE]
    ]
    matters += _pressing(s, terms, calendar) + _places_to_fill(s, terms)
    matters += [
        f"{each['number']} 的检查人员{each['name']}（{each['badge_number']}）按现行名录库不能再派，应予更换"
        for each in officers_gone(s.session, terms.region, s.as_of)[:MATTERS_PER_MESSAGE]
    ]
    matters += [
        f"{number} 复查时另发现 {'、'.join(points)} 项问题，应另行立项检查（第四条第六项情形）"
        for number, points in found_besides(s.session, terms.region).items()
    ]
    if matters:
        messages.write_to_supervisor(s.session, terms, matters, key, s.as_of)
    return bool(matters)


def _standing(inspection: Inspection) -> str:
    back = inspection.state == InspectionState.SENT_BACK
    return f"{InspectionState.SENT_BACK.words}后尚未交回，" if back else ""


def _pressing(s: Step, terms: District, calendar: WorkingCalendar) -> list[str]:
    """Unmet deadlines with few working days left, or missed; now warned.

    Duty: 8.1, 23.1 (第八条、第二十三条).
    """
    pressing = []
    for record in s.session.exec(
        select(DeadlineRecord)
        .where(
            DeadlineRecord.region == terms.region,
            DeadlineRecord.event_on <= s.as_of,
            col(DeadlineRecord.met_on).is_(None),
            col(DeadlineRecord.matter).not_in(
                select(Inspection.number).where(Inspection.state == InspectionState.REPLACED)
            ),
        )
        .order_by(col(DeadlineRecord.due_on), col(DeadlineRecord.id))
    ):
        deadline = deadline_of(record)
        left = deadline.days_left(s.as_of, calendar)
        if left > terms.publication.warn_before.value:
            break
        record.warned_on = record.warned_on or s.as_of
        missed = deadline.standing(s.as_of) == Standing.MISSED
        left_in_words = f"已超过 {-left} 个工作日" if missed else f"还有 {left} 个工作日"
        pressing.append(
            f"{record.matter} 应于 {record.due_on} 前{DeadlineKind(record.kind).words}"
            f"（{record.article}），{left_in_words}"
        )
    more = len(pressing) - MATTERS_PER_MESSAGE
    counted = [f"另有 {more} 件，见 ssj cycle show"] if more > 0 else []
    return pressing[:MATTERS_PER_MESSAGE] + counted


def _places_to_fill(s: Step, terms: District) -> list[str]:
    """Results without a visit for which the item asks for a substitute that nobody applied for.

    Duty: 17.2, 18.3 (第十七条、第十八条).
    """
    came_back = s.session.exec(
        select(Inspection)
        .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id))
        .where(
            Inspection.region == terms.region,
            Inspection.state == InspectionState.RETURNED,
            RecordReturn.outcome == Outcome.NO_VISIT,
        )
        .order_by(col(Inspection.id))
    ).all()
    return [
        f"{due['number']} {due['result']}，应在公示结果之前申请递补（第十八条）"
        for due in substitutes_due(s.session, came_back)[:MATTERS_PER_MESSAGE]
    ]

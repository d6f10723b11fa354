"""Chase returns before and after their due date, and tell the supervisor what is pressing."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from models.rules.reminders import occasion
from models.tables import DeadlineRecord, MessageInspection
from tasks.base.deadlines import deadline_of
from tasks.base.queries import chunks
from tasks.base.step import Result, step_once
from tasks.base.terms import in_force
from tasks.base.working_days import working_days
from tasks.inspect import messages
from tasks.inspect.inspections import assigned, by_inspector, waiting_inspections

LISTED = 50  # matters named in one message to the supervisor; the rest are counted


def chase(region: str, as_of: date) -> Result:
    """Write the reminders that are due on ``as_of``; nothing on a day off.

    Duty: 20.1, 23.1 (第二十条、第二十三条).
    """
    calendar = working_days(region)
    if not calendar.is_working_day(as_of):
        return {"reminders": 0, "overdue": 0, "working_day": False}
    key = f"chase:{region}:{as_of}"
    with step_once(key, action="催办", as_of=as_of, region=region) as s:
        if s.done:
            return s.result
        terms = in_force(s.session, region, as_of)
        waiting = waiting_inspections(s.session, region)
        due: dict[str, list[int]] = {}
        for n, inspection in enumerate(waiting):
            left = calendar.working_days_between(as_of, inspection.due_on)
            now = occasion(
                left,
                terms.inspection.remind_before.value,
                terms.inspection.remind_overdue_every.value,
            )
            if now:
                due.setdefault(now, []).append(n)
        written = 0
        for now, places in due.items():
            told = {
                inspection_id
                for ids in chunks([waiting[n].id or 0 for n in places])
                for inspection_id in s.session.exec(
                    select(MessageInspection.inspection_id).where(
                        MessageInspection.occasion == now,
                        col(MessageInspection.inspection_id).in_(ids),
                    )
                )
            }
            fresh = assigned(s.session, [waiting[n] for n in places if waiting[n].id not in told])
            kind = "overdue" if now.startswith("overdue") else "reminder"
            grouped = by_inspector(fresh, lead_only=True)
            written += messages.write(
                s.session, terms, kind, now, f"{region}:{as_of}", grouped, as_of
            )
        overdue = [i for i in waiting if i.due_on < as_of]
        matters = [f"{i.number} 的登记表应于 {i.due_on} 回传，已经逾期" for i in overdue[:LISTED]]
        matters += _pressing(s.session, region, as_of, terms.publication.warn_before.value)
        if matters:
            messages.write_to_supervisor(
                s.session, terms, matters, f"{region}:{as_of}:supervisor", as_of
            )
        if not (written or matters):
            s.skip(reminders=0, overdue=len(overdue), working_day=True)
        else:
            s.record(reminders=written, overdue=len(overdue), working_day=True)
        return s.result


def _pressing(session: Session, region: str, as_of: date, warn_before: int) -> list[str]:
    """Unmet deadlines with no more than ``warn_before`` working days left, or missed; now warned.

    Duty: 8.1, 23.1 (第八条、第二十三条).
    """
    calendar = working_days(region)
    told = []
    for record in session.exec(
        select(DeadlineRecord)
        .where(DeadlineRecord.region == region, col(DeadlineRecord.met_on).is_(None))
        .order_by(col(DeadlineRecord.due_on), col(DeadlineRecord.id))
    ):
        deadline = deadline_of(record)
        left = deadline.days_left(as_of, calendar)
        if left > warn_before:
            break
        record.warned_on = record.warned_on or as_of
        missed = deadline.standing(as_of) == "missed"
        state = f"已超过 {-left} 个工作日" if missed else f"还有 {left} 个工作日"
        told.append(f"{record.matter} 应于 {record.due_on} 前公示（{record.article}），{state}")
    more = [f"另有 {len(told) - LISTED} 件，见 ssj cycle show"] if len(told) > LISTED else []
    return told[:LISTED] + more

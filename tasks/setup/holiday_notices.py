"""A new notice moves the deadlines it changes, each one on record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from calendars import Notice, NoticeError, WorkingCalendar, read_notice
from models import clock
from models.faults import Fault, Refused
from models.home import home
from models.rules.deadlines import PROMISED
from models.rules.inspection import InspectionState
from models.rules.names import check_region
from models.rules.order import Basis
from models.tables import AnnualPlan, DeadlineRecord, DistrictVersion, Inspection, Period
from tasks.base.acts import latest
from tasks.base.deadlines import deadline_of, starting
from tasks.base.step import SYSTEM, Result, step
from tasks.base.terms import in_force
from tasks.base.working_days import Loaded, loaded_notices, notices, place
from tasks.base.working_days import in_force as notices_in_force

Moved = dict[str, str]
"""A matter with its old and its new day."""

Calendars = Mapping[str, WorkingCalendar]
"""The calendar of each region."""


def add_notice(
    path: Path, as_of: date, actor: str = SYSTEM, *, request: str | None = None
) -> Result:
    """Lay a notice over the calendar, in place of the one it corrects, and move the open deadlines
    and the coming draw days that this changes, each one on record.

    Raises:
        Refused: every fault of the file; or it changes days on which a deadline was already met.

    Duty: 23.1 (第二十三条).
    """
    content, notice = _read(path)
    digest = hashlib.sha256(content).hexdigest()
    subject = f"notice.add:{place(notice)}"
    with step(
        subject,
        action="载入放假通知",
        as_of=as_of,
        region=notice.region or "",
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        s.rests_on(Basis("印发放假通知", notice.issued_on))
        loaded = loaded_notices()
        if _stands(s.session, subject, loaded, notice, digest):
            return s.unchanged(**_answer(notice, digest, []))
        before, after = _calendars(s.session, loaded, notice)
        _check_met(s.session, _changed_days(loaded, notice, before, after))
        moved = [
            *_move_deadlines(s.session, after),
            *_move_returns(s.session, after),
            *_move_draw_days(s.session, after, as_of),
        ]
        order = 1 + max((each.order for each in loaded), default=0)
        name = f"{order:04d}-{notice.year}-{digest[:12]}{path.suffix.lower()}"
        s.put(home() / "notices" / name, content)
        return s.record(**_answer(notice, digest, moved))


def _read(path: Path) -> tuple[bytes, Notice]:
    try:
        notice = read_notice(path)
    except NoticeError as error:
        raise Refused(faults=[Fault(path.name, problem) for problem in error.problems]) from error
    if notice.region is not None:
        check_region(notice.region)
    last = clock.today().year + 1
    if not WorkingCalendar.of_china().first.year < notice.year <= last:
        raise Refused(
            faults=[Fault(path.name, f"year 应在 2008 与 {last} 之间，实为 {notice.year}")]
        )
    return path.read_bytes(), notice


def _stands(
    session: Session, subject: str, loaded: list[Loaded], notice: Notice, digest: str
) -> bool:
    """Whether this very notice is in force, and the step that loaded it was carried out."""
    event = latest(session, subject) or latest(session, f"notice:{digest}")
    there = [each.path for each in loaded if place(each.notice) == place(notice)]
    if event is None or not there:
        return False
    recorded: str = json.loads(event.payload).get("digest", digest)
    in_use = hashlib.sha256(there[-1].read_bytes()).hexdigest()
    return in_use == digest and recorded == digest


def _answer(notice: Notice, digest: str, moved: list[Moved]) -> Result:
    return {"number": notice.number, "year": notice.year, "digest": digest, "moved": moved}


def _calendars(
    session: Session, loaded: list[Loaded], notice: Notice
) -> tuple[Calendars, Calendars]:
    """The calendar of each region before and after."""
    regions = session.exec(select(DistrictVersion.region).distinct()).all()
    now = notices()
    then = notices_in_force([*(each.notice for each in loaded), notice])
    return (
        {region: WorkingCalendar.of_china(now, region) for region in regions},
        {region: WorkingCalendar.of_china(then, region) for region in regions},
    )


def _changed_days(
    loaded: list[Loaded], notice: Notice, before: Calendars, after: Calendars
) -> dict[str, list[date]]:
    """The days of each region that are worked now and were not, or the other way round."""
    corrected = [each.notice for each in loaded if place(each.notice) == place(notice)]
    stated_days = {day for each in [notice, *corrected] for day in each.days_off | each.days_on}
    return {
        region: [
            day
            for day in sorted(stated_days)
            if before[region].is_working_day(day) != calendar.is_working_day(day)
        ]
        for region, calendar in after.items()
    }


def _check_met(session: Session, changed: Mapping[str, list[date]]) -> None:
    """No day is changed over which a deadline was counted that is met."""
    met = session.exec(
        select(DeadlineRecord)
        .where(col(DeadlineRecord.met_on).is_not(None), col(DeadlineRecord.kind).not_in(PROMISED))
        .order_by(col(DeadlineRecord.id))
    )
    settled = [
        f"{each.matter} 的期限（{each.due_on}）已于 {each.met_on} 办结，通知不得再改动其间日期"
        for each in met
        if any(each.event_on < day <= each.due_on for day in changed[each.region])
    ]
    if settled:
        raise Refused(*settled[:20], code="deadline-met")


def _move_deadlines(session: Session, calendars: Calendars) -> list[Moved]:
    moved = []
    for record in session.exec(
        select(DeadlineRecord)
        .where(col(DeadlineRecord.met_on).is_(None), col(DeadlineRecord.kind).not_in(PROMISED))
        .order_by(col(DeadlineRecord.id))
    ):
        again = deadline_of(record).recounted(calendars[record.region])
        if again.due_on != record.due_on:
            moved.append(_moved(record.matter, record.due_on, again.due_on))
        record.due_on, record.status = again.due_on, again.status
        session.add(record)
    return moved


def _move_returns(session: Session, calendars: Calendars) -> list[Moved]:
    """The days by which forms are to come back."""
    moved = []
    due: dict[tuple[str, date], date] = {}
    for inspection in session.exec(
        select(Inspection)
        .where(Inspection.state == InspectionState.DISPATCHED)
        .order_by(col(Inspection.id))
    ):
        sent = (inspection.region, inspection.dispatched_on)
        if sent not in due:
            within = in_force(session, *sent).inspection.return_within
            due[sent] = starting(sent[0], within, sent[1], calendars[sent[0]]).due_on
        if due[sent] != inspection.due_on:
            moved.append(_moved(inspection.number, inspection.due_on, due[sent]))
            inspection.due_on = due[sent]
            session.add(inspection)
    return moved


def _move_draw_days(session: Session, calendars: Calendars, as_of: date) -> list[Moved]:
    """The draw days of the periods that have not begun."""
    moved = []
    for region, calendar in calendars.items():
        for plan, period in session.exec(
            select(AnnualPlan, Period)
            .join(Period, col(Period.plan_id) == col(AnnualPlan.id))
            .where(AnnualPlan.region == region, col(Period.starts_on) > as_of)
            .order_by(col(Period.id))
        ):
            draw_on = calendar.next_working_day(period.starts_on)
            if draw_on != period.draw_on:
                name = f"{plan.item_code} {plan.year} 年第 {period.number} 期抽取日"
                moved.append(_moved(name, period.draw_on, draw_on))
                period.draw_on = draw_on
                session.add(period)
    return moved


def _moved(matter: str, old: date, new: date) -> Moved:
    return {"matter": matter, "old": str(old), "new": str(new)}

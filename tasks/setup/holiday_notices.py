"""A new notice moves the deadlines it changes, each one on record."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from calendars import Notice, WorkingCalendar
from models import database
from models.faults import Refused
from models.home import home
from models.rules.deadlines import Deadline, Within
from models.tables import DeadlineRecord, DistrictVersion, Inspection
from tasks.base import coverage
from tasks.base.deadlines import deadline_of
from tasks.base.files import put
from tasks.base.step import Result, append_event
from tasks.base.terms import in_force
from tasks.base.working_days import notices

Moved = dict[str, str]
"""A matter with its old and its new due date."""


def add_notice(path: Path, notice: Notice) -> Result:
    """Lay a notice over the calendar and move the open deadlines it changes, each one on record.

    Raises:
        Refused: it covers days on which a deadline was already met.

    Duty: 23.1 (第二十三条).
    """
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    days = notice.days_off | notice.days_on
    name = f"{notice.year}-{digest[:12]}{path.suffix.lower()}"
    with database.writing() as session:
        since = coverage.begun(session)
        before = notices()
        records = session.exec(select(DeadlineRecord).order_by(col(DeadlineRecord.id))).all()
        met = [
            r for r in records
            if r.met_on and any(r.event_on < day <= r.due_on for day in days)
            and notice.region in (None, r.region)
        ]  # fmt: skip
        if met:
            raise Refused(
                *(
                    f"{r.matter} 的期限（{r.due_on}）已于 {r.met_on} 办结，通知不得再改动其间日期"
                    for r in met[:20]
                )
            )
        calendars = {
            region: WorkingCalendar.of_china([*before, notice], region)
            for region in session.exec(select(DistrictVersion.region).distinct())
        }
        moved = _move_deadlines(session, records, calendars)
        moved += _move_returns(session, calendars)
        result: Result = {"number": notice.number, "year": notice.year, "moved": moved}
        if not (home() / "notices" / name).exists():
            append_event(
                session,
                f"notice:{digest}",
                action="载入放假通知",
                actor=notice.number,
                as_of=notice.issued_on or min(days),
                region=notice.region or "",
                payload=result,
                since=since,
            )
        put(home() / "notices" / name, content)
        return result


def _move_deadlines(
    session: Session,
    records: Sequence[DeadlineRecord],
    calendars: Mapping[str, WorkingCalendar],
) -> list[Moved]:
    moved = []
    for record in records:
        if record.met_on:
            continue
        again = deadline_of(record).recounted(calendars[record.region])
        if again.due_on != record.due_on:
            moved.append(_moved(record.matter, record.due_on, again.due_on))
        record.due_on, record.status = again.due_on, again.status
        session.add(record)
    return moved


def _move_returns(session: Session, calendars: Mapping[str, WorkingCalendar]) -> list[Moved]:
    """The days by which forms are to come back."""
    moved = []
    due: dict[tuple[str, date], date] = {}
    for inspection in session.exec(
        select(Inspection).where(Inspection.state == "dispatched").order_by(col(Inspection.id))
    ):
        sent = (inspection.region, inspection.dispatched_on)
        if sent not in due:
            due[sent] = _return_due(session, *sent, calendars[inspection.region])
        if due[sent] != inspection.due_on:
            moved.append(_moved(inspection.number, inspection.due_on, due[sent]))
            inspection.due_on = due[sent]
            session.add(inspection)
    return moved


def _moved(matter: str, old: date, new: date) -> Moved:
    return {"matter": matter, "old": str(old), "new": str(new)}


def _return_due(session: Session, region: str, sent: date, calendar: WorkingCalendar) -> date:
    term = in_force(session, region, sent).inspection.return_within
    return Deadline.starting(sent, Within(term.article, term.value, term.unit), calendar).due_on

"""A new notice moves the deadlines it changes, each one on record."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlmodel import col, select

from calendars import Notice, WorkingCalendar
from models import database
from models.faults import Refused
from models.home import home
from models.tables import DeadlineRecord
from tasks.files import put
from tasks.step import Result, append_event
from tasks.working_days import notices


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
        moved = []
        for record in records:
            if record.met_on:
                continue
            calendar = WorkingCalendar.of_china([*before, notice], record.region)
            due = calendar.deadline(record.event_on, record.n)
            if (due.due_on, due.status) == (record.due_on, record.status):
                continue
            moved.append(
                {"matter": record.matter, "old": str(record.due_on), "new": str(due.due_on)}
            )
            record.due_on, record.status = due.due_on, due.status
            session.add(record)
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
            )
        put(home() / "notices" / name, content)
        return result

"""Archiving (归档): the sixth step, when nothing is left to do about an inspection."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from models import database
from models.tables import Disposition, DrawEntry, DrawPhoto, FindingRecord, Inspection
from tasks.base import audit
from tasks.base.step import Result, step_once


def archive_ready(region: str, as_of: date) -> Result:
    """Archive what is published, whose findings all have a disposition, and whose draw has a photo.

    Duty: 10.3, 18.1, 21.1 (第十条、第十八条、第二十一条).
    """
    with database.reading() as session:
        head = audit.head(session)
    key = f"archive:{region}:{as_of}:{head[:16]}"
    with step_once(key, action="归档", as_of=as_of, region=region) as s:
        if s.done:
            return s.result
        undisposed = (
            select(FindingRecord.return_id)
            .join(Disposition, col(Disposition.finding_id) == col(FindingRecord.id), isouter=True)
            .where(col(Disposition.id).is_(None))
        )
        photographed = select(DrawEntry.id).join(
            DrawPhoto, col(DrawPhoto.draw_pk) == col(DrawEntry.draw_pk)
        )
        ready = s.session.exec(
            select(Inspection).where(
                Inspection.region == region,
                Inspection.state == "published",
                col(Inspection.current_return_id).not_in(undisposed),
                col(Inspection.draw_entry_id).is_(None)
                | col(Inspection.draw_entry_id).in_(photographed),
            )
        ).all()
        for inspection in ready:
            inspection.state = "archived"
            s.session.add(inspection)
        if ready:
            s.record(archived=len(ready), numbers=[i.number for i in ready][:200])
        else:
            s.skip(archived=0)
        return s.result

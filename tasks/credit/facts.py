"""The facts that a proposal states: of each inspection it rests on, the day and what was published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from models.rules.papers import day_in_words
from models.tables import CreditRecord, Inspection
from tasks.base.queries import chunks
from tasks.publish.told import told


def facts_of(session: Session, record_ids: Sequence[int]) -> dict[int, str]:
    """Id in the archive -> its inspection's day, number, and result in the words of the publication.

    Duty: 23.3 (第二十三条).
    """
    rows: list[tuple[int, str, date, int]] = []
    for some in chunks(record_ids):
        rows += session.execute(
            select_columns(
                col(CreditRecord.id),
                col(CreditRecord.inspection),
                col(CreditRecord.happened_on),
                col(Inspection.id),
            )
            .join(Inspection, col(Inspection.number) == col(CreditRecord.inspection))
            .where(col(CreditRecord.id).in_(some))
        ).tuples()
    versions = told(session, sorted({inspection_id for *_, inspection_id in rows}))
    facts = {}
    for record_id, number, day, inspection_id in rows:
        row = next((each.row for each in reversed(versions[inspection_id]) if each.row), None)
        result = row.result if row else ""
        facts[record_id] = f"{day_in_words(day)}检查：{result}。\n（任务编号{number}）"
    return facts

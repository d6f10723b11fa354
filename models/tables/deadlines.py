"""Deadlines (期限) that are tracked, chased, and shown when missed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.rules.deadlines import DeadlineStatus, Unit
from models.tables.columns import check, one_of


class DeadlineRecord(SQLModel, table=True):
    """``n`` units from ``event_on`` (which does not count) to ``due_on``; see ``rules.deadlines``.

    Duty: 8.1, 23.1 (第八条、第二十三条).
    """

    __tablename__ = "deadline"
    __table_args__ = (
        UniqueConstraint("kind", "matter"),
        one_of("status", *DeadlineStatus),
        check("due_after_event", "due_on >= event_on"),
        one_of("unit", *Unit),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str = Field(index=True)
    kind: str
    matter: str
    article: str
    n: int
    unit: str = Field(
        default=Unit.WORKING_DAY, sa_column_kwargs={"server_default": Unit.WORKING_DAY.value}
    )
    event_on: date
    due_on: date = Field(index=True)
    status: str
    warned_on: date | None = None
    met_on: date | None = None

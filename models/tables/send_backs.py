"""Forms that were sent back, each with what the supervisor found wanting."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.tables.columns import not_blank


class SendBack(SQLModel, table=True):
    """A version of a form that was sent back (退回补正), with an opinion and by whom.

    Duty: 20.1, 23.2 (第二十条、第二十三条).
    """

    __tablename__ = "send_back"
    __table_args__ = (not_blank("opinion", "sent_by"),)

    id: int | None = Field(default=None, primary_key=True)
    return_id: int = Field(foreign_key="record_return.id", unique=True)
    opinion: str = Field(sa_type=Text)
    sent_by: str
    sent_on: date

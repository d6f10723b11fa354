"""Messages to inspectors and supervisors, and the inspections each is about."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.rules.messages import MessageKind
from models.tables.columns import check, not_blank, one_of


class Message(SQLModel, table=True):
    """One message. ``key`` is its identity on the channel too, so that none is sent twice."""

    __tablename__ = "message"
    __table_args__ = (
        one_of("kind", *MessageKind),
        not_blank("key", "subject"),
        check("sent_has_a_receipt", "(sent_on IS NULL) = (receipt IS NULL)"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    region: str
    inspector_entry_id: int | None = Field(default=None, foreign_key="inspector_entry.id")
    address: str = Field(description="empty: to be handed over by hand")
    subject: str
    body: str = Field(sa_type=Text)
    attachment: str | None = Field(default=None, description="file below SSJ_HOME")
    written_on: date
    sent_on: date | None = Field(default=None, index=True)
    receipt: str | None = None


class MessageInspection(SQLModel, table=True):
    """An inspection a message is about: each inspector hears of each once for each occasion."""

    __tablename__ = "message_inspection"

    inspection_id: int = Field(foreign_key="inspection.id", primary_key=True)
    inspector_entry_id: int = Field(foreign_key="inspector_entry.id", primary_key=True)
    occasion: str = Field(primary_key=True, description="dispatch, or e.g. reminder-3")
    message_id: int = Field(foreign_key="message.id", index=True)

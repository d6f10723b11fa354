"""The audit record (全程留痕)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.tables.columns import not_blank


class AuditEvent(SQLModel, table=True):
    """One step of the work: who, when, what; chained to the one before by its hash.

    ``key`` is the step's unique key: it is what makes a second run of a step harmless. ``payload``
    is canonical JSON (RFC 8785). The database refuses UPDATE and DELETE; unique ``previous_hash``
    keeps the chain from forking.

    Duty: 10.3 (第十条末款).
    """

    __tablename__ = "audit_event"
    __table_args__ = (not_blank("key", "action", "actor"),)

    number: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    action: str = Field(index=True)
    actor: str
    region: str
    as_of: date
    recorded_at: str = Field(description="UTC, ISO 8601")
    payload: str = Field(sa_type=Text)
    previous_hash: str = Field(unique=True)
    hash: str = Field(unique=True)

"""The audit record (全程留痕)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, Column, Integer, Text
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


class RowChange(SQLModel, table=True):
    """A change of a row, as the database's own triggers wrote it down (``models.journal``).

    A step takes its changes up and away; one that stays was made outside every step. ``writer`` is
    the transaction on PostgreSQL; SQLite has one writer at a time.

    Duty: 10.3 (第十条末款).
    """

    __tablename__ = "row_change"

    id: int | None = Field(
        default=None,
        sa_column=Column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True),
    )
    table_name: str
    gone: str | None = Field(default=None, sa_type=Text, description="the row before, JSON")
    come: str | None = Field(default=None, sa_type=Text, description="the row after, JSON")
    writer: int = Field(sa_type=BigInteger)


class StateSum(SQLModel, table=True):
    """The running sum over a table's rows (``models.rules.state_sum``).

    Duty: 10.3 (第十条末款).
    """

    __tablename__ = "state_sum"

    table_name: str = Field(primary_key=True)
    rows: int = Field(sa_type=BigInteger)
    total: str = Field(sa_type=Text, description="hexadecimal")

"""Credit archive (诚信档案), blacklist (黑名单) and honour list (红名单)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.rules.credit import ListName
from models.tables.columns import check, one_of

STANDING = text("exited_on IS NULL")


class CreditRecord(SQLModel, table=True):
    """One event in a subject's archive, with its effect and term.

    Duty: 22.1, 23.3 (第二十二条、第二十三条).
    """

    __tablename__ = "credit_record"
    __table_args__ = (
        UniqueConstraint("inspection", "kind"),
        Index("credit_by_code", "region", "credit_code"),
        check("term_runs_forward", "expires_on >= happened_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str
    credit_code: str
    kind: str
    inspection: str = Field(description="number of the inspection it follows from")
    happened_on: date
    expires_on: date
    detail: str = ""


class ListMembership(SQLModel, table=True):
    """A stay on the blacklist or the honour list, from entry to exit, each with its reason.

    Duty: 23.3 (第二十三条).
    """

    __tablename__ = "list_membership"
    __table_args__ = (
        Index(
            "one_stay_at_a_time",
            "region",
            "credit_code",
            "list",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
        one_of("list", *ListName),
        check("exit_has_a_reason", "(exited_on IS NULL) = (exit_reason IS NULL)"),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str
    credit_code: str
    list: str
    reason: str
    entered_on: date
    due_off_on: date | None = None
    exited_on: date | None = None
    exit_reason: str | None = None

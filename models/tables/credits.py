"""Credit archive (诚信档案), and the entries of blacklist (黑名单) and honour list (红名单)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.rules.credit import Ground
from models.rules.credit_lists import OPEN, ActKind, EntryClass, EntryState, ListName
from models.rules.risk_causes import CauseEnd, CauseKind
from models.tables.columns import check, not_blank, one_of

STANDING = text("ended_on IS NULL")
_OPEN = "state IN ({})".format(", ".join(f"'{state}'" for state in OPEN))


class CreditRecord(SQLModel, table=True):
    """One event in a subject's archive, with its effect and term; it ends where the result it follows
    from is withdrawn or corrected.

    Duty: 22.1, 23.2, 23.3 (第二十二条、第二十三条).
    """

    __tablename__ = "credit_record"
    __table_args__ = (
        UniqueConstraint("inspection", "kind", "version", name="once_a_version"),
        Index("credit_by_code", "region", "credit_code"),
        check("term_runs_forward", "expires_on >= happened_on"),
        check("end_has_a_reason", "(ended_on IS NULL) = (end_reason IS NULL)"),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str
    credit_code: str
    kind: str
    inspection: str = Field(description="number of the inspection it follows from")
    version: int = Field(default=1, description="of the inspection's result")
    happened_on: date
    expires_on: date
    detail: str = ""
    ended_on: date | None = None
    end_reason: str | None = None


class ListEntry(SQLModel, table=True):
    """An entry of a list from its proposal on; entries of releases that listed by themselves have no
    class, no basis and no act.

    Duty: 23.3 (第二十三条).
    """

    __tablename__ = "list_entry"
    __table_args__ = (
        Index(
            "one_entry_at_a_time",
            "region",
            "credit_code",
            "list",
            unique=True,
            sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
        one_of("list", *ListName),
        one_of("entry_class", *EntryClass),
        one_of("ground", *Ground),
        one_of("state", *EntryState),
        check("exit_has_a_reason", "(exited_on IS NULL) = (exit_reason IS NULL)"),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    region: str
    credit_code: str
    list: str
    entry_class: str | None = None
    ground: str
    reason: str = Field(description="what the public reads")
    basis: str = Field(default="", sa_type=Text, description="by which law")
    facts: str = Field(
        default="", sa_type=Text, description="told to the subject; stays in the house"
    )
    state: str
    shown: bool = Field(default=True, description="whether the public reads of it")
    proposed_on: date | None = None
    entered_on: date | None = None
    repairable_from: date | None = None
    due_off_on: date | None = None
    exited_on: date | None = None
    exit_reason: str | None = None


class ListBasis(SQLModel, table=True):
    """What in the archive an entry rests on.

    Duty: 23.3 (第二十三条).
    """

    __tablename__ = "list_basis"

    entry_id: int = Field(foreign_key="list_entry.id", primary_key=True)
    record_id: int = Field(foreign_key="credit_record.id", primary_key=True, index=True)


class ListAct(SQLModel, table=True):
    """What was done about an entry, one after another; nothing of it changes.

    Duty: 10.3, 23.3 (第十条末款、第二十三条).
    """

    __tablename__ = "list_act"
    __table_args__ = (
        UniqueConstraint("entry_id", "n"),
        one_of("kind", *ActKind),
        not_blank("done_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="list_entry.id")
    n: int
    kind: str
    done_on: date
    done_by: str
    role: str | None = Field(default=None, description="in what office it was decided")
    reason: str = Field(default="", sa_type=Text)
    document: str = Field(default="", description="number of the paper that was served")
    files: str = Field(default="[]", sa_type=Text, description="JSON list of {name, digest}")
    until: date | None = Field(default=None, description="of a notice: last day for an objection")


class RiskCause(SQLModel, table=True):
    """Why a subject is watched: who told of it, in which document, and until when it counts.

    Duty: 9.4 (第九条).
    """

    __tablename__ = "risk_cause"
    __table_args__ = (
        Index("cause_by_code", "region", "credit_code"),
        one_of("kind", *CauseKind),
        one_of("end_reason", *CauseEnd),
        not_blank("source", "document", "recorded_by"),
        check("cause_runs_forward", "expires_on > since"),
        check("cause_end_has_a_reason", "(ended_on IS NULL) = (end_reason IS NULL)"),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    region: str
    credit_code: str
    kind: str
    source: str
    document: str
    since: date
    expires_on: date = Field(description="the first day it no longer counts on")
    recorded_by: str
    ended_on: date | None = None
    end_reason: str | None = None
    ended_by: str | None = None

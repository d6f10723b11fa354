"""Inspections (检查任务) and what came back."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.rules.firm_visits import VisitSource
from models.rules.form import Signature
from models.rules.inspection import InspectionState, Outcome
from models.tables.columns import check, not_blank, one_of

_OF_ONE_KIND = " + ".join(
    f"(CASE WHEN {source} IS NULL THEN 0 ELSE 1 END)"
    for source in ("draw_entry_id", "special_id", "recheck_of_id")
)
_OF_ONE_KIND += " = 1"


class SpecialInspection(SQLModel, table=True):
    """Why an inspection outside the random draw was opened: one ground and its document, which opens
    one inspection of a subject, or another once that one was cancelled.

    Duty: 4.1 (第四条).
    """

    __tablename__ = "special_inspection"
    __table_args__ = (
        Index("special_by_document", "region", "document", "credit_code"),
        not_blank("document", "opened_by"),
        check("one_of_seven_grounds", "ground BETWEEN 1 AND 7"),
        one_of("source", "", *VisitSource.values()),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str
    credit_code: str
    ground: int
    document: str
    opened_on: date
    opened_by: str
    source: str = Field(
        default="",
        sa_column_kwargs={"server_default": ""},
        description="what it comes from, where somebody said it; else its ground says it",
    )
    joint_with: str = Field(
        default="",
        sa_column_kwargs={"server_default": ""},
        description="the departments it is made together with",
    )


class SpecialCancellation(SQLModel, table=True):
    """A special inspection was cancelled before it was made: why, when, by whom.

    Duty: 4.1 (第四条).
    """

    __tablename__ = "special_cancellation"
    __table_args__ = (not_blank("reason", "cancelled_by"),)

    special_id: int = Field(foreign_key="special_inspection.id", primary_key=True)
    reason: str = Field(sa_type=Text)
    cancelled_on: date
    cancelled_by: str


class Inspection(SQLModel, table=True):
    """One visit to be made to one subject, from a draw or from a special inspection, or to recheck what
    another inspection found.

    Duty: 7.2, 20.1, 21.1 (第七条、第二十条、第二十一条).
    """

    __tablename__ = "inspection"
    __table_args__ = (
        UniqueConstraint("draw_entry_id"),
        UniqueConstraint("special_id"),
        Index("inspection_by_cycle", "region", "year", "period"),
        one_of("state", *InspectionState),
        check("drawn_special_or_recheck", _OF_ONE_KIND),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    region: str
    item_id: int = Field(foreign_key="item.id")
    year: int
    period: int | None = None
    draw_entry_id: int | None = Field(default=None, foreign_key="draw_entry.id")
    special_id: int | None = Field(default=None, foreign_key="special_inspection.id")
    recheck_of_id: int | None = Field(
        default=None,
        foreign_key="inspection.id",
        index=True,
        description="whose findings it rechecks",
    )
    subject_entry_id: int = Field(foreign_key="subject_entry.id")
    state: str
    dispatched_on: date
    due_on: date = Field(description="the return is due")
    current_return_id: int | None = Field(default=None, description="the return in force")


class InspectionOfficer(SQLModel, table=True):
    """Who makes the visit; seat 1 leads (主检), the others assist (协检).

    Duty: 17.3, 19.1 (第十七条、第十九条).
    """

    __tablename__ = "inspection_officer"
    __table_args__ = (UniqueConstraint("inspection_id", "inspector_entry_id"),)

    inspection_id: int = Field(foreign_key="inspection.id", primary_key=True)
    seat: int = Field(primary_key=True)
    inspector_entry_id: int = Field(foreign_key="inspector_entry.id", index=True)


class RecordReturn(SQLModel, table=True):
    """A record form as it came back (回传). A correction is a new version with its author and reason.

    ``payload`` is the whole form as canonical JSON; ``digest`` is of that.

    Duty: 20.1, 20.2, 22.1, 23.2 (第二十条、第二十二条、第二十三条).
    """

    __tablename__ = "record_return"
    __table_args__ = (
        UniqueConstraint("inspection_id", "version"),
        not_blank("author", "digest"),
        one_of("outcome", *Outcome.values()),
        one_of("signature", *Signature.values()),
        check(
            "refusal_has_a_reason",
            f"signature <> '{Signature.REFUSED}' OR length(trim(refusal_reason)) > 0",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    inspection_id: int = Field(foreign_key="inspection.id")
    version: int
    visited_on: date
    received_on: date
    author: str = Field(
        description="badge number of who entered it; a clerk's name, by the officers' written record"
    )
    reason: str = Field(
        default="",
        sa_type=Text,
        sa_column_kwargs={"server_default": ""},
        description="why it replaces the version before",
    )
    written_record: str = Field(
        default="",
        sa_column_kwargs={"server_default": ""},
        description="what the officers signed, a file below SSJ_HOME; empty where they entered it",
    )
    outcome: str
    category: str = Field(
        default="",
        sa_column_kwargs={"server_default": ""},
        description="code of the result in its item's list; empty by an item file of the first format",
    )
    signature: str
    refusal_reason: str = ""
    non_cooperation: str = Field(default="", description="kinds 1-5, space between")
    payload: str = Field(sa_type=Text)
    digest: str


class FindingRecord(SQLModel, table=True):
    """A point found not to conform. ``words`` name the fault and are anybody's to read; what the
    officers ``observed``, in their own words, stays in the house.

    Duty: 10.2, 21.1 (第十条、第二十一条).
    """

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("return_id", "check_point"), not_blank("check_point"))

    id: int | None = Field(default=None, primary_key=True)
    return_id: int = Field(foreign_key="record_return.id")
    check_point: str
    observed: str = Field(sa_type=Text)
    words: str = Field(
        default="",
        sa_type=Text,
        sa_column_kwargs={"server_default": ""},
        description="empty by an item file of the first format",
    )
    continues_id: int | None = Field(
        default=None,
        foreign_key="finding.id",
        index=True,
        description="the finding of an earlier form that this one leaves as it was",
    )

"""The draw (抽取): announced, drawn, confirmed; or abandoned, with the reason kept.

Once a draw is confirmed the database refuses every change to it, its sequence and its assignments
(``models.guards``); a replacement is a row of its own beside what it replaces.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.rules.applications import Decision
from models.rules.draw.state import DrawState, Role
from models.tables.columns import check, not_blank, one_of


class Draw(SQLModel, table=True):
    """One draw of one item in one region; its ``draw_id`` is drawn once.

    Duty: 6.1, 7.2, 17.1, 18.2 (第六条、第七条、第十七条、第十八条).
    """

    __tablename__ = "draw"
    __table_args__ = (
        one_of("state", *DrawState),
        check(
            "drawn_has_a_seed",
            f"state = '{DrawState.ABANDONED}' OR "
            f"(state IN ('{DrawState.DRAWN}', '{DrawState.CONFIRMED}')) = (seed IS NOT NULL)",
        ),
        check(
            "confirmed_by_someone",
            f"(state = '{DrawState.CONFIRMED}') = (confirmed_by IS NOT NULL)",
        ),
        check(
            "abandoned_for_a_reason",
            f"(state = '{DrawState.ABANDONED}') = (abandon_reason IS NOT NULL)",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    draw_id: str = Field(
        unique=True, description="REGION/ITEM/YEAR-PERIOD; an extra draw …/YEAR-X1"
    )
    region: str
    item_id: int = Field(foreign_key="item.id")
    plan_id: int | None = Field(default=None, foreign_key="annual_plan.id")
    year: int
    period: int | None = Field(default=None, description="the period it is drawn for")
    subject_version_id: int = Field(foreign_key="roster_version.id", index=True)
    inspector_version_id: int = Field(foreign_key="roster_version.id", index=True)
    state: str
    announcement: str = Field(sa_type=Text, description="RFC 8785 JSON")
    announcement_digest: str
    commitment: str
    inspector_codes: str = Field(sa_type=Text, description="sealed: JSON code -> entry id")
    announced_on: date
    sources: str | None = Field(default=None, sa_type=Text, description="of ssj-draw/1: JSON lines")
    seed: str | None = None
    cap: int | None = None
    cutoffs: str | None = Field(default=None, sa_type=Text, description="JSON stratum -> ticket")
    drawn_on: date | None = None
    confirmed_on: date | None = None
    confirmed_by: str | None = None
    abandon_reason: str | None = None
    announced_at: str | None = Field(default=None, description="None: announced as ssj-draw/1")
    not_before: date | None = Field(default=None, description="the first day it may be drawn")
    record_due: date | None = Field(default=None, description="its record comes out by then")
    photographs_first: bool = Field(
        default=False,
        sa_column_kwargs={"server_default": text("false")},
        description="no confirming without a photograph",
    )
    stamp_first: bool = Field(
        default=False,
        sa_column_kwargs={"server_default": text("false")},
        description="no drawing without a time-stamp",
    )
    second_decision_after: int | None = Field(
        default=None, description="changes of one place that one decides; None: ssj-draw/1"
    )
    drawn_at: str | None = None
    confirmed_at: str | None = None
    abandoned_at: str | None = None
    abandon_decider: str | None = Field(default=None, description="in what office")
    abandon_evidence: str | None = Field(default=None, sa_type=Text, description="JSON digests")
    draw_digest: str | None = Field(default=None, description="final when confirmed or abandoned")
    time_stamp: str | None = Field(default=None, sa_type=Text, description="TimeStampToken, base64")


class DrawText(SQLModel, table=True):
    """One of the five texts a draw froze (ssj-draw/2, step 2), byte for byte as it was announced.

    Duty: 11.1, 17.1 (第十一条、第十七条).
    """

    __tablename__ = "draw_text"

    draw_pk: int = Field(foreign_key="draw.id", primary_key=True)
    name: str = Field(primary_key=True)
    content: str = Field(sa_type=Text)


class DrawChannel(SQLModel, table=True):
    """A channel that has to have received the announcement before the draw may run.

    Duty: 3.1, 17.1 (第三条、第十七条).
    """

    __tablename__ = "draw_channel"

    draw_pk: int = Field(foreign_key="draw.id", primary_key=True)
    channel: str = Field(primary_key=True)


class DrawSource(SQLModel, table=True):
    """A source an announcement names, and what it gave once it was due.

    Duty: 17.1 (第十七条).
    """

    __tablename__ = "draw_source"
    __table_args__ = (
        UniqueConstraint("draw_pk", "name"),
        check("source_read_whole", "(value IS NULL) = (read_at IS NULL)"),
        check("source_read_by_someone", "(value IS NULL) = (read_by IS NULL)"),
        check("source_read_when_due", "read_at IS NULL OR read_at >= due"),
    )

    id: int | None = Field(default=None, primary_key=True)
    draw_pk: int = Field(foreign_key="draw.id", index=True)
    name: str
    due: str
    value: str | None = Field(default=None, sa_type=Text)
    read_at: str | None = None
    read_by: str | None = None


class DrawSecret(SQLModel, table=True):
    """The secret, apart from the draw so that nothing which shows a draw can show it, and sealed
    under a key that the database doesn't hold (``models.rules.at_rest``)."""

    __tablename__ = "draw_secret"

    draw_pk: int = Field(foreign_key="draw.id", primary_key=True)
    secret: str
    codes_key: str = Field(description="hides who is behind the codes, also after the release")


class DrawEntry(SQLModel, table=True):
    """A place in the draw's sequence: drawn, or a published substitute, in ticket order.

    Duty: 17.2, 9.4 (第十七条、第九条).
    """

    __tablename__ = "draw_entry"
    __table_args__ = (
        UniqueConstraint("draw_pk", "stratum", "rank"),
        UniqueConstraint("draw_pk", "credit_code"),
        one_of("role", *Role),
    )

    id: int | None = Field(default=None, primary_key=True)
    draw_pk: int = Field(foreign_key="draw.id")
    stratum: str
    rank: int = Field(description="1 is the smallest ticket of the stratum")
    role: str
    credit_code: str
    subject_entry_id: int = Field(foreign_key="subject_entry.id")
    ticket: str


class Assignment(SQLModel, table=True):
    """An inspector drawn for a drawn subject; seat 1 leads (主检).

    Duty: 17.1, 17.3 (第十七条).
    """

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("draw_entry_id", "seat"),
        UniqueConstraint("draw_entry_id", "inspector_entry_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    draw_pk: int = Field(foreign_key="draw.id", index=True)
    draw_entry_id: int = Field(foreign_key="draw_entry.id")
    seat: int
    code: str = Field(description="opaque label in the public record, e.g. J01")
    inspector_entry_id: int = Field(foreign_key="inspector_entry.id")


class DrawPhoto(SQLModel, table=True):
    """A photograph of the draw, stored beside the record under its digest.

    Duty: 18.1 (第十八条).
    """

    __tablename__ = "draw_photo"
    __table_args__ = (
        UniqueConstraint("draw_pk", "digest"),
        one_of("media_type", "image/jpeg", "image/png"),
    )

    id: int | None = Field(default=None, primary_key=True)
    draw_pk: int = Field(foreign_key="draw.id", index=True)
    digest: str
    media_type: str
    size: int
    name: str
    attached_on: date


class ChangeApplication(SQLModel, table=True):
    """A written application to change a confirmed result, and its decision; where two have to
    decide, the ``first_`` of them is who approved before.

    Duty: 18.3 (第十八条).
    """

    __tablename__ = "change_application"
    __table_args__ = (
        not_blank("reason", "applicant", "attachments"),
        one_of("decision", *Decision),
        check("decided_by_another", "decided_by IS NULL OR decided_by <> applicant"),
        check("decided_whole", "(decision IS NULL) = (decided_by IS NULL)"),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    draw_pk: int = Field(foreign_key="draw.id", index=True)
    draw_entry_id: int = Field(foreign_key="draw_entry.id", description="the place concerned")
    inspector_code: str | None = Field(
        default=None, description="who is to leave the place; None to replace its subject"
    )
    reason: str = Field(description="in the applicant's words; stays in the house")
    applicant: str
    attachments: str = Field(sa_type=Text, description="JSON list of {name, digest}")
    applied_on: date
    decision: str | None = None
    decided_by: str | None = None
    decided_on: date | None = None
    reason_class: str | None = Field(default=None, description="None: applied for before 0011")
    applied_at: str | None = None
    decided_at: str | None = None
    decider_role: str | None = None
    first_decided_by: str | None = None
    first_decider_role: str | None = None
    first_decided_on: date | None = None
    first_decided_at: str | None = None


class Replacement(SQLModel, table=True):
    """A change that was made; what it changes stays where it was.

    Of an application for a subject, the next substitute moved up for an entry, or nobody was left
    and the place is vacated; of one for an inspector, the next inspector took a seat of it.

    Duty: 17.2, 17.3, 18.3 (第十七条、第十八条).
    """

    __tablename__ = "replacement"
    __table_args__ = (
        Index(
            "replaced_once",
            "replaced_entry_id",
            unique=True,
            sqlite_where=text("substitute_entry_id IS NOT NULL"),
            postgresql_where=text("substitute_entry_id IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="change_application.id", unique=True)
    replaced_entry_id: int = Field(foreign_key="draw_entry.id")
    substitute_entry_id: int | None = Field(default=None, foreign_key="draw_entry.id", unique=True)
    inspectors: str = Field(description="JSON list of the place's codes after it, in seat order")

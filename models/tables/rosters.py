"""Rosters (名录库), versioned row by row.

An entry is never changed: a new version closes it (``until_version``) and opens another
(``since_version``). So the roster of any version, and the difference between any two, is a query.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.rules.draw.reasons import MOVE_REASONS
from models.rules.rosters import RiskClass, RosterKind
from models.tables.columns import check, not_blank, one_of

_FITS = " OR ".join(
    "kind = '{}' AND reason IN ({})".format(kind, ", ".join(f"'{each}'" for each in reasons))
    for kind, reasons in MOVE_REASONS.items()
)
IN_FORCE = text("until_version IS NULL")


class RosterVersion(SQLModel, table=True):
    """One refresh of one roster: where it came from and how much it differed.

    Duty: 11.1, 12.2, 13.1, 15.1 (第十一条至第十三条、第十五条).
    """

    __tablename__ = "roster_version"
    __table_args__ = (
        UniqueConstraint("region", "item_code", "kind", "number"),
        one_of("kind", *RosterKind),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str
    item_code: str
    kind: str
    number: int
    as_of: date
    source_name: str
    source_digest: str
    total: int
    added: int
    changed: int
    removed: int


class SubjectEntry(SQLModel, table=True):
    """A subject (市场主体) as it stood from one roster version until another.

    Duty: 12.1, 13.1 (第十二条、第十三条).
    """

    __tablename__ = "subject_entry"
    __table_args__ = (
        Index(
            "subject_in_force",
            "region",
            "item_code",
            "credit_code",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
        Index("subject_by_code", "credit_code"),
        not_blank("credit_code", "name", "premises", "legal_representative", "industry"),
        one_of("risk_class", *RiskClass),
        check("credit_code_length", "length(credit_code) IN (15, 18)"),
        check(
            "risk_has_a_reason",
            f"risk_class = '{RiskClass.GENERAL}' OR length(trim(risk_reason)) > 0",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str
    item_code: str
    credit_code: str
    name: str
    premises: str
    legal_representative: str
    industry: str
    status: str
    risk_class: str
    risk_reason: str = ""
    listed_class: str = Field(
        default=RiskClass.GENERAL,
        sa_column_kwargs={"server_default": RiskClass.GENERAL.value},
        description="what the list says, whatever causes made of it",
    )
    listed_reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    since_version: int
    until_version: int | None = None


class InspectorEntry(SQLModel, table=True):
    """An inspector (执法检查人员) as it stood from one roster version until another.

    Duty: 14.1, 15.1 (第十四条、第十五条).
    """

    __tablename__ = "inspector_entry"
    __table_args__ = (
        Index(
            "inspector_in_force",
            "region",
            "item_code",
            "badge_number",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
        not_blank("badge_number", "name", "sex", "unit", "post"),
        one_of("sex", "男", "女"),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str
    item_code: str
    badge_number: str
    name: str
    sex: str
    unit: str
    post: str
    qualified: bool
    duty: str
    email: str = ""
    recused_from: str = Field(
        default="", sa_type=Text, description="CODE or CODE:reason, space between"
    )
    since_version: int
    until_version: int | None = None


class RosterReason(SQLModel, table=True):
    """Why a subject's part in the draw changed since the last confirmed one, said of a version of
    the roster; of several the newest is in force.

    Duty: 13.1 (第十三条).
    """

    __tablename__ = "roster_reason"
    __table_args__ = (
        Index("reason_by_subject", "region", "item_code", "credit_code"),
        not_blank("credit_code", "stated_by"),
        check("reason_fits_the_kind", _FITS),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str
    item_code: str
    credit_code: str
    version: int = Field(description="number of the subject roster's version it was said of")
    kind: str
    reason: str
    note: str = ""
    stated_on: date
    stated_by: str


class GeneralSupervision(SQLModel, table=True):
    """A terminated subject: off the roster, still under general supervision (一般监管).

    Duty: 13.2 (第十三条第二款).
    """

    __tablename__ = "general_supervision"
    __table_args__ = (UniqueConstraint("region", "credit_code", "since"), not_blank("reason"))

    id: int | None = Field(default=None, primary_key=True)
    region: str
    credit_code: str
    name: str
    premises: str
    since: date
    reason: str

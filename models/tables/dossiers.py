"""The premises' dossiers, version by version, and what differed from them on site."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.rules.dossiers import Decision, Fact
from models.tables.columns import check, not_blank, one_of


class Dossier(SQLModel, table=True):
    """What is on file of a firm since a day (场所档案); ``facts`` as canonical JSON.

    Duty: 10.1, 13.1 (第十条、第十三条).
    """

    __tablename__ = "dossier"
    __table_args__ = (
        UniqueConstraint("region", "credit_code", "version"),
        not_blank("credit_code", "source", "entered_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str
    credit_code: str
    version: int
    facts: str = Field(sa_type=Text)
    as_of: date
    source: str = Field(description="the file, or the proposal that was accepted")
    entered_by: str


class DossierProposal(SQLModel, table=True):
    """Something found on site that differs from the version of the dossier that the form was printed
    with; decided by a person, or lapsed with the form that said so.

    Duty: 10.1, 13.1 (第十条、第十三条).
    """

    __tablename__ = "dossier_proposal"
    __table_args__ = (
        Index("proposal_by_firm", "region", "credit_code"),
        one_of("fact", *Fact.values()),
        one_of("decision", *Decision.values()),
        check(
            "decided_whole",
            "(decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_on IS NULL)",
        ),
        not_blank("on_file", "found"),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str
    credit_code: str
    dossier_id: int = Field(foreign_key="dossier.id", description="the version the form shows")
    return_id: int = Field(foreign_key="record_return.id")
    fact: str
    on_file: str
    found: str
    proposed_on: date
    decision: str | None = None
    reason: str = ""
    decided_by: str | None = None
    decided_on: date | None = None

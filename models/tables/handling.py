"""The handling of findings, step by step."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.rules.handling import REPLACED, Act, Stage
from models.tables.columns import check, not_blank, one_of


class HandlingStep(SQLModel, table=True):
    """A step in the handling of a finding, entered and never changed: what is wrong with an entry is
    put right by the next.

    ``finding_id`` is the finding where it was first found: a corrected form that leaves it as it is goes
    on with its handling. ``files`` is a JSON list of the evidence, each with name and digest.

    Duty: 21.1 (第二十一条).
    """

    __tablename__ = "handling_step"
    __table_args__ = (
        UniqueConstraint("finding_id", "number"),
        one_of("act", *Act),
        one_of("stage", *Stage),
        not_blank("document", "taken_by"),
        check(
            "transfer_names_receiver", f"act <> '{Act.TRANSFER}' OR length(trim(department)) > 0"
        ),
        one_of("becomes", "", *REPLACED),
        check("only_corrections_replace", f"becomes = '' OR act = '{Act.CORRECTION}'"),
        check(
            "receiver_of_what_it_becomes",
            f"becomes <> '{Act.TRANSFER}' OR length(trim(department)) > 0",
        ),
        check(
            "order_has_a_term",
            f"(act IN ('{Act.ORDER}', '{Act.EXTENSION}') OR becomes = '{Act.ORDER}') "
            "= (due_on IS NOT NULL)",
        ),
        check(
            "extension_has_a_reason",
            f"(act = '{Act.EXTENSION}') = (length(trim(decided_as)) > 0) "
            f"AND (act <> '{Act.EXTENSION}' OR length(trim(reason)) > 0)",
        ),
        check("evidence_is_kept", f"(act = '{Act.EVIDENCE}') = (files <> '')"),
        check("recheck_is_an_inspection", f"act <> '{Act.RECHECK}' OR recheck_id IS NOT NULL"),
        check(
            "correction_has_a_reason",
            f"(act = '{Act.CORRECTION}') = (corrects IS NOT NULL AND length(trim(reason)) > 0)",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="finding.id")
    number: int
    act: str
    stage: str = Field(description="where the finding stands after it")
    department: str = ""
    document: str = Field(description="of a recheck and its outcome the inspection's number")
    taken_on: date
    taken_by: str
    due_on: date | None = Field(default=None, description="the end of an order's term")
    outcome: str = ""
    reason: str = Field(default="", sa_type=Text)
    corrects: int | None = None
    becomes: str = Field(default="", description="what an entry of a wrong kind should have been")
    decided_as: str = Field(default="", description="the office of who extended a term")
    recheck_id: int | None = Field(default=None, foreign_key="inspection.id", index=True)
    files: str = Field(default="", sa_type=Text)

"""The numbers of papers (文号): given once, when a paper is first issued."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.rules.papers import NUMBERED
from models.tables.columns import check, not_blank, one_of


class PaperNumber(SQLModel, table=True):
    """The number of a paper of an inspection, counted by kind, year and region; ``version`` is of the
    form that the paper tells of, 0 of what was issued before the visit. Printed again, it is the same.

    Duty: 10.3 (第十条末款).
    """

    __tablename__ = "paper_number"
    __table_args__ = (
        UniqueConstraint("inspection_id", "kind", "version"),
        UniqueConstraint("region", "kind", "year", "n"),
        one_of("kind", *NUMBERED),
        not_blank("number", "issued_by"),
        check("counted_from_1", "n >= 1 AND version >= 0"),
    )

    id: int | None = Field(default=None, primary_key=True)
    inspection_id: int = Field(foreign_key="inspection.id")
    kind: str
    version: int
    region: str
    year: int
    n: int
    number: str
    issued_on: date
    issued_by: str

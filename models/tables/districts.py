"""District files in force: every legal number with its article."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables.columns import check, not_blank


class DistrictVersion(SQLModel, table=True):
    """One district file as it was loaded; the version in force on a day is looked up by date.

    Duty: 25.1 (第二十五条).
    """

    __tablename__ = "district_version"
    __table_args__ = (
        UniqueConstraint("region", "version"),
        not_blank("region", "version", "text"),
        check("validity_runs_forward", "valid_to IS NULL OR valid_to >= valid_from"),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str = Field(index=True)
    version: str
    valid_from: date
    valid_to: date | None = None
    digest: str
    text: str = Field(sa_type=Text)

"""What firms say themselves of their results."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables.columns import check, not_blank


class FirmReply(SQLModel, table=True):
    """A firm's words about an inspection's result, in versions; without ``text`` it took them back.

    ``document`` is what the firm handed in, a file below ``SSJ_HOME`` named after its digest;
    ``released_by`` decided that the words go out.

    Duty: 23.1 (第二十三条).
    """

    __tablename__ = "firm_reply"
    __table_args__ = (
        UniqueConstraint("inspection_id", "version"),
        check("version_from_1", "version >= 1"),
        not_blank("document", "digest", "entered_by", "released_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    inspection_id: int = Field(foreign_key="inspection.id")
    version: int
    text: str = Field(sa_type=Text)
    document: str
    digest: str
    given_on: date
    entered_by: str
    released_by: str

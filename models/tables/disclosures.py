"""Disclosure (公示): what is made public, as which frozen package, and who acknowledged it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.rules.publications import PackageState, PublicationKind
from models.tables.columns import not_blank, one_of


class Publication(SQLModel, table=True):
    """One matter made public at one time; the same on every channel.

    ``matter`` names it, e.g. ``350105/WB-01/2026-5/results/1``.

    Duty: 23.1, 8.1, 16.1, 17.1 (第二十三条、第八条、第十六条、第十七条).
    """

    __tablename__ = "publication"
    __table_args__ = (
        one_of("kind", *PublicationKind),
        not_blank("matter"),
    )

    id: int | None = Field(default=None, primary_key=True)
    matter: str = Field(unique=True)
    kind: str
    region: str
    title: str
    page: str = Field(description="file name of its page on the public site")
    built_on: date
    released_on: date | None = None
    released_by: str | None = None


class PublicationInspection(SQLModel, table=True):
    """An inspection whose result a publication carries; each is published once."""

    __tablename__ = "publication_inspection"

    inspection_id: int = Field(foreign_key="inspection.id", primary_key=True)
    publication_id: int = Field(foreign_key="publication.id", index=True)
    return_id: int = Field(foreign_key="record_return.id")


class Disclosure(SQLModel, table=True):
    """A publication's frozen package for one channel.

    Duty: 3.1 (第三条).
    """

    __tablename__ = "disclosure"
    __table_args__ = (
        UniqueConstraint("publication_id", "channel"),
        one_of("state", *PackageState),
        not_blank("channel", "package_digest"),
    )

    id: int | None = Field(default=None, primary_key=True)
    publication_id: int = Field(foreign_key="publication.id")
    channel: str
    file: str = Field(description="below SSJ_HOME")
    package_digest: str
    state: str


class Receipt(SQLModel, table=True):
    """A channel's acknowledgement of a package."""

    __tablename__ = "receipt"
    __table_args__ = (not_blank("reference"),)

    id: int | None = Field(default=None, primary_key=True)
    disclosure_id: int = Field(foreign_key="disclosure.id", unique=True)
    reference: str
    digest: str
    received_on: date
    received_at: str | None = Field(default=None, description="None: received before 0011")

"""Disclosure (公示): what is made public, as which frozen package, and who acknowledged it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.rules.publications import PackageState, PublicationKind, PublicationState
from models.rules.results import AMENDING, ResultKind
from models.tables.columns import check, not_blank, one_of


class Publication(SQLModel, table=True):
    """One matter made public at one time; the same on every channel.

    ``matter`` names it, e.g. ``350105/WB-01/2026-5/results/1``. ``tells`` is a JSON object: each part
    of what it tells, in Chinese, and the part's SHA-256; at the release it is taken anew. It is empty
    for what earlier releases built.

    Duty: 23.1, 8.1, 16.1, 17.1 (第二十三条、第八条、第十六条、第十七条).
    """

    __tablename__ = "publication"
    __table_args__ = (
        one_of("kind", *PublicationKind),
        one_of("state", *PublicationState),
        not_blank("matter"),
        check(
            "released_by_somebody",
            f"(state IN ('{PublicationState.BUILT}', '{PublicationState.OVERTAKEN}')) "
            "= (released_on IS NULL)",
        ),
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
    state: str = Field(default=PublicationState.BUILT)
    tells: str = Field(default="", sa_type=Text)


class Amendment(SQLModel, table=True):
    """A correction or withdrawal of a result that was made public, as it was decided.

    ``return_id`` and ``facts`` (canonical JSON) are what the result rested on then.

    Duty: 23.1, 23.2 (第二十三条).
    """

    __tablename__ = "amendment"
    __table_args__ = (
        one_of("kind", *AMENDING),
        not_blank("reason", "note", "decided_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    inspection_id: int = Field(foreign_key="inspection.id", index=True)
    kind: str
    reason: str = Field(sa_type=Text, description="stays in the house")
    note: str = Field(sa_type=Text, description="what the public reads, and what stays")
    asked_by: str = ""
    decided_by: str
    decided_on: date
    return_id: int = Field(foreign_key="record_return.id")
    facts: str = Field(sa_type=Text)


class ResultVersion(SQLModel, table=True):
    """A version of an inspection's result, as a publication tells it; numbered from 1 among those
    that were not overtaken.

    ``told`` is canonical JSON: ``facts``, what it rests on (``models.rules.results``), and ``row``, the
    public row, word for word; ``null`` where an earlier release told it.

    Duty: 23.1, 23.2 (第二十三条).
    """

    __tablename__ = "result_version"
    __table_args__ = (
        UniqueConstraint("inspection_id", "publication_id"),
        one_of("kind", *ResultKind),
        check("version_from_1", "version >= 1"),
        check(
            "amended_by_decision",
            f"(kind IN ({', '.join(repr(kind.value) for kind in AMENDING)})) "
            "= (amendment_id IS NOT NULL)",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    inspection_id: int = Field(foreign_key="inspection.id")
    version: int
    kind: str
    return_id: int = Field(foreign_key="record_return.id")
    told: str = Field(sa_type=Text)
    note: str = Field(default="", sa_type=Text)
    next_word_on: date | None = Field(
        default=None, description="more is told by then of what is still being handled"
    )
    amendment_id: int | None = Field(default=None, foreign_key="amendment.id")
    publication_id: int = Field(foreign_key="publication.id", index=True)


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
    taken_into_id: int | None = Field(
        default=None,
        foreign_key="disclosure.id",
        description="not sent any more: the later package that holds what it held",
    )


class DeliveryFailure(SQLModel, table=True):
    """A channel that did not take a package: why, how often in a row by then, when it is tried again.

    Duty: 3.1 (第三条).
    """

    __tablename__ = "delivery_failure"
    __table_args__ = (not_blank("why"), check("in_a_row", "in_a_row >= 1"))

    id: int | None = Field(default=None, primary_key=True)
    disclosure_id: int = Field(foreign_key="disclosure.id", index=True)
    why: str = Field(sa_type=Text)
    failed_on: date
    failed_at: str
    in_a_row: int = Field(description="failures of the channel since it last took something")
    next_try_at: str


class Receipt(SQLModel, table=True):
    """A channel's acknowledgement of a package; or a person's word that they put it up, where, and a
    picture of it (a file below ``SSJ_HOME``, named after its digest)."""

    __tablename__ = "receipt"
    __table_args__ = (not_blank("reference"),)

    id: int | None = Field(default=None, primary_key=True)
    disclosure_id: int = Field(foreign_key="disclosure.id", unique=True)
    reference: str
    digest: str
    received_on: date
    received_at: str | None = Field(default=None, description="None: received before 0011")
    put_up_at: str = Field(default="", description="address; empty: the channel itself answered")
    put_up_by: str = ""
    picture: str | None = None

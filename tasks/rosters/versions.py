"""Which item's roster is meant, and its newest version."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from models import database
from models.faults import Refused
from models.rules.rosters import RosterKind
from models.tables import RosterVersion
from tasks.base.terms import chosen_item, in_force


def item_of(region: str, as_of: date, item_code: str | None) -> str:
    """The item whose roster is meant.

    Raises:
        Refused: the district has no such item, or several and none was named.

    Duty: 11.1 (第十一条).
    """
    with database.reading() as session:
        return chosen_item(in_force(session, region, as_of), item_code)


def newest_version(
    session: Session, region: str, item_code: str, kind: RosterKind
) -> RosterVersion | None:
    """The newest version of a roster, if there is one."""
    return session.exec(
        select(RosterVersion)
        .where(
            RosterVersion.region == region,
            RosterVersion.item_code == item_code,
            RosterVersion.kind == kind,
        )
        .order_by(col(RosterVersion.number).desc())
        .limit(1)
    ).first()


def standing_version(
    session: Session, region: str, item_code: str, kind: RosterKind
) -> RosterVersion:
    """The newest version of a roster.

    Raises:
        Refused: there is none.
    """
    newest = newest_version(session, region, item_code, kind)
    if newest is None:
        raise Refused(f"还没有{kind.words}，请先运行 ssj rosters import", code="no-roster")
    return newest

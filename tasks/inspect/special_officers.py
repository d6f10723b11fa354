"""The officers named for a special inspection, by the rosters in force on its day: who may inspect, and
who keeps away from the subject."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.rules.draw.reasons import RecusalReason
from models.rules.recusals import read_stored
from models.rules.rosters import RosterKind, can_inspect
from models.rules.special import check_officers
from models.tables import InspectorEntry, RosterVersion, pk
from tasks.base.step import Step


def officers_named(
    s: Step, region: str, item_code: str, credit_code: str, badges: Sequence[str]
) -> list[int]:
    """The entries of the named inspectors in the item's roster in force, in the order named.

    A recusal is the person's: one that the roster of another item says holds too.

    Raises:
        Refused: one is not on the roster, or may not inspect, or keeps away from the subject.

    Duty: 14.1, 17.1, 17.3 (第十四条、第十七条).
    """
    versions = rosters_in_force(s.session, region, s.as_of)
    entries = [
        entry
        for entry in s.session.exec(
            select(InspectorEntry).where(
                InspectorEntry.region == region, col(InspectorEntry.badge_number).in_(badges)
            )
        )
        if stands(entry, versions.get(entry.item_code))
    ]
    of_item = {
        entry.badge_number: entry
        for entry in entries
        if entry.item_code == item_code and can_inspect(entry.qualified, entry.duty)
    }
    check_officers(badges, of_item, _recused(entries, credit_code))
    return [pk(of_item[badge]) for badge in badges]


def rosters_in_force(session: Session, region: str, as_of: date) -> dict[str, int]:
    """Item code -> number of its inspectors' roster in force on a day."""
    rows = session.exec(
        select(col(RosterVersion.item_code), col(RosterVersion.number))
        .where(
            RosterVersion.region == region,
            RosterVersion.kind == RosterKind.INSPECTORS,
            RosterVersion.as_of <= as_of,
        )
        .order_by(col(RosterVersion.number))
    )
    return dict(rows.all())


def stands(entry: InspectorEntry, version: int | None) -> bool:
    """Whether an entry stands in a roster's version."""
    if version is None or entry.since_version > version:
        return False
    return entry.until_version is None or entry.until_version > version


def _recused(entries: Sequence[InspectorEntry], credit_code: str) -> dict[str, RecusalReason]:
    """Badge -> why its officer keeps away from the subject."""
    return {
        entry.badge_number: reason
        for entry in entries
        for subject, reason in read_stored(entry.recused_from)
        if subject == credit_code
    }

"""The places of a draw as they stand: drawn, less the replaced, plus those who moved up."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.tables import Assignment, ChangeApplication, Draw, DrawEntry, Replacement


@dataclass(frozen=True, slots=True)
class StandingPlace:
    """An entry that is to be inspected, with its inspectors' codes in seat order."""

    entry: DrawEntry
    codes: list[str]


def standing_places(session: Session, draw: Draw) -> list[StandingPlace]:
    """The places that stand, drawn ones by stratum and rank, then the substitutes that moved up."""
    entries = {
        entry.id: entry
        for entry in session.exec(select(DrawEntry).where(DrawEntry.draw_pk == draw.id))
    }
    codes: dict[int, list[str]] = {}
    for a in session.exec(
        select(Assignment)
        .where(Assignment.draw_pk == draw.id)
        .order_by(col(Assignment.draw_entry_id), col(Assignment.seat))
    ):
        codes.setdefault(a.draw_entry_id, []).append(a.code)
    gone = set[int]()
    for _, made in replacements(session, draw):
        if made.substitute_entry_id is None:
            codes[made.replaced_entry_id] = json.loads(made.inspectors)
        else:
            gone.add(made.replaced_entry_id)
            codes[made.substitute_entry_id] = json.loads(made.inspectors)
    standing = [
        StandingPlace(entries[id_], seats) for id_, seats in codes.items() if id_ not in gone
    ]
    standing.sort(key=lambda p: (p.entry.role, p.entry.stratum, p.entry.rank))
    return standing


def replacements(session: Session, draw: Draw) -> list[tuple[ChangeApplication, Replacement]]:
    """The changes made, of subjects and of inspectors, in the order they were decided."""
    rows = session.exec(
        select(ChangeApplication, Replacement)
        .join(Replacement, col(Replacement.application_id) == col(ChangeApplication.id))
        .where(ChangeApplication.draw_pk == draw.id)
        .order_by(col(Replacement.id))
    ).all()
    return list(rows)

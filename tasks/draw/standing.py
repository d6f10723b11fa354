"""The places of a draw as they stand: drawn, less the replaced, plus those who moved up."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.rules.draw.sample import Tickets, order
from models.rules.draw.standing import Standing
from models.rules.draw.state import Role
from models.rules.recusals import recusals
from models.tables import (
    Assignment,
    ChangeApplication,
    Draw,
    DrawEntry,
    Replacement,
    RosterVersion,
    pk,
)
from tasks.draw.frozen import coded_inspectors, subjects_of


@dataclass(frozen=True, slots=True)
class StandingPlace:
    """An entry that is to be inspected, with its inspectors' codes in seat order."""

    entry: DrawEntry
    codes: list[str]


def standing_places(session: Session, draw: Draw) -> list[StandingPlace]:
    """The places that stand, drawn ones by stratum and rank, then the substitutes that moved up."""
    entries = {
        pk(entry): entry
        for entry in session.exec(select(DrawEntry).where(DrawEntry.draw_pk == draw.id))
    }
    codes: dict[int, list[str]] = {}
    for seated in session.exec(
        select(Assignment)
        .where(Assignment.draw_pk == draw.id)
        .order_by(col(Assignment.draw_entry_id), col(Assignment.seat))
    ):
        codes.setdefault(seated.draw_entry_id, []).append(seated.code)
    for _, change in replacements(session, draw):
        if change.substitute_entry_id is None:
            codes[change.replaced_entry_id] = json.loads(change.inspectors)
        else:
            del codes[change.replaced_entry_id]
            codes[change.substitute_entry_id] = json.loads(change.inspectors)
    standing = [StandingPlace(entries[id_], seats) for id_, seats in codes.items()]
    standing.sort(key=lambda place: (place.entry.role, place.entry.stratum, place.entry.rank))
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


def live_standing(session: Session, draw: Draw) -> tuple[Standing, dict[str, DrawEntry]]:
    """A confirmed draw's places for the next change, and the entries it knows by subject: of those
    that stand, and of each substitute it was asked for (to be stored if it moves up)."""
    places = standing_places(session, draw)
    entries = {place.entry.credit_code: place.entry for place in places}
    stated = json.loads(draw.announcement)
    strata, tickets = stated["strata"], Tickets(stated["suite"], bytes.fromhex(draw.seed or ""))
    coded = coded_inspectors(session, draw)

    def waiting(stratum: str, n: int) -> str | None:
        entry = _entry_at(session, draw, tickets, stratum, strata[stratum]["sample_size"] + n + 1)
        if entry is None:
            return None
        entries[entry.credit_code] = entry
        return entry.credit_code

    moved_up = session.exec(
        select(DrawEntry.stratum)
        .join(Replacement, col(Replacement.substitute_entry_id) == col(DrawEntry.id))
        .where(DrawEntry.draw_pk == draw.id)
    )
    standing = Standing(
        tickets=tickets,
        called={name: each["name"] for name, each in strata.items()},
        waiting=waiting,
        codes=list(coded),
        recusals=recusals((code, entry.recused_from) for code, entry in coded.items()),
        cap=draw.cap or 0,
        places={place.entry.credit_code: place.codes for place in places},
        stratum_of={code: entry.stratum for code, entry in entries.items()},
        used=Counter(moved_up),
    )
    return standing, entries


def _entry_at(
    session: Session, draw: Draw, tickets: Tickets, stratum: str, rank: int
) -> DrawEntry | None:
    """The entry at a rank of a stratum: kept, or, beyond the published substitutes, not yet."""
    kept = session.exec(
        select(DrawEntry).where(
            DrawEntry.draw_pk == draw.id, DrawEntry.stratum == stratum, DrawEntry.rank == rank
        )
    ).first()
    if kept is not None:
        return kept
    subjects = subjects_of(session, session.get_one(RosterVersion, draw.subject_version_id))
    ids = subjects.by_stratum[stratum]
    if rank > len(ids):
        return None
    place = order(tickets, {stratum: ids}, {stratum: 0}, {stratum: rank})[stratum][-1]
    return DrawEntry(
        draw_pk=pk(draw),
        stratum=stratum,
        rank=rank,
        role=Role.SUBSTITUTE,
        credit_code=place.id,
        subject_entry_id=subjects.entry_ids[place.id],
        ticket=place.ticket,
    )

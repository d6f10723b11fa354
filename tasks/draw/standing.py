"""The places of a draw as they stand: drawn, less the replaced, plus those who moved up."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from models.rules.draw.reasons import ChangeKind
from models.rules.draw.sample import Substitutes
from models.rules.draw.standing import Standing
from models.rules.draw.standing import StandingPlace as Place
from models.rules.draw.state import Role
from models.tables import (
    Assignment,
    ChangeApplication,
    Draw,
    DrawEntry,
    Replacement,
    pk,
)
from tasks.draw.frozen import frozen, recusals_of, strata_of
from tasks.draw.result import announced, assigned_codes, tickets_of


@dataclass(frozen=True, slots=True)
class StandingPlace:
    """An entry that is to be inspected, with its inspectors' codes in seat order; ``rank`` is the
    place's as drawn, which it keeps whoever stands there."""

    entry: DrawEntry
    codes: list[str]
    rank: int


@dataclass(frozen=True, slots=True)
class VacatedPlace:
    """A place where nobody is inspected: who stood there left by ``application``, and no substitute
    was left (空缺)."""

    stratum: str
    rank: int
    application: ChangeApplication


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
    for application, change in replacements(session, draw):
        if application.inspector_code is not None:
            codes[change.replaced_entry_id] = json.loads(change.inspectors)
            continue
        del codes[change.replaced_entry_id]
        if change.substitute_entry_id is not None:
            codes[change.substitute_entry_id] = json.loads(change.inspectors)
    ranks = ranks_as_drawn(session, draw)
    standing = [
        StandingPlace(entries[id_], seats, ranks.get(id_, entries[id_].rank))
        for id_, seats in codes.items()
    ]
    standing.sort(key=lambda place: (place.entry.role, place.entry.stratum, place.entry.rank))
    return standing


def vacated_places(session: Session, draw: Draw) -> list[VacatedPlace]:
    """The places that were drawn and stand empty now, by stratum and rank.

    Duty: 17.2, 18.3 (第十七条、第十八条).
    """
    changed, ranks = changed_entries(session, draw), ranks_as_drawn(session, draw)
    vacated = [
        VacatedPlace(changed[left].stratum, ranks[left], application)
        for application, change in replacements(session, draw)
        if application.inspector_code is None and change.substitute_entry_id is None
        for left in [change.replaced_entry_id]
    ]
    return sorted(vacated, key=lambda place: (place.stratum, place.rank))


def changed_entries(session: Session, draw: Draw) -> dict[int, DrawEntry]:
    """By id, the entries that an application is about, and those that moved up."""
    concerned = select(ChangeApplication.draw_entry_id).where(ChangeApplication.draw_pk == draw.id)
    moved_up = (
        select(Replacement.substitute_entry_id)
        .join(ChangeApplication, col(ChangeApplication.id) == col(Replacement.application_id))
        .where(ChangeApplication.draw_pk == draw.id)
    )
    found = session.exec(
        select(DrawEntry).where(
            or_(col(DrawEntry.id).in_(concerned), col(DrawEntry.id).in_(moved_up))
        )
    )
    return {pk(entry): entry for entry in found}


def ranks_as_drawn(session: Session, draw: Draw) -> dict[int, int]:
    """Entry id -> the rank of its place as it was drawn, of every entry that a change concerns."""
    entries, ranks = changed_entries(session, draw), dict[int, int]()
    for _, change in replacements(session, draw):
        left, substitute = change.replaced_entry_id, change.substitute_entry_id
        ranks.setdefault(left, entries[left].rank)
        if substitute is not None:
            ranks[substitute] = ranks[left]
    return ranks


def replacements(session: Session, draw: Draw) -> list[tuple[ChangeApplication, Replacement]]:
    """The changes made, of subjects and of inspectors, in the order they were decided."""
    rows = session.exec(
        select(ChangeApplication, Replacement)
        .join(Replacement, col(Replacement.application_id) == col(ChangeApplication.id))
        .where(ChangeApplication.draw_pk == draw.id)
        .order_by(col(Replacement.id))
    ).all()
    return list(rows)


def live_standing(session: Session, draw: Draw) -> Standing:
    """A confirmed draw's places for the next change: as they were drawn, with every change since.

    Raises:
        Refused: the draw was announced as ssj-draw/1.

    Duty: 17.2, 17.3, 18.3 (第十七条、第十八条).
    """
    texts = frozen(session, draw)
    said, tickets = announced(draw), tickets_of(draw)
    strata = strata_of(texts)
    entries = session.exec(
        select(DrawEntry)
        .where(DrawEntry.draw_pk == draw.id)
        .order_by(col(DrawEntry.stratum), col(DrawEntry.rank))
    ).all()
    seats = assigned_codes(session, draw)
    standing = Standing(
        tickets=tickets,
        substitutes=Substitutes(
            tickets, strata.__getitem__, {each.code: each.sample_size for each in said.strata}
        ),
        codes=texts.inspectors.decode("ascii").split(),
        recusals=recusals_of(texts),
        cap=draw.cap or 0,
        drawn=[
            Place(each.stratum, each.rank, each.credit_code, list(seats[each.credit_code]))
            for each in entries
            if each.role == Role.DRAWN
        ],
    )
    subject_of = {entry.id: entry.credit_code for entry in entries}
    for application, change in replacements(session, draw):
        subject = subject_of[change.replaced_entry_id]
        leaves, reason = application.inspector_code, application.reason_class or ""
        if leaves is None:
            standing.change(ChangeKind.SUBJECT, subject, subject, reason)
        else:
            standing.change(ChangeKind.INSPECTOR, subject, leaves, reason)
    return standing

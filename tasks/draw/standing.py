"""The places of a draw as they stand: drawn, less the replaced, plus those who moved up."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.rules.draw.state import Role
from models.rules.draw2.reasons import ChangeKind
from models.rules.draw2.sample import Substitutes
from models.rules.draw2.standing import Standing
from models.rules.draw2.standing import StandingPlace as Place
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
    for application, change in replacements(session, draw):
        if application.inspector_code is not None:
            codes[change.replaced_entry_id] = json.loads(change.inspectors)
            continue
        del codes[change.replaced_entry_id]
        if change.substitute_entry_id is not None:
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


def live_standing(session: Session, draw: Draw) -> Standing:
    """A confirmed draw's places for the next change: as they were drawn, with every change since.

    Raises:
        Refused: the draw was announced as ssj-draw/1.

    Duty: 17.2, 17.3, 18.3 (第十七条、第十八条).
    """
    said, texts, tickets = announced(draw), frozen(session, draw), tickets_of(draw)
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

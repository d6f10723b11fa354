"""What a draw comes to: computed from the sealed secret and what its sources gave, kept row by row,
and put together again as the record states it (ssj-draw/2, steps 5 and 7)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from models.rules.draw import keys
from models.rules.draw.announced import Announcement
from models.rules.draw.assign import assign
from models.rules.draw.document import D
from models.rules.draw.record import draw_part
from models.rules.draw.sample import Place, Tickets, by_ticket, order
from models.rules.draw.state import Role
from models.tables import Assignment, Draw, DrawEntry, pk
from tasks.draw.frozen import entry_ids, frozen, recusals_of, strata_of
from tasks.draw.secret import secret_of
from tasks.draw.waiting import sources_of


def announced(draw: Draw) -> Announcement:
    """What the announcement of a draw of ssj-draw/2 says."""
    return Announcement.model_validate(json.loads(draw.announcement))


def tickets_of(draw: Draw) -> Tickets:
    """The tickets of a draw that has its seed."""
    return Tickets(announced(draw).suite, bytes.fromhex(draw.seed or ""))


def compute(session: Session, draw: Draw) -> None:
    """Draw subjects, substitutes and inspectors; every source has given its value. The caller
    moves the draw's state before anything else is asked of the database.

    Raises:
        Refused: the key file is not there.

    Duty: 9.1, 17.1, 17.2, 17.3 (第九条、第十七条).
    """
    said, texts = announced(draw), frozen(session, draw)
    lines = [keys.source_line(each.name, each.value or "") for each in sources_of(session, draw)]
    seed = keys.seed(said.suite, draw.draw_id, secret_of(session, draw), lines)
    tickets = Tickets(said.suite, seed)
    places = order(
        tickets,
        strata_of(texts),
        {each.code: each.sample_size for each in said.strata},
        {each.code: each.substitutes for each in said.strata},
    )
    cap, assigned = assign(
        tickets,
        by_ticket(place for stratum in places.values() for place in stratum if place.drawn),
        texts.inspectors.decode("ascii").split(),
        recusals_of(texts),
        said.inspectors_per_subject,
        said.load.slack,
    )
    _store(session, draw, [p for stratum in places.values() for p in stratum], assigned)
    draw.seed, draw.cap = seed.hex(), cap


def part_of(session: Session, draw: Draw) -> dict[str, Any] | None:
    """What was drawn, as the record states it; ``None`` where a source gave nothing.

    Duty: 17.1, 17.2 (第十七条).
    """
    if draw.seed is None:
        return None
    said = announced(draw)
    shown = {each.code: each.sample_size + each.substitutes for each in said.strata}
    entries = session.exec(
        select(DrawEntry)
        .where(DrawEntry.draw_pk == draw.id)
        .order_by(col(DrawEntry.stratum), col(DrawEntry.rank))
    ).all()
    places: dict[str, list[Place]] = {}
    for e in entries:
        if e.rank <= shown[e.stratum]:  # what moved up from beyond is told by a change
            place = Place(e.stratum, e.rank, e.credit_code, e.ticket, e.role == Role.DRAWN)
            places.setdefault(e.stratum, []).append(place)
    return draw_part(
        said,
        draw.drawn_at or "",
        draw.confirmed_at,
        bytes.fromhex(draw.seed),
        places,
        draw.cap or 0,
        assigned_codes(session, draw),
    )


def digest_of(session: Session, draw: Draw) -> str | None:
    """The digest of what was drawn, final when confirmed or abandoned: it is signed on the sheet."""
    part = part_of(session, draw)
    return D(announced(draw).suite, part) if part is not None else None


def assigned_codes(session: Session, draw: Draw) -> dict[str, list[str]]:
    """Drawn subject -> the codes drawn for it, in seat order."""
    assigned: dict[str, list[str]] = {}
    for subject, code in session.exec(
        select(DrawEntry.credit_code, Assignment.code)
        .join(DrawEntry, col(DrawEntry.id) == col(Assignment.draw_entry_id))
        .where(Assignment.draw_pk == draw.id)
        .order_by(col(Assignment.draw_entry_id), col(Assignment.seat))
    ):
        assigned.setdefault(subject, []).append(code)
    return assigned


def _store(
    session: Session,
    draw: Draw,
    places: Sequence[Place],
    assigned: Mapping[str, Sequence[str]],
) -> None:
    """Write the sequence and the assignments, each in one statement."""
    connection, draw_pk = session.connection(), pk(draw)
    known = entry_ids(session, draw, [p.id for p in places])
    connection.execute(insert(DrawEntry), [_row(draw_pk, p, known) for p in places])
    entries = {
        code: entry_id
        for code, entry_id in connection.execute(
            select(DrawEntry.credit_code, DrawEntry.id).where(DrawEntry.draw_pk == draw_pk)
        )
    }
    entry_of = json.loads(draw.inspector_codes)
    connection.execute(
        insert(Assignment),
        [
            {
                "draw_pk": draw_pk,
                "draw_entry_id": entries[id_],
                "seat": seat,
                "code": code,
                "inspector_entry_id": entry_of[code],
            }
            for id_, seats in assigned.items()
            for seat, code in enumerate(seats, start=1)
        ],
    )


def _row(draw_pk: int, place: Place, entry_id_of: Mapping[str, int]) -> dict[str, Any]:
    return {
        "draw_pk": draw_pk,
        "stratum": place.stratum,
        "rank": place.rank,
        "role": Role.DRAWN if place.drawn else Role.SUBSTITUTE,
        "credit_code": place.id,
        "subject_entry_id": entry_id_of[place.id],
        "ticket": place.ticket,
    }


def entry_moving_up(session: Session, draw: Draw, stratum: str, subject: str) -> DrawEntry:
    """The entry of a substitute that moves up; beyond those kept, all up to it are stored.

    Duty: 17.2 (第十七条).
    """
    kept = session.exec(
        select(DrawEntry)
        .where(DrawEntry.draw_pk == draw.id, DrawEntry.stratum == stratum)
        .order_by(col(DrawEntry.rank))
    ).all()
    for entry in kept:
        if entry.credit_code == subject:
            return entry
    ids = strata_of(frozen(session, draw))[stratum]
    whole = order(tickets_of(draw), {stratum: ids}, {stratum: 0}, {stratum: len(ids)})[stratum]
    rank = next(place.rank for place in whole if place.id == subject)
    more = whole[len(kept) : rank]
    known = entry_ids(session, draw, [place.id for place in more])
    for place in more:
        entry = DrawEntry(**_row(pk(draw), place, known))
        session.add(entry)
        session.flush()
    return entry

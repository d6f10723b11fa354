"""The draw record as anyone may have it, rebuilt from the database."""

from __future__ import annotations

import json
from typing import Any

from sqlmodel import Session, col, select

from models.faults import Refused
from models.rules.draw.record import Replaced, public_record
from models.rules.draw.sample import Place
from models.tables import Assignment, Draw, DrawEntry, DrawPhoto, DrawSecret, Inspection
from tasks import audit
from tasks.freeze import Frozen
from tasks.places import replacements


def record_of(session: Session, draw: Draw) -> dict[str, Any]:
    """The public record of a confirmed draw: secret revealed, no badge and no name.

    Raises:
        Refused: the draw is not confirmed.

    Duty: 17.1, 17.2, 18.1 (第十七条、第十八条).
    """
    if draw.state != "confirmed":
        raise Refused(f"「{draw.draw_id}」的抽取结果尚未确认，不能公开抽取记录")
    entries = {
        entry.id: entry
        for entry in session.exec(
            select(DrawEntry)
            .where(DrawEntry.draw_pk == draw.id)
            .order_by(col(DrawEntry.stratum), col(DrawEntry.rank))
        )
    }
    places: dict[str, list[Place]] = {}
    for e in entries.values():
        place = Place(e.stratum, e.rank, e.credit_code, e.ticket, e.role == "drawn")
        places.setdefault(e.stratum, []).append(place)
    assigned: dict[str, list[str]] = {}
    for a in session.exec(
        select(Assignment)
        .where(Assignment.draw_pk == draw.id)
        .order_by(col(Assignment.draw_entry_id), col(Assignment.seat))
    ):
        assigned.setdefault(entries[a.draw_entry_id].credit_code, []).append(a.code)
    return public_record(
        announcement=json.loads(draw.announcement),
        secret=bytes.fromhex(session.get_one(DrawSecret, draw.id).secret),
        sources=json.loads(draw.sources or "[]"),
        seed=bytes.fromhex(draw.seed or ""),
        texts={name: text.decode() for name, text in Frozen(session, draw).texts().items()},
        places=places,
        cap=draw.cap or 0,
        assigned=assigned,
        replacements=[
            Replaced(
                application=application.number,
                replaced=entries[made.replaced_entry_id].credit_code,
                substitute=entries[made.substitute_entry_id].credit_code,
                inspectors=json.loads(made.inspectors),
                decided_on=str(application.decided_on),
            )
            for application, made in replacements(session, draw)
        ],
        photos=sorted(
            session.exec(select(DrawPhoto.digest).where(DrawPhoto.draw_pk == draw.id)).all()
        ),
        audit_head=audit.head(session),
    )


def visits_over(session: Session, draw: Draw) -> bool:
    """Whether every inspection of the draw has come back: only then may the secret be public."""
    states = session.exec(
        select(Inspection.state)
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .where(DrawEntry.draw_pk == draw.id)
    ).all()
    return bool(states) and "dispatched" not in states

"""The draw record, public and sealed, rebuilt from the database: the same bytes whenever it is
written, and more only where a change or a photograph came to it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.district import District
from models.faults import Refused
from models.rules.disclosure import draw_record_may_be_public
from models.rules.draw import keys
from models.rules.draw.record import attachments, public_record, sealed_record, texts_part
from models.rules.draw.shape import (
    Abandoned,
    Sealed,
    SourceRead,
    TimeStamp,
)
from models.rules.draw.state import SETTLED, DrawState
from models.tables import (
    Draw,
    DrawEntry,
    Inspection,
    pk,
)
from tasks.base.acts import latest
from tasks.draw.changes import applications_of, changes_of
from tasks.draw.frozen import coded_inspectors, frozen
from tasks.draw.photos import photos_of
from tasks.draw.result import announced, part_of
from tasks.draw.secret import codes_key_of, secret_of
from tasks.draw.waiting import receipts_of, sources_of

SETTLING = {DrawState.CONFIRMED: "draw.confirm", DrawState.ABANDONED: "draw.abandon"}
"""The act that makes a record final, by where the draw stands after it."""


def record_of(session: Session, draw: Draw) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The public record of a confirmed or abandoned draw (secret revealed, no badge and no name),
    and by name the files beside it that hold its large texts.

    Raises:
        Refused: the draw is neither, or was announced as ssj-draw/1, or the key file is not there.

    Duty: 17.1, 17.2, 18.1 (第十七条、第十八条).
    """
    return _record(session, draw, _sealed(session, draw))


def sealed_record_of(session: Session, draw: Draw) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The record with what only the brigade and its auditors may have: badges, applications and
    evidence. Its digest is the public record's.

    Raises:
        Refused: as ``record_of``.

    Duty: 10.3, 18.1, 18.3 (第十条末款、第十八条).
    """
    sealed = _sealed(session, draw)
    record, beside = _record(session, draw, sealed)
    return sealed_record(record, sealed), beside


def may_be_public(session: Session, terms: District, draw: Draw, as_of: date) -> bool:
    """Whether the record may leave the house on ``as_of``: once the visits are over, or as the
    district says; when it is due, in any case.

    Duty: 17.1, 18.1 (第十七条、第十八条).
    """
    if draw.announced_at is None or draw.state not in SETTLED:
        return False
    if draw.record_due is not None and as_of >= draw.record_due:
        return True
    if draw.state == DrawState.ABANDONED:
        extra = _standing_in(session, draw)
        return extra is not None and may_be_public(session, terms, extra, as_of)
    states = session.exec(
        select(Inspection.state)
        .distinct()
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .where(DrawEntry.draw_pk == draw.id)
    ).all()
    return draw_record_may_be_public(terms.draw.record_released, True, states)


def _standing_in(session: Session, abandoned: Draw) -> Draw | None:
    """The draw that stands in for an abandoned one: the next of its period."""
    return session.exec(
        select(Draw)
        .where(
            Draw.plan_id == abandoned.plan_id,
            Draw.period == abandoned.period,
            col(Draw.id) > abandoned.id,
        )
        .order_by(col(Draw.id))
    ).first()


def _record(
    session: Session, draw: Draw, sealed: Sealed
) -> tuple[dict[str, Any], dict[str, bytes]]:
    texts, beside = texts_part(frozen(session, draw), draw.draw_id)
    record = public_record(
        announcement=announced(draw),
        time_stamp=TimeStamp(kind="rfc3161", token=draw.time_stamp) if draw.time_stamp else None,
        receipts=receipts_of(session, draw),
        secret=secret_of(session, draw),
        sources=[
            SourceRead(name=each.name, value=each.value, read_at=each.read_at)
            for each in sources_of(session, draw)
        ],
        texts=texts,
        draw=part_of(session, draw),
        abandoned=_abandoned(draw),
        changes=changes_of(session, draw),
        audit_head=_head_after(session, draw),
        sealed=sealed,
    )
    return record, beside


def _head_after(session: Session, draw: Draw) -> str:
    """The head of the audit record after the draw was confirmed or abandoned, never a later one.

    Raises:
        Refused: it is neither.
    """
    act = SETTLING.get(DrawState(draw.state))
    if act is None:
        raise Refused(
            f"「{draw.draw_id}」的抽取结果尚未确认，不能公开抽取记录", code="not-confirmed"
        )
    event = latest(session, f"{act}:{draw.draw_id}")
    if event is None:
        raise LookupError(f"{draw.draw_id} is settled, but the audit record holds no such act")
    return event.hash


def _abandoned(draw: Draw) -> Abandoned | None:
    if draw.state != DrawState.ABANDONED:
        return None
    return Abandoned(
        at=draw.abandoned_at or "",
        reason=draw.abandon_reason or "",
        decider=draw.abandon_decider or "",
        evidence=json.loads(draw.abandon_evidence or "[]"),
    )


def _sealed(session: Session, draw: Draw) -> Sealed:
    """What is bound by its digest and stays in the house."""
    return Sealed(
        codes_key=codes_key_of(session, draw).hex(),
        codes=keys.codes_text(
            (code, entry.badge_number) for code, entry in coded_inspectors(session, draw).items()
        ).decode("ascii"),
        confirmed_by=draw.confirmed_by,
        photos=attachments((p.name, p.digest) for p in photos_of(session, pk(draw))),
        applications=applications_of(session, draw),
    )

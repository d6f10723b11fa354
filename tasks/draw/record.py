"""The draw record, public and sealed, rebuilt from the database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from models.district import District
from models.faults import Refused
from models.rules import names
from models.rules.disclosure import draw_record_may_be_public
from models.rules.draw import sealed, suite
from models.rules.draw.record import public_record, sealed_record
from models.rules.draw.sample import Place
from models.rules.draw.shape import (
    Application,
    Attachment,
    InspectorReplaced,
    Sealed,
    SubjectReplaced,
)
from models.rules.draw.state import DrawState, Role
from models.tables import (
    Assignment,
    ChangeApplication,
    Draw,
    DrawEntry,
    Inspection,
    Replacement,
    pk,
)
from tasks.base import audit
from tasks.draw.frozen import Frozen, frozen
from tasks.draw.photos import photos_of
from tasks.draw.secret import codes_key_of, secret_of
from tasks.draw.standing import replacements

LARGE_TEXT_BYTES = 8 * 1024 * 1024
"""Bytes above which a canonical text is a file beside the record, not a part of it."""


def record_of(session: Session, draw: Draw) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The public record of a confirmed draw (secret revealed, no badge and no name), and by name
    the files beside it that hold its large texts.

    Raises:
        Refused: the draw is not confirmed, or the key file is not there.

    Duty: 17.1, 17.2, 18.1 (第十七条、第十八条).
    """
    if draw.state != DrawState.CONFIRMED:
        raise Refused(
            f"「{draw.draw_id}」的抽取结果尚未确认，不能公开抽取记录", code="not-confirmed"
        )
    announcement = json.loads(draw.announcement)
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
        stated = announcement["strata"][e.stratum]
        if e.rank > stated["sample_size"] + stated["substitutes"]:
            continue  # moved up from beyond the published substitutes: a replacement tells of it
        place = Place(e.stratum, e.rank, e.credit_code, e.ticket, e.role == Role.DRAWN)
        places.setdefault(e.stratum, []).append(place)
    assigned: dict[str, list[str]] = {}
    for a in session.exec(
        select(Assignment)
        .where(Assignment.draw_pk == draw.id)
        .order_by(col(Assignment.draw_entry_id), col(Assignment.seat))
    ):
        assigned.setdefault(entries[a.draw_entry_id].credit_code, []).append(a.code)
    texts, beside = _texts(draw, announcement["suite"], frozen(session, draw))
    record = public_record(
        announcement=announcement,
        secret=secret_of(session, draw),
        sources=json.loads(draw.sources or "[]"),
        seed=bytes.fromhex(draw.seed or ""),
        texts=texts,
        places=places,
        cap=draw.cap or 0,
        assigned=assigned,
        replacements=[
            _change(application, change, entries)
            for application, change in replacements(session, draw)
        ],
        photos=sorted(photo.digest for photo in photos_of(session, pk(draw))),
        audit_head=audit.head(session),
    )
    return record, beside


def sealed_record_of(session: Session, draw: Draw) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The record with what only the brigade and its auditors may have: badges, who was left out
    and why, applications and evidence.

    Raises:
        Refused: the draw is not confirmed, or the key file is not there.

    Duty: 10.3, 18.1, 18.3 (第十条末款、第十八条).
    """
    record, beside = record_of(session, draw)
    rosters = frozen(session, draw)
    applications = session.exec(
        select(ChangeApplication, DrawEntry)
        .join(DrawEntry, col(DrawEntry.id) == col(ChangeApplication.draw_entry_id))
        .where(ChangeApplication.draw_pk == draw.id)
        .order_by(col(ChangeApplication.id))
    )
    kept = Sealed(
        inspector_codes=sealed.codes_text(
            (code, entry.badge_number) for code, entry in rosters.coded.items()
        ).decode(),
        codes_key=codes_key_of(session, draw).hex(),
        ineligible=sealed.ineligible_text(rosters.subjects.left_out).decode(),
        confirmed_on=str(draw.confirmed_on),
        confirmed_by=draw.confirmed_by or "",
        applications=[
            Application(
                number=application.number,
                subject=entry.credit_code,
                inspector=application.inspector_code,
                reason=application.reason,
                attachments=[Attachment(**each) for each in json.loads(application.attachments)],
                applicant=application.applicant,
                applied_on=str(application.applied_on),
                decision=application.decision,
                decided_by=application.decided_by,
                decided_on=str(application.decided_on) if application.decided_on else None,
            )
            for application, entry in applications
        ],
        photos=[
            Attachment(name=photo.name, digest=photo.digest)
            for photo in photos_of(session, pk(draw))
        ],
    )
    return sealed_record(record, kept), beside


def may_be_public(session: Session, terms: District, draw: Draw) -> bool:
    """Whether the record may leave the house now.

    Duty: 17.1 (第十七条).
    """
    states = session.exec(
        select(Inspection.state)
        .distinct()
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .where(DrawEntry.draw_pk == draw.id)
    ).all()
    return draw_record_may_be_public(
        terms.draw.record_released, draw.state == DrawState.CONFIRMED, states
    )


def _change(
    application: ChangeApplication, change: Replacement, entries: Mapping[int | None, DrawEntry]
) -> SubjectReplaced | InspectorReplaced:
    """One change as the record tells it."""
    replaced = entries[change.replaced_entry_id].credit_code
    inspectors, decided_on = json.loads(change.inspectors), str(application.decided_on)
    if change.substitute_entry_id is None:
        return InspectorReplaced(
            application=application.number,
            decided_on=decided_on,
            subject=replaced,
            inspector=application.inspector_code or "",
            inspectors=inspectors,
        )
    return SubjectReplaced(
        application=application.number,
        decided_on=decided_on,
        replaced=replaced,
        substitute=entries[change.substitute_entry_id].credit_code,
        inspectors=inspectors,
    )


def _texts(
    draw: Draw, h: str, rosters: Frozen
) -> tuple[dict[str, str | dict[str, str]], dict[str, bytes]]:
    texts: dict[str, str | dict[str, str]] = {}
    beside: dict[str, bytes] = {}
    for name, text in rosters.texts().items():
        if len(text) > LARGE_TEXT_BYTES:
            file = names.file_name("draw", draw.draw_id, "txt", part=name)
            texts[name] = {"file": file, "digest": suite.digest(h, text)}
            beside[file] = text
        else:
            texts[name] = text.decode()
    return texts, beside

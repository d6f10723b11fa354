"""Which place, seat or application of a draw is meant."""

from __future__ import annotations

import json
from datetime import date

from sqlmodel import Session, col, select

from models import clock
from models.faults import Refused
from models.rules import names
from models.tables import ChangeApplication, Draw, DrawEntry
from tasks.base.acts import about
from tasks.draw.frozen import coded_inspectors
from tasks.draw.standing import StandingPlace, standing_places


def place_of(session: Session, draw: Draw, credit_code: str) -> StandingPlace:
    """Where a subject stands.

    Raises:
        Refused: it stands nowhere, or not any more.
    """
    for place in standing_places(session, draw):
        if place.entry.credit_code == credit_code:
            return place
    raise Refused(f"「{credit_code}」不在「{draw.draw_id}」的抽中对象中", code="unknown-subject")


def code_of(session: Session, draw: Draw, place: StandingPlace, badge: str) -> str:
    """The code under which the inspector with ``badge`` is seated on ``place``.

    Raises:
        Refused: they are not.
    """
    coded = coded_inspectors(session, draw)
    for code in place.codes:
        if coded[code].badge_number == badge:
            return code
    raise Refused(
        f"警号 {badge} 不是「{place.entry.credit_code}」的检查人员", code="unknown-inspector"
    )


def pending(session: Session, entry: DrawEntry, leaving: str | None) -> ChangeApplication | None:
    """The undecided application for a place, or for that seat of it."""
    return session.exec(
        select(ChangeApplication).where(
            ChangeApplication.draw_entry_id == entry.id,
            col(ChangeApplication.inspector_code).is_not_distinct_from(leaving),
            col(ChangeApplication.decision).is_(None),
        )
    ).first()


def applied_entry_day(session: Session, application: ChangeApplication, entry: DrawEntry) -> date:
    """The clock's day of an application, among those for its place; its own day where an earlier
    release kept no such event."""
    draw_id, _ = names.read_application_number(application.number)
    for event in about(session, f"change.apply:{draw_id}/{entry.credit_code}"):
        if json.loads(event.payload)["number"] == application.number:
            return clock.day_of(event.recorded_at)
    return application.applied_on


def application_of(session: Session, number: str) -> ChangeApplication:
    """The application of that number.

    Raises:
        Refused: there is none.
    """
    application = session.exec(
        select(ChangeApplication).where(ChangeApplication.number == number)
    ).first()
    if application is None:
        raise Refused(f"没有编号为「{number}」的变更申请", code="unknown-application")
    return application

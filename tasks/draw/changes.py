"""What changed in a draw since it was confirmed, who applied and who decided: as its record tells it,
and how often (ssj-draw/2, steps 6 and 7)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple, TypedDict

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.rules import file_names
from models.rules.applications import ApplicationState, Decider
from models.rules.change_rate import ChangeRate, Made, change_rate
from models.rules.draw.reasons import WORDS, ChangeKind, DeciderRole
from models.rules.draw.record import attachments
from models.rules.draw.shape import Application, Attachment, Change
from models.rules.draw.state import Role
from models.tables import ChangeApplication, Draw, DrawEntry
from tasks.draw.result import announced, assigned_codes
from tasks.draw.standing import changed_entries, ranks_as_drawn, replacements, vacated_places

VACATED = "空缺"
"""What an empty place is called wherever places are listed."""


def changes_of(session: Session, draw: Draw) -> list[Change]:
    """The changes in their order, each with who came in, as the record tells them.

    Duty: 17.2, 17.3, 18.3 (第十七条、第十八条).
    """
    entries = changed_entries(session, draw)
    seats = {subject: set(codes) for subject, codes in assigned_codes(session, draw).items()}
    changes = []
    for no, (application, change) in enumerate(replacements(session, draw), start=1):
        subject, codes = (
            entries[change.replaced_entry_id].credit_code,
            json.loads(change.inspectors),
        )
        kind, out = kind_and_out(application, subject)
        substitute, comes_in = change.substitute_entry_id, None
        if substitute is not None:
            comes_in = entries[substitute].credit_code
        if kind == ChangeKind.INSPECTOR:
            (comes_in,) = set(codes) - seats[subject]
        seats[comes_in if kind == ChangeKind.SUBJECT and comes_in else subject] = set(codes)
        changes.append(
            Change.model_validate(
                {
                    "no": no,
                    "kind": kind.value,
                    "subject": subject,
                    "out": out,
                    "in": comes_in,
                    "inspectors": codes,
                    "reason": application.reason_class,
                    "evidence": [each.digest for each in _evidence(application)],
                    "application": file_names.file_stem(application.number),
                    "applied_at": application.applied_at,
                    "decided_at": application.decided_at,
                    "deciders": [each.role.value for each in _by_role(application)],
                }
            )
        )
    return changes


def applications_of(session: Session, draw: Draw) -> list[Application]:
    """Every application that was decided, for or against, as the sealed record keeps it.

    Duty: 18.1, 18.3 (第十八条).
    """
    entries = changed_entries(session, draw)
    return sorted(
        (
            _application(draw, each, entries[each.draw_entry_id].credit_code)
            for each in _applications(session, draw)
            if each.decision is not None
        ),
        key=lambda each: each.number,
    )


def decided_numbers(session: Session, draw: Draw) -> list[str]:
    """The applications that were decided, in the order they were made."""
    return [each.number for each in _applications(session, draw) if each.decision is not None]


def waiting_applications(
    session: Session, draw: Draw
) -> list[tuple[ChangeApplication, ApplicationState]]:
    """The applications that still wait for one who decides, or for the second.

    Duty: 10.3, 18.3 (第十条末款、第十八条).
    """
    stands = [(each, state_of(each)) for each in _applications(session, draw)]
    return [(each, state) for each, state in stands if state.is_open]


class VacatedShown(TypedDict):
    """An empty place for a person: its class, its rank as drawn, and why it is empty."""

    stratum: str
    stratum_name: str
    rank: int
    application: str
    words: str


def vacated_shown(session: Session, draw: Draw) -> list[VacatedShown]:
    """The places where nobody is inspected, as every list of places shows them. Who stood there is
    not said: before the record is out that would tell who was drawn.

    Duty: 10.3, 17.2, 18.3 (第十条末款、第十七条、第十八条).
    """
    vacated = vacated_places(session, draw)
    called = {each.code: each.name for each in announced(draw).strata} if vacated else {}
    return [
        VacatedShown(
            stratum=each.stratum,
            stratum_name=called[each.stratum],
            rank=each.rank,
            application=each.application.number,
            words=f"{VACATED}，{WORDS['leaves'][each.application.reason_class or '']}，"
            f"{each.application.decided_on} 批准变更，没有可递补的对象",
        )
        for each in vacated
    ]


def waiting_shown(session: Session, draw: Draw) -> list[dict[str, str]]:
    """The applications that wait, for a person; whom they are about is not said either."""
    return [
        {
            "number": each.number,
            "kind": ChangeKind.SUBJECT.words
            if each.inspector_code is None
            else ChangeKind.INSPECTOR.words,
            "applied_on": str(each.applied_on),
            "stands": state.value,
            "stands_name": state.words,
        }
        for each, state in waiting_applications(session, draw)
    ]


class MadeChange(NamedTuple):
    """A change that was made: the application it follows from, and whether nobody came in."""

    application: ChangeApplication
    made: Made
    vacates: bool


def made_of(session: Session, draw: Draw) -> list[MadeChange]:
    """The changes made of a draw, in the order they were decided.

    Duty: 10.3, 18.3 (第十条末款、第十八条).
    """
    entries, ranks = changed_entries(session, draw), ranks_as_drawn(session, draw)
    made = []
    for application, change in replacements(session, draw):
        left = entries[change.replaced_entry_id]
        kind, _ = kind_and_out(application, left.credit_code)
        place = (left.stratum, ranks[change.replaced_entry_id])
        vacates = kind == ChangeKind.SUBJECT and change.substitute_entry_id is None
        made.append(MadeChange(application, Made(kind, place, application.reason_class), vacates))
    return made


def rate_of(session: Session, draw: Draw) -> ChangeRate:
    """How often the draw was changed, why, and how many of its places.

    Duty: 10.3, 18.3 (第十条末款、第十八条).
    """
    drawn = session.exec(
        select(func.count())
        .select_from(DrawEntry)
        .where(DrawEntry.draw_pk == draw.id, DrawEntry.role == Role.DRAWN)
    ).one()
    return change_rate((each.made for each in made_of(session, draw)), drawn)


class RateShown(TypedDict):
    """A rate of changes as plain values, ``share`` as a fraction."""

    count: int
    by_kind: dict[ChangeKind, int]
    by_reason: dict[str, int]
    places_changed: int
    places: int
    share: str
    words: str


def rate_shown(rate: ChangeRate) -> RateShown:
    """The same for whoever asks."""
    return RateShown(
        count=rate.changes,
        by_kind=rate.by_kind,
        by_reason=rate.by_reason,
        places_changed=rate.places_changed,
        places=rate.places,
        share=str(rate.share),
        words=rate.in_words(),
    )


def state_of(application: ChangeApplication) -> ApplicationState:
    """Where an application stands."""
    return ApplicationState.of(application.decision, application.first_decided_by)


def deciders_of(application: ChangeApplication) -> list[Decider]:
    """Who decided, in the order they did; one of ssj-draw/1 kept no office, and the regulation
    names the leader in charge."""
    written = [
        (application.first_decided_by, application.first_decider_role),
        (application.decided_by, application.decider_role),
    ]
    return [
        Decider(name, DeciderRole(role or DeciderRole.LEADER_IN_CHARGE))
        for name, role in written
        if name is not None
    ]


def kind_and_out(application: ChangeApplication, subject: str) -> tuple[ChangeKind, str]:
    """Which kind of change is applied for, and who is to leave: ``subject``, or a code."""
    code = application.inspector_code
    return (ChangeKind.SUBJECT, subject) if code is None else (ChangeKind.INSPECTOR, code)


def _applications(session: Session, draw: Draw) -> Sequence[ChangeApplication]:
    return session.exec(
        select(ChangeApplication)
        .where(ChangeApplication.draw_pk == draw.id)
        .order_by(col(ChangeApplication.id))
    ).all()


def _evidence(application: ChangeApplication) -> list[Attachment]:
    return attachments((e["name"], e["digest"]) for e in json.loads(application.attachments))


def _by_role(application: ChangeApplication) -> list[Decider]:
    """The deciders as a record lists them: by office."""
    return sorted(deciders_of(application), key=lambda each: each.role.value)


def _application(draw: Draw, application: ChangeApplication, subject: str) -> Application:
    kind, out = kind_and_out(application, subject)
    deciders = _by_role(application)
    return Application.model_validate(
        {
            "number": file_names.file_stem(application.number),
            "draw_id": draw.draw_id,
            "kind": kind.value,
            "subject": subject,
            "out": out,
            "reason": application.reason_class,
            "evidence": [each.model_dump() for each in _evidence(application)],
            "applicant": application.applicant,
            "applied_at": application.applied_at,
            "decision": application.decision,
            "deciders": [each.role.value for each in deciders],
            "decided_by": [each.name for each in deciders],
            "decided_at": application.decided_at,
        }
    )

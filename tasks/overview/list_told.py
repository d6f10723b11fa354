"""Which publications of the credit lists told first that a subject came onto a list, or left it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from models.rules.credit_lists import LEFT, ActKind
from models.rules.publications import NEVER_LEFT, PublicationKind
from models.tables import AuditEvent, Publication
from tasks.base.acts import newest
from tasks.overview.work import Listed

GONE = [state.words for state in LEFT]


def told_of_lists(
    session: Session, region: str, events: Iterable[AuditEvent], lists: Iterable[Listed]
) -> dict[str, str]:
    """Matter of a publication -> what it told of the subject first, by the place of its making in the audit
    record; ``events`` are those that name the subject's entries.

    Duty: 10.3, 23.3 (第十条末款、第二十三条).
    """
    shown = {each.number: each for each in lists if each.shown}
    changes = [
        (event.number or 0, what, shown[number])
        for event in events
        for number, what in _changed(json.loads(event.payload))
        if number in shown
    ]
    if not changes:
        return {}
    matters = session.exec(
        select(Publication.matter).where(
            Publication.region == region,
            Publication.kind == PublicationKind.CREDIT_LISTS,
            col(Publication.state).not_in(NEVER_LEFT),
        )
    ).all()
    made = newest(session, [f"publish.build:{matter}" for matter in matters])
    in_order = sorted((event.number, subject.partition(":")[2]) for subject, event in made.items())
    told: dict[str, list[str]] = {}
    for number, what, entry in sorted(changes, key=lambda change: change[0]):
        first = next((matter for built, matter in in_order if built > number), None)
        if first is not None:
            told.setdefault(first, []).append(f"公布{what}{entry.called}，条目{entry.number}")
    return {matter: "；".join(words) for matter, words in told.items()}


def _changed(payload: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The entries that came onto a list or left it in an act."""
    if payload.get("acted") == ActKind.LISTED:
        yield payload["number"], "列入"
    elif payload.get("acted") and payload.get("state_name") in GONE:
        yield payload["number"], "移出"
    left = payload.get("left")
    for number in left if isinstance(left, list) else ():
        yield number, "移出"

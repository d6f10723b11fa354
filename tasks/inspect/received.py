"""Record forms that arrived in the inbox."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlmodel import col, select

from models import database
from models.faults import Refused
from models.tables import AuditEvent
from tasks.base.queries import chunks
from tasks.base.step import SYSTEM, Act, Result
from tasks.inspect.returns import import_returns
from tasks.inspect.sheet import names_somebody, read_together
from tasks.intake.inbox import waiting_files
from tasks.intake.refused import delivery, keep_refused

_LOOKED_AT = ("returns", "inbox.refuse")
"""Under which subject a delivery was taken in, and under which it was refused."""


def keep_refused_form(path: Path, region: str, as_of: date, refusal: Refused, actor: str) -> None:
    """Keep a file of forms that somebody handed in and that was refused for what stands in it, with
    every reason.

    Duty: 10.3, 20.1 (第十条末款、第二十条).
    """
    if refusal.faults and path.is_file():
        keep_refused(
            path,
            region,
            as_of,
            refusal.reasons,
            copy=not names_somebody(path),
            action="登记表不予收取",
            actor=actor,
        )


def take_in_returns(region: str, as_of: date) -> Result:
    """Take in every workbook in ``inbox/REGION/returns``; says what handling lapsed by it. What is
    refused is kept with its reason.

    Duty: 20.1, 23.2 (第二十条、第二十三条).
    """
    received, refused = 0, {}
    due, lapsed = [], []
    lying = {path: delivery(path) for path in waiting_files(region, "returns")}
    before, _ = _looked_at(region, list(lying.values()))
    forms, twice = read_together(path for path, each in lying.items() if each not in before)
    for path, each in lying.items():
        try:
            taken_in = import_returns(
                path,
                region,
                as_of,
                SYSTEM,
                each,
                noted=True,
                beside=twice,
                sheets=forms.get(path),
            )
        except Refused as refusal:
            refused[path.name] = list(refusal.reasons)
            keep_refused(path, region, as_of, refusal.reasons, copy=not names_somebody(path))
            continue
        if taken_in["act"] == Act.DONE:
            received += len(taken_in["received"])
            due += taken_in["substitutes_due"]
            lapsed += taken_in["lapsed"]
    return {"received": received, "refused": refused, "substitutes_due": due, "lapsed": lapsed}


def lying_refused(region: str) -> list[Result]:
    """The files of forms that lie in the inbox and were refused, each with every reason: somebody has
    to put another in their place.

    Duty: 10.3, 20.1 (第十条末款、第二十条).
    """
    lying = {delivery(path): path.name for path in waiting_files(region, "returns")}
    taken, refused = _looked_at(region, list(lying))
    return [
        {"file": name, "why": json.loads(refused[each])["why"]}
        for each, name in lying.items()
        if each in refused and each not in taken
    ]


def _looked_at(region: str, deliveries: Sequence[str]) -> tuple[set[str], dict[str, str]]:
    """Which deliveries were taken in, and of each that was refused what is on record."""
    with database.reading() as session:
        known = {
            event.key: event.payload
            for some in chunks(sorted(deliveries))
            for event in session.exec(
                select(AuditEvent).where(
                    col(AuditEvent.key).in_(
                        [f"{subject}:{region}@{each}" for each in some for subject in _LOOKED_AT]
                    )
                )
            )
        }
    taken, refused = (
        {each: known[key] for each in deliveries if (key := f"{subject}:{region}@{each}") in known}
        for subject in _LOOKED_AT
    )
    return set(taken), refused

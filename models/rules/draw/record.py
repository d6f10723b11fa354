"""Step 7: the draw record, sealed and public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from models.rules.draw.announcement import canonical
from models.rules.draw.sample import Place
from models.rules.draw.suite import digest

FORMAT = "ssj-draw-record/1"


@dataclass(frozen=True, slots=True)
class Replaced:
    """One replacement, by whose application and whose decision."""

    application: str
    replaced: str
    substitute: str
    inspectors: list[str]
    decided_on: str


def public_record(
    announcement: Mapping[str, Any],
    secret: bytes,
    sources: Sequence[str],
    seed: bytes,
    texts: Mapping[str, str],
    places: Mapping[str, Sequence[Place]],
    cap: int,
    assigned: Mapping[str, Sequence[str]],
    replacements: Sequence[Replaced],
    photos: Sequence[str],
    audit_head: str,
) -> dict[str, Any]:
    """The record anyone may have: inspectors by code only, no badge and no name.

    ``texts`` holds the canonical texts ``subjects``, ``inspectors`` and ``recusals``.

    Duty: 17.1, 17.2 (第十七条).
    """
    return {
        "format": FORMAT,
        "announcement": dict(announcement),
        "announcement_digest": digest(announcement["suite"], canonical(announcement)),
        "secret": secret.hex(),
        "sources": list(sources),
        "seed": seed.hex(),
        "texts": dict(texts),
        "drawn": [
            {
                "stratum": p.stratum,
                "rank": p.rank,
                "id": p.id,
                "ticket": p.ticket,
                "inspectors": list(assigned[p.id]),
            }
            for found in places.values()
            for p in found
            if p.drawn
        ],
        "substitutes": [
            {"stratum": p.stratum, "rank": p.rank, "id": p.id, "ticket": p.ticket}
            for found in places.values()
            for p in found
            if not p.drawn
        ],
        "cutoffs": cutoffs(places),
        "cap": cap,
        "replacements": [asdict(r) for r in replacements],
        "photos": list(photos),
        "audit_head": audit_head,
    }


def cutoffs(places: Mapping[str, Sequence[Place]]) -> dict[str, str]:
    """The largest drawn ticket of each stratum: a firm is drawn if its own is not larger."""
    return {
        stratum: [p for p in found if p.drawn][-1].ticket
        for stratum, found in places.items()
        if any(p.drawn for p in found)
    }

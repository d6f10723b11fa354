"""Step 7: the draw record, public and sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.rules.draw.announcement import canonical
from models.rules.draw.sample import Place
from models.rules.draw.shape import InspectorReplaced, Sealed, SubjectReplaced
from models.rules.draw.suite import digest

FORMAT = "ssj-draw-record/1"


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph of the draw: the name it came under, its digest, its content."""

    name: str
    digest: str
    suffix: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet says beside the record. ``names`` maps subject ids to names; ``officers``
    maps inspector codes to what stands for them, a code alone where the sheet may be public. Days are
    in words: one entered late says so.
    """

    brigade: str
    announced_on: str
    drawn_on: str
    confirmed: str
    names: Mapping[str, str]
    officers: Mapping[str, str]
    photos: Sequence[Photo]


def public_record(
    announcement: Mapping[str, Any],
    secret: bytes,
    sources: Sequence[str],
    seed: bytes,
    texts: Mapping[str, str | Mapping[str, str]],
    places: Mapping[str, Sequence[Place]],
    cap: int,
    assigned: Mapping[str, Sequence[str]],
    replacements: Sequence[SubjectReplaced | InspectorReplaced],
    photos: Sequence[str],
    audit_head: str,
) -> dict[str, Any]:
    """The record anyone may have: inspectors by code only, no badge and no name.

    ``texts`` holds the canonical texts ``subjects``, ``inspectors`` and ``recusals``, each whole
    or, when it is large, as the ``file`` beside the record that has it and its ``digest``.

    Duty: 17.1, 17.2 (第十七条).
    """
    every = [p for stratum in places.values() for p in stratum]
    return _with_digest(
        {
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
                for p in every
                if p.drawn
            ],
            "substitutes": [
                {"stratum": p.stratum, "rank": p.rank, "id": p.id, "ticket": p.ticket}
                for p in every
                if not p.drawn
            ],
            "cutoffs": cutoffs(places),
            "cap": cap,
            "replacements": [each.model_dump() for each in replacements],
            "photos": list(photos),
            "audit_head": audit_head,
        }
    )


def sealed_record(public: Mapping[str, Any], sealed: Sealed) -> dict[str, Any]:
    """The record for the brigade and its auditors: the public one and what is not published."""
    return _with_digest({**public, "sealed": sealed.model_dump()})


def digest_of(record: Mapping[str, Any]) -> str:
    """``H`` of the canonical JSON of everything in the record but its own digest."""
    rest = {key: value for key, value in record.items() if key != "digest"}
    return digest(record["announcement"]["suite"], canonical(rest))


def written(record: Any) -> bytes:
    """The record as a file: one member a line, so that sed and a reader can find it."""
    return json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def cutoffs(places: Mapping[str, Sequence[Place]]) -> dict[str, str]:
    """The largest drawn ticket of each stratum: a firm is drawn if its own is not larger."""
    return {
        stratum: [p for p in sequence if p.drawn][-1].ticket
        for stratum, sequence in places.items()
        if any(p.drawn for p in sequence)
    }


def _with_digest(record: Mapping[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in record.items() if key != "digest"}
    return {**rest, "digest": digest_of(rest)}

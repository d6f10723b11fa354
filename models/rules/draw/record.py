"""Step 7: the record of a draw, public and sealed, built part by part; ``document`` writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.rules import file_names
from models.rules.draw.announced import Announcement
from models.rules.draw.document import D
from models.rules.draw.sample import Place
from models.rules.draw.shape import (
    LARGEST_INLINE,
    Abandoned,
    Attachment,
    Change,
    Receipt,
    Sealed,
    SourceRead,
    TimeStamp,
)
from models.rules.draw.texts import Texts

FORMAT = "ssj-draw-record/2"
NOT_DIGESTED = ("digest", "sealed")
"""What a record's digest leaves out, so that public and sealed form have the same."""


def draw_part(
    announcement: Announcement,
    drawn_at: str,
    confirmed_at: str | None,
    seed: bytes,
    places: Mapping[str, Sequence[Place]],
    cap: int,
    assigned: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """What was drawn; its digest goes on the signed sheet.

    ``places`` are each stratum's drawn and the substitutes to be shown.

    Duty: 17.1, 17.2 (第十七条).
    """
    by_stratum = sorted(places)
    every = [place for stratum in by_stratum for place in places[stratum]]
    largest = cutoffs(places)
    return {
        "announcement_digest": D(announcement.suite, announcement.model_dump()),
        "drawn_at": drawn_at,
        "confirmed_at": confirmed_at,
        "seed": seed.hex(),
        "cap": cap,
        "drawn": [{**_row(p), "inspectors": list(assigned[p.id])} for p in every if p.drawn],
        "substitutes": [_row(p) for p in every if not p.drawn],
        "cutoffs": [
            {"stratum": stratum, "ticket": largest[stratum]}
            for stratum in by_stratum
            if stratum in largest
        ],
    }


def cutoffs(places: Mapping[str, Sequence[Place]]) -> dict[str, str]:
    """The largest drawn ticket of each stratum: a firm is drawn if its own is not larger."""
    largest = {}
    for stratum, sequence in places.items():
        for place in sequence:
            if place.drawn:
                largest[stratum] = place.ticket
    return largest


def texts_part(
    texts: Texts, draw_id: str
) -> tuple[dict[str, str | dict[str, str | int]], dict[str, bytes]]:
    """The texts as the record has them, and by name the files that lie beside it."""
    written: dict[str, str | dict[str, str | int]] = {}
    files: dict[str, bytes] = {}
    for name, text in texts.named().items():
        if len(text) <= LARGEST_INLINE:
            written[name] = text.decode("ascii")
            continue
        file = f"{file_names.file_stem(draw_id)}-{name}.txt"
        files[file] = text
        written[name] = {"file": file, "bytes": len(text)}
    return written, files


def attachments(files: Iterable[tuple[str, str]]) -> list[Attachment]:
    """Name and SHA-256 of each file as the record lists them: by digest, the same file once."""
    named = {digest: name for name, digest in files}
    return [Attachment(name=named[digest], digest=digest) for digest in sorted(named)]


def public_record(
    announcement: Announcement,
    time_stamp: TimeStamp | None,
    receipts: Iterable[Receipt],
    secret: bytes,
    sources: Sequence[SourceRead],
    texts: Mapping[str, Any],
    draw: Mapping[str, Any] | None,
    abandoned: Abandoned | None,
    changes: Sequence[Change],
    audit_head: str,
    sealed: Sealed,
) -> dict[str, Any]:
    """The record anyone may have: inspectors by code only, no badge and no name.

    ``draw`` and ``texts`` are ``draw_part``'s and ``texts_part``'s. What is ``sealed`` is bound by
    its digest, and its photographs by theirs.

    Duty: 17.1, 17.2, 18.3 (第十七条、第十八条).
    """
    suite, said = announcement.suite, announcement.model_dump()
    record = {
        "format": FORMAT,
        "announcement": said,
        "announcement_digest": D(suite, said),
        "time_stamp": None if time_stamp is None else time_stamp.model_dump(),
        "receipts": [each.model_dump() for each in sorted(receipts, key=lambda r: r.channel)],
        "secret": secret.hex(),
        "sources": [each.model_dump() for each in sources],
        "texts": dict(texts),
        "draw": None if draw is None else dict(draw),
        "draw_digest": None if draw is None else D(suite, draw),
        "abandoned": None if abandoned is None else abandoned.model_dump(),
        "changes": [each.model_dump(by_alias=True) for each in changes],
        "photos": sorted(each.digest for each in sealed.photos),
        "audit_head": audit_head,
        "sealed_digest": D(suite, sealed.model_dump()),
    }
    return {**record, "digest": digest_of(record)}


def sealed_record(public: Mapping[str, Any], sealed: Sealed) -> dict[str, Any]:
    """The record for the brigade and its auditors: the public one, of the same digest, and what is
    not published.

    Raises:
        ValueError: it isn't what the public record is bound to.
    """
    part = sealed.model_dump()
    if D(public["announcement"]["suite"], part) != public["sealed_digest"]:
        raise ValueError("another sealed part than the record is bound to")
    return {**public, "sealed": part}


def digest_of(record: Mapping[str, Any]) -> str:
    """``D`` of everything in the record but its own digest and the sealed part."""
    rest = {key: value for key, value in record.items() if key not in NOT_DIGESTED}
    return D(record["announcement"]["suite"], rest)


def _row(place: Place) -> dict[str, Any]:
    return {
        "stratum": place.stratum,
        "rank": place.rank,
        "id": place.id,
        "ticket": place.ticket,
    }

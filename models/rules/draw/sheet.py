"""What the sheet for signature says beside the record (第十八条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph of the draw: the name it came under, its digest, its content."""

    name: str
    digest: str
    suffix: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet says beside the record. ``channels`` and ``names`` say what channels (by code)
    and subjects (by id) are called; ``officers`` maps inspector codes to what stands for them, a
    code alone where the sheet may be public. Days are in words: one entered late says so.
    ``verified`` are the sources whose signature was verified.
    """

    brigade: str
    rule: str
    announced_on: str
    drawn_on: str
    confirmed: str
    channels: Mapping[str, str]
    names: Mapping[str, str]
    officers: Mapping[str, str]
    photos: Sequence[Photo]
    verified: Sequence[str]

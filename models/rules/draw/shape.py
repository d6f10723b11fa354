"""The shape of a draw record, every key and type: what a verifier accepts before it recomputes."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.rules.draw import suite as suites

MOST = 2**53 - 1
"""The largest integer that every JSON reader keeps exact (RFC 7493)."""

Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Ratio = Annotated[str, Field(pattern=r"^[0-9]{1,15}/[1-9][0-9]{0,14}$")]
FileName = Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,199}$")]
Whole = Annotated[int, Field(ge=-MOST, le=MOST)]
Count = Annotated[int, Field(ge=0, le=MOST)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class StatedText(_Part):
    """A canonical text as the announcement states it: digest and number of lines."""

    digest: Hex
    count: Count

    @classmethod
    def of(cls, suite: str, text: bytes) -> StatedText:
        """The digest and line count of ``text``."""
        return cls(digest=suites.digest(suite, text), count=text.count(b"\n"))


class Ineligible(_Part):
    """Who is in the roster and not in the draw: numbers by reason, digest of their list."""

    by_reason: dict[str, Count]
    digest: Hex


class Stratum(_Part):
    """A stratum as announced; ``name`` is how a Chinese reader calls it."""

    name: str
    count: Count
    ratio: Ratio
    sample_size: Count
    substitutes: Count


class Announcement(_Part):
    """What was published before any seed existed."""

    format: Literal["ssj-draw/1"]
    suite: Literal["sha256", "sm3"]
    draw_id: str
    item: dict[str, str | Whole]
    regulation: dict[str, str]
    date: str
    subjects: StatedText
    inspectors: StatedText
    recusals: StatedText
    ineligible: Ineligible
    strata: dict[str, Stratum]
    inspectors_per_subject: Annotated[int, Field(ge=1, le=MOST)]
    load_slack: Count
    inspector_codes_digest: Hex
    commitment: Hex
    sources: list[str]


class FiledText(_Part):
    """A text too large for the record: the name of a file beside it, and its digest."""

    file: FileName
    digest: Hex


class Texts(_Part):
    """The canonical texts."""

    subjects: str | FiledText
    inspectors: str | FiledText
    recusals: str | FiledText


class Substitute(_Part):
    """A place in the sequence of a stratum."""

    stratum: str
    rank: Annotated[int, Field(ge=1, le=MOST)]
    id: str
    ticket: Hex


class Drawn(Substitute):
    """A drawn subject and its inspectors in seat order."""

    inspectors: list[str]


class SubjectReplaced(_Part):
    """``substitute`` moved up for ``replaced`` and got ``inspectors``."""

    application: str
    decided_on: str
    replaced: str
    substitute: str
    inspectors: list[str]


class InspectorReplaced(_Part):
    """``inspector`` left ``subject``, which now has ``inspectors``."""

    application: str
    decided_on: str
    subject: str
    inspector: str
    inspectors: list[str]


class Attachment(_Part):
    """Evidence or a photograph: the name it came under and its digest."""

    name: str
    digest: Hex


class Application(_Part):
    """A change application and its decision; ``inspector`` only where one leaves."""

    number: str
    subject: str
    inspector: str | None
    reason: str
    attachments: list[Attachment]
    applicant: str
    applied_on: str
    decision: str | None
    decided_by: str | None
    decided_on: str | None


class Sealed(_Part):
    """What only the brigade and its auditors have."""

    inspector_codes: str
    codes_key: Hex
    ineligible: str
    confirmed_on: str
    confirmed_by: str
    applications: list[Application]
    photos: list[Attachment]


class Record(_Part):
    """A draw record, public or, with ``sealed``, complete."""

    format: Literal["ssj-draw-record/1"]
    announcement: Announcement
    announcement_digest: Hex
    secret: Hex
    sources: list[str]
    seed: Hex
    texts: Texts
    drawn: list[Drawn]
    substitutes: list[Substitute]
    cutoffs: dict[str, Hex]
    cap: Count
    replacements: list[SubjectReplaced | InspectorReplaced]
    photos: list[Hex]
    audit_head: Hex
    sealed: Sealed | None = None
    digest: Hex


def read(given: Any) -> tuple[Record | None, list[str]]:
    """The record, or in Chinese every place where its shape is wrong."""
    try:
        json.dumps(given, ensure_ascii=False).encode("utf-8")
    except (UnicodeEncodeError, RecursionError):
        return None, ["记录中有不成对的代理码位，或层次过深"]
    try:
        return Record.model_validate(given), []
    except ValidationError as error:
        return None, list(dict.fromkeys(_told(given, each) for each in error.errors()))


def _told(given: Any, error: Any) -> str:
    """``「drawn[3].ticket」格式不对``: the path as far as the record has it."""
    path, here = "", given
    for part in error["loc"]:
        inside = (isinstance(here, dict) and part in here) or (
            isinstance(here, list) and isinstance(part, int) and part < len(here)
        )
        named = f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
        if not inside:
            # Beyond the record's own keys pydantic goes on with the names of alternatives.
            missing = error["type"] == "missing" and part == error["loc"][-1]
            return f"「{path}{named}」缺少" if missing else f"「{path or '记录'}」格式不对"
        path, here = path + named, here[part]
    wrong = "不应有" if error["type"] == "extra_forbidden" else "格式不对"
    return f"「{path or '记录'}」{wrong}"

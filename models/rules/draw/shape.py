"""The closed shape of a record and of published results, every key, type and form (steps 7, 8)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from typing_extensions import TypedDict

from models.rules.applications import Decision
from models.rules.draw.announced import Announcement, Part, one_of
from models.rules.draw.document import MOST
from models.rules.draw.forms import (
    Code,
    Count,
    DrawIdText,
    FileName,
    FreeText,
    Hex,
    Rank,
    StratumCode,
    SubjectId,
    Time,
    Word,
)
from models.rules.draw.reasons import (
    AbandonReason,
    ChangeKind,
    DeciderRole,
    InspectorLeaves,
    SubjectLeaves,
)

LARGEST_INLINE = 1_048_576
"""A text above this many bytes is a file beside the record, and only then."""

Changes = Annotated[str, one_of(ChangeKind)]
Leaves = Annotated[str, one_of(SubjectLeaves, InspectorLeaves)]
Role = Annotated[str, one_of(DeciderRole)]
Decided = Annotated[str, one_of(Decision)]
Abandons = Annotated[str, one_of(AbandonReason)]
Holder = Code | SubjectId
"""A subject or an inspector's code, whichever the change is about."""


class TimeStamp(Part):
    """A TimeStampToken (DER, base64) over the announcement's file."""

    kind: Literal["rfc3161"]
    token: str


class Receipt(Part):
    """What a channel received, and when."""

    channel: StratumCode
    received_at: Time
    announcement_digest: Hex
    package_digest: Hex


class SourceRead(Part):
    """What a source gave; both are null where an abandoned draw had none."""

    name: Annotated[str, Field(max_length=200)]
    value: Annotated[str, Field(max_length=1000)] | None
    read_at: Time | None


class FiledText(Part):
    """A text too large for the record: the file beside it and its size."""

    file: FileName
    bytes: Annotated[int, Field(gt=LARGEST_INLINE, le=MOST)]


def _short(text: str) -> str:
    if len(text.encode()) > LARGEST_INLINE:
        raise ValueError("过大，应另存为文件")
    return text


Text = Annotated[str, AfterValidator(_short)] | FiledText


class Texts(Part):
    """The five texts (step 2)."""

    subjects: Text
    inspectors: Text
    recusals: Text
    ineligible: Text
    moves: Text


class Substitute(TypedDict):
    """A place in the order of a stratum; a plain mapping, for there are many."""

    __pydantic_config__ = ConfigDict(strict=True, extra="forbid")  # type: ignore[misc]

    stratum: StratumCode
    rank: Rank
    id: SubjectId
    ticket: Hex


class Drawn(Substitute):
    """A drawn subject and its inspectors in seat order."""

    inspectors: list[Code]


class Cutoff(Part):
    """The largest drawn ticket of a stratum."""

    stratum: StratumCode
    ticket: Hex


class Draw(Part):
    """What was drawn: final when confirmed."""

    announcement_digest: Hex
    drawn_at: Time
    confirmed_at: Time | None
    seed: Hex
    cap: Count
    drawn: list[Drawn]
    substitutes: list[Substitute]
    cutoffs: list[Cutoff]


class Abandoned(Part):
    """Why, when and in what office a draw was given up (step 8)."""

    at: Time
    reason: Abandons
    decider: Role
    evidence: list[Hex]


class Change(Part):
    """A change of a place (step 6)."""

    no: Rank
    kind: Changes
    subject: SubjectId
    out: Holder
    in_: Annotated[Holder | None, Field(alias="in")]
    inspectors: list[Code]
    reason: Leaves
    evidence: Annotated[list[Hex], Field(min_length=1)]
    application: Word
    applied_at: Time
    decided_at: Time
    deciders: Annotated[list[Role], Field(min_length=1)]


class Attachment(Part):
    """Evidence or a photograph: the name it came under and its digest."""

    name: FreeText
    digest: Hex


class Application(Part):
    """A change application and its decision."""

    number: Word
    draw_id: DrawIdText
    kind: Changes
    subject: SubjectId
    out: Holder
    reason: Leaves
    evidence: list[Attachment]
    applicant: FreeText
    applied_at: Time
    decision: Decided
    deciders: Annotated[list[Role], Field(min_length=1)]
    decided_by: Annotated[list[FreeText], Field(min_length=1)]
    decided_at: Time


class Sealed(Part):
    """What only the brigade and its auditors have."""

    codes_key: Hex
    codes: str
    confirmed_by: FreeText | None
    photos: list[Attachment]
    applications: list[Application]


def _no_null(value: object) -> object:
    if value is None:
        raise ValueError("没有封存部分时不应有这一项")
    return value


class Record(Part):
    """A draw record, public or, with ``sealed``, complete (step 7)."""

    format: Literal["ssj-draw-record/2"]
    announcement: Announcement
    announcement_digest: Hex
    time_stamp: TimeStamp | None
    receipts: list[Receipt]
    secret: Hex
    sources: list[SourceRead]
    texts: Texts
    draw: Draw | None
    draw_digest: Hex | None
    abandoned: Abandoned | None
    changes: list[Change]
    photos: list[Hex]
    audit_head: Hex
    sealed_digest: Hex
    digest: Hex
    sealed: Annotated[Sealed | None, BeforeValidator(_no_null)] = None


class Result(BaseModel):
    """A published result of a place; other keys are free."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    subject: SubjectId
    stratum: StratumCode
    rank: Rank


class Results(BaseModel):
    """A published file of results; other keys are free."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    format: Literal["ssj-results/2"]
    draw_id: DrawIdText
    batch: Rank
    of: Rank | None
    results: list[Result]

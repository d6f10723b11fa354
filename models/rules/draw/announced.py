"""The closed shape of an announcement, every key, type and form (step 4)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from models.rules.draw.document import MOST
from models.rules.draw.forms import (
    Count,
    Day,
    DrawIdText,
    FreeText,
    Hex,
    Rank,
    Ratio,
    StratumCode,
    Time,
    Word,
)
from models.rules.draw.reasons import IneligibleReason, MoveKind, MoveReason, RecusalReason
from models.rules.states import Worded


def one_of(*lists: type[Worded]) -> AfterValidator:
    """A word of one of the closed ``lists``."""
    values = {value for each in lists for value in each.values()}

    def listed(text: str) -> str:
        if text not in values:
            raise ValueError("不在规定的范围内")
        return text

    return AfterValidator(listed)


Recusal = Annotated[str, one_of(RecusalReason)]
Left = Annotated[str, one_of(IneligibleReason)]
Kind = Annotated[str, one_of(MoveKind)]
Moved = Annotated[str, one_of(MoveReason)]


class Part(BaseModel):
    """A closed object: every key there, no other, no value of another type."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class RecusalCount(Part):
    """How many pairs of a recusal's reason."""

    reason: Recusal
    count: Rank


class LeftCount(Part):
    """How many are left out of the draw for a reason."""

    reason: Left
    count: Rank


class MoveCount(Part):
    """How many moves of a kind for a reason."""

    kind: Kind
    reason: Moved
    count: Rank


class SubjectsStated(Part):
    """A text as announced: its lines and its keyed digest."""

    count: Count
    digest: Hex


class InspectorsStated(SubjectsStated):
    """How many there must be at least, besides."""

    minimum: Annotated[int, Field(ge=2, le=MOST)]


class RecusalsStated(SubjectsStated):
    """By reason; ``tight`` is how many subjects have no inspector to spare."""

    by_reason: list[RecusalCount]
    tight: Count


class IneligibleStated(SubjectsStated):
    """By reason."""

    by_reason: list[LeftCount]


class MovesStated(SubjectsStated):
    """By kind and reason."""

    by_kind: list[MoveCount]


class Stratum(Part):
    """A stratum as announced; ``name`` is how a Chinese reader calls it."""

    code: StratumCode
    name: FreeText
    count: Count
    ratio: Ratio
    sample_size: Count
    substitutes: Count


class Floor(Part):
    """The overall floor (第九条): of all subjects together."""

    ratio: Ratio
    count: Count


class Load(Part):
    """How the inspectors' cap is found."""

    rule: Literal["least-cap"]
    slack: Annotated[int, Field(ge=0, le=1000)]


class Item(Part):
    """The inspection item."""

    code: Word
    version: Count
    name: FreeText


class Regulation(Part):
    """The district file in force."""

    file: Word
    version: Word


class SourceDue(Part):
    """A source and when it is due; its grammar is the registry's."""

    name: Annotated[str, Field(max_length=200)]
    due: Time


class Previous(Part):
    """The item's last confirmed draw."""

    draw_id: DrawIdText
    draw_digest: Hex
    record_digest: Hex | None


class Supersedes(Part):
    """The abandoned draw this one stands in for."""

    draw_id: DrawIdText
    record_digest: Hex


class Announcement(Part):
    """What was published before any source existed (step 4)."""

    format: Literal["ssj-draw/2"]
    suite: Literal["sha256", "sm3"]
    draw_id: DrawIdText
    announced_at: Time
    not_before: Day
    record_due: Day
    item: Item
    regulation: Regulation
    subjects: SubjectsStated
    inspectors: InspectorsStated
    recusals: RecusalsStated
    ineligible: IneligibleStated
    moves: MovesStated
    strata: Annotated[list[Stratum], Field(min_length=1)]
    floor: Floor
    inspectors_per_subject: Annotated[int, Field(ge=2, le=9)]
    load: Load
    second_decision_after: Annotated[int, Field(ge=1, le=99)]
    codes_digest: Hex
    commitment: Hex
    sources: list[SourceDue]
    channels: Annotated[list[StratumCode], Field(min_length=1)]
    previous: Previous | None
    supersedes: Supersedes | None
    audit_head: Hex

    def names_record_of(self, draw_id: str) -> bool:
        """Whether it names the digest of that draw's record: from then on nothing is added to it.

        Duty: 17.1, 18.2 (第十七条、第十八条).
        """
        named = (self.previous, self.supersedes)
        return any(
            each is not None and each.draw_id == draw_id and each.record_digest is not None
            for each in named
        )

"""The district file: every legal number, its article, its validity. Nothing in code repeats one."""

from __future__ import annotations

import hashlib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError, model_validator

from models.district_assessment import AssessmentTerms
from models.district_credit import CreditNumbers
from models.district_formats import upgraded
from models.district_papers import PaperTerms
from models.district_visits import VisitTerms
from models.faults import Refused
from models.rules.batch import BATCH_FIELDS
from models.rules.deadlines import CountedFrom
from models.rules.draw.naming import UsualSource
from models.rules.draw.timestamp import unusable
from models.rules.items import binding_ratios
from models.rules.rosters import RiskClass
from models.stated_numbers import Stated, stated_numbers
from models.toml_file import (
    Count,
    Counted,
    ItemCode,
    Legal,
    Number,
    Ratio,
    Region,
    Section,
    Term,
    faults,
    parse,
    shaped,
)

SHIPPED = Path(__file__).parent / "districts"


ChannelCode = Annotated[
    str, shaped(r"[a-z][a-z0-9-]{0,31}", "应为小写字母、数字或连字符，以字母开头，至多 32 个字符")
]


class Strata(Section):
    """The ratios that a district raises above the item's, by risk class (第九条)."""

    key: Number[Ratio]
    must: Number[Ratio]


def _certificates(pem: str) -> str:
    if wrong := unusable(pem.encode()):
        raise ValueError(f"{'；'.join(wrong)}；不写这一项，时间戳的签名就不核对")
    return pem


class TimeStampTerms(Section):
    """The authority that stamps announcements, where a district has one (第十七条, RFC 3161).

    ``certificates`` (PEM) are whose stamps are trusted; without them no signature is checked.
    ``answer_within`` is in seconds.
    """

    url: Annotated[str, shaped(r"https?://[!-~]+", "应为以 http:// 或 https:// 开头的网址")]
    imprint: Literal["sha256", "sm3"]
    certificates: Annotated[str, AfterValidator(_certificates)] | None = None
    answer_within: Number[Annotated[int, Field(ge=1, le=600, strict=True)]]
    before_drawing: Number[Annotated[bool, Field(strict=True)]]


class DrawTerms(Section):
    """Numbers of the draw (第九条、第十四条、第十七条).

    ``sources`` is what is announced where nobody names a source.
    """

    suite: Literal["sha256", "sm3"]
    record_released: Literal["with-results", "at-draw"]
    sources: UsualSource
    announcement_channels: Number[Annotated[list[ChannelCode], Field(min_length=1)]]
    record_within: Term
    photographs_before_confirming: Number[Annotated[bool, Field(strict=True)]]
    periods_per_year: Number[Counted]
    floor_ratio: Number[Ratio]
    floor_subjects: Number[Counted]
    minimum_inspectors: Number[Annotated[int, Field(ge=2, strict=True)]]
    inspectors_per_subject: Number[Annotated[int, Field(ge=2, le=9, strict=True)]]
    load_slack: Number[Annotated[int, Field(ge=0, le=1000, strict=True)]]
    substitutes_per_drawn: Number[Count]
    second_decision_after: Number[Annotated[int, Field(ge=1, le=99, strict=True)]]
    strata: Strata
    time_stamp: TimeStampTerms | None = None

    @model_validator(mode="after")
    def _never_below_the_floor(self) -> DrawTerms:
        for name in (RiskClass.KEY, RiskClass.MUST):
            if getattr(self.strata, name).value < self.floor_ratio.value:
                raise ValueError(
                    f"strata.{name} 的比例低于 floor_ratio（{self.floor_ratio.article}）"
                )
        return self

    def ratios(self, item_ratio: str) -> dict[str, Fraction]:
        """Ratio by stratum for an item whose list states ``item_ratio``, which binds.

        Duty: 9.1, 9.4 (第九条).
        """
        raised = {
            name.value: getattr(self.strata, name.value).value
            for name in (RiskClass.KEY, RiskClass.MUST)
        }
        return binding_ratios(Fraction(item_ratio), raised)


class InspectionTerms(Section):
    """Numbers of the visit and its return (第十九条、第二十条).

    ``remind_before`` and ``remind_overdue_every`` are working days.
    """

    return_within: Term
    remind_before: Number[list[Count]]
    remind_overdue_every: Number[Counted]
    minimum_officers: Number[Counted]


class ExtensionTerms(Section):
    """How far the term of an order may be extended; without this table it may not be.

    ``times`` an order, by ``longest`` in all from the end of its term, ``after_term`` also when that is over.
    """

    times: Number[Counted]
    longest: Term
    after_term: Number[Annotated[bool, Field(strict=True)]]


class HandlingTerms(Section):
    """Terms of what is done about a finding (第二十一条).

    ``rectify_within`` counts from the order that names no day of its own, ``recheck_within`` from the
    evidence or, where none came, from the end of the order's term; the others from the transfer.
    """

    rectify_within: Term
    recheck_within: Term
    transfer_answer_within: Term
    criminal_answer_within: Term
    extension: ExtensionTerms | None = None


class PublicationTerms(Section):
    """Working days of publication (第八条、第二十三条).

    ``handled_within`` counts from the day on which it is told that something is still being handled,
    ``handling_published_within`` from the decision, ``amended_within`` from the decision to correct or
    withdraw.
    """

    results_within: Term
    results_counted_from: Legal[CountedFrom]
    results_lead: Number[Count]
    handled_within: Term
    handling_published_within: Term
    amended_within: Term
    amendment_needs_two: Number[Annotated[bool, Field(strict=True)]]
    item_list_within: Term
    warn_before: Number[Count]


class ChannelTerms(Section):
    """One place of disclosure (第三条)."""

    code: ChannelCode
    name: str
    content: Literal["site", "credit_publicity_batch"]
    delivery: dict[str, Any]


def _batch_field(name: str) -> str:
    if name and name not in BATCH_FIELDS:
        raise ValueError(f'应为 {"、".join(BATCH_FIELDS)} 之一，空着的列写 ""')
    return name


class BatchTerms(Section):
    """Columns of the credit publicity batch: (heading, field); a column that stays empty has none."""

    columns: list[tuple[str, Annotated[str, AfterValidator(_batch_field)]]]


class MessageTerms(Section):
    """How inspectors and supervisors are told."""

    supervisor: str
    sender: str
    delivery: dict[str, Any]


class Schedule(Section):
    """Cron lines, Asia/Shanghai."""

    bimonthly_cycle: str
    daily_advance: str
    roster_refresh: str


class SiteTerms(Section):
    """What the public site says of itself and of how to reach the brigade (第三条), if anything."""

    host: str = ""
    phone: str = ""
    hours: str = ""
    place: str = ""
    address: Annotated[str, shaped(r"(https?://[!-~]+/)?", "应为以 / 结尾的网址")] = ""
    site_code: str = ""
    icp: str = ""
    police_record: str = ""
    object_within: Term | None = None
    answered_within: Term | None = None


class District(Section):
    """A district file as read and checked.

    Duty: 25.1 (第二十五条).
    """

    format: Literal["ssj-district/4"]
    version: Annotated[
        str, shaped(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}", "应为字母、数字、点、横线，例如 2026-1")
    ]
    region: Region
    items: list[ItemCode] = Field(min_length=1)
    name: str
    brigade: str
    rule: str
    valid_from: date
    valid_to: date | None = None
    draw: DrawTerms
    inspection: InspectionTerms
    handling: HandlingTerms
    publication: PublicationTerms
    credit: CreditNumbers
    channels: list[ChannelTerms] = Field(min_length=1)
    credit_publicity_batch: BatchTerms
    messages: MessageTerms
    schedule: Schedule
    visits: VisitTerms = Field(default_factory=VisitTerms)
    site: SiteTerms = Field(default_factory=SiteTerms)
    assessment: AssessmentTerms | None = None
    papers: PaperTerms | None = None

    @model_validator(mode="after")
    def _each_item_once(self) -> District:
        if len(set(self.items)) < len(self.items):
            raise ValueError("items 里有重复的事项编号")
        if not {c.code for c in self.channels}.issuperset(self.draw.announcement_channels.value):
            raise ValueError("draw.announcement_channels 里有 channels 没有的渠道")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to 早于 valid_from")
        return self

    def numbers(self) -> list[Stated]:
        """Every legal number in the order of the file.

        Duty: 25.1 (第二十五条).
        """
        return list(stated_numbers(self))


def digest(text: str) -> str:
    """SHA-256 (hex) of a district file's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str, file: str) -> District:
    """Check a district file's ``text``, of any released format; ``file`` is its name, for the errors.

    Raises:
        Refused: every wrong key and value, in Chinese.
    """
    try:
        return District.model_validate(upgraded(parse(text, file)))
    except ValidationError as error:
        raise Refused(faults=faults(file, error, "mawei.toml")) from error

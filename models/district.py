"""The district file: every legal number, its article, its validity. Nothing in code repeats one."""

from __future__ import annotations

import hashlib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from pydantic import Field, ValidationError, model_validator

from models.faults import Refused
from models.toml_file import Count, Counted, Ratio, Section, faults, parse

SHIPPED = Path(__file__).parent / "districts"

T = TypeVar("T")


class Legal(Section, Generic[T]):
    """A number of the rule with the article it comes from."""

    value: T
    article: str = Field(min_length=1)


class Term(Legal[Counted]):
    """How long after its event something is due: working days, or plain days if it says so."""

    unit: Literal["working_day", "day"] = "working_day"


class Strata(Section):
    """The ratio of each risk class (第九条)."""

    general: Legal[Ratio]
    key: Legal[Ratio]
    must: Legal[Ratio]


class DrawTerms(Section):
    """Numbers of the draw (第九条、第十四条、第十七条)."""

    item_code: str
    suite: Literal["sha256", "sm3"]
    record_released: Literal["with-results", "at-draw"]
    periods_per_year: Legal[Counted]
    floor_ratio: Legal[Ratio]
    floor_subjects: Legal[Counted]
    minimum_inspectors: Legal[Counted]
    inspectors_per_subject: Legal[Counted]
    load_slack: Legal[Count]
    substitutes_per_drawn: Legal[Count]
    strata: Strata

    @model_validator(mode="after")
    def _never_below_the_floor(self) -> DrawTerms:
        for name in ("general", "key", "must"):
            if getattr(self.strata, name).value < self.floor_ratio.value:
                raise ValueError(
                    f"strata.{name} 的比例低于 floor_ratio（{self.floor_ratio.article}）"
                )
        return self

    def ratios(self) -> dict[str, Fraction]:
        """Ratio by stratum."""
        return {name: getattr(self.strata, name).value for name in ("general", "key", "must")}


class InspectionTerms(Section):
    """Numbers of the visit, its return and the measured minimums (第十条、第十九条、第二十条).

    ``remind_before`` and ``remind_overdue_every`` are working days.
    """

    form_title: str
    return_within: Term
    remind_before: Legal[list[Count]]
    remind_overdue_every: Legal[Counted]
    minimum_officers: Legal[Counted]
    minimum_terminals: Legal[Count]
    minimum_customers: Legal[Count]
    red_ratio: Legal[Ratio]
    log_days: Legal[Count]


class PublicationTerms(Section):
    """Working days of publication (第八条、第二十三条)."""

    results_within: Term
    results_counted_from: Legal[Literal["visit", "end"]]
    results_lead: Legal[Count]
    item_list_within: Term
    warn_before: Legal[Count]


class CreditNumbers(Section):
    """Terms and thresholds of the credit archive and its lists (第二十三条)."""

    violation_months: Legal[Counted]
    non_cooperation_months: Legal[Counted]
    clean_months: Legal[Counted]
    blacklist_violations: Legal[Counted]
    blacklist_within_months: Legal[Counted]
    blacklist_months: Legal[Counted]
    honour_clean: Legal[Counted]
    honour_within_months: Legal[Counted]


class ChannelTerms(Section):
    """One place of disclosure (第三条)."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    content: Literal["site", "credit_publicity_batch"]
    delivery: dict[str, Any]


class BatchTerms(Section):
    """Columns of the credit publicity batch: (heading, field)."""

    columns: list[tuple[str, str]]


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


class District(Section):
    """A district file as read and checked.

    Duty: 25.1 (第二十五条).
    """

    format: Literal["ssj-district/1"]
    version: str = Field(min_length=1)
    region: str = Field(pattern=r"^\d{6}$")
    name: str
    brigade: str
    rule: str
    valid_from: date
    valid_to: date | None = None
    draw: DrawTerms
    inspection: InspectionTerms
    publication: PublicationTerms
    credit: CreditNumbers
    channels: list[ChannelTerms] = Field(min_length=1)
    credit_publicity_batch: BatchTerms
    messages: MessageTerms
    schedule: Schedule

    @property
    def items(self) -> list[str]:
        """The codes of the items this district inspects."""
        return [self.draw.item_code]


def digest(text: str) -> str:
    """SHA-256 (hex) of a district file's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str, file: str) -> District:
    """Check a district file's ``text``; ``file`` is its name, for the errors.

    Raises:
        Refused: every wrong key and value, in Chinese.
    """
    try:
        return District.model_validate(parse(text, file))
    except ValidationError as error:
        raise Refused(faults=faults(file, error, "mawei.toml")) from error

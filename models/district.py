"""The district file: every legal number, its article, its validity. Nothing in code repeats one."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError, model_validator

from models.faults import Fault, Refused

SHIPPED = Path(__file__).parent / "districts"

T = TypeVar("T")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Legal(_Section, Generic[T]):
    """A number of the rule with the article it comes from."""

    value: T
    article: str = Field(min_length=1)


def _ratio(written: Any) -> Fraction:
    if not isinstance(written, str):
        raise ValueError('应写成分数，例如 "1/20"')
    try:
        ratio = Fraction(written)
    except (ValueError, ZeroDivisionError):
        raise ValueError('应写成分数，例如 "1/20"') from None
    if not 0 < ratio <= 1:
        raise ValueError("比例应大于 0 且不超过 1")
    return ratio


Ratio = Annotated[Fraction, PlainValidator(_ratio)]
Count = Annotated[int, Field(ge=0, strict=True)]
Counted = Annotated[int, Field(ge=1, strict=True)]


class Term(Legal[Counted]):
    """How long after its event something is due: working days, or plain days if it says so."""

    unit: Literal["working_day", "day"] = "working_day"


class Strata(_Section):
    """The ratio of each risk class (第九条)."""

    general: Legal[Ratio]
    key: Legal[Ratio]
    must: Legal[Ratio]


class DrawTerms(_Section):
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


class InspectionTerms(_Section):
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


class PublicationTerms(_Section):
    """Working days of publication (第八条、第二十三条)."""

    results_within: Term
    results_counted_from: Legal[Literal["visit", "end"]]
    results_lead: Legal[Count]
    item_list_within: Term
    warn_before: Legal[Count]


class CreditNumbers(_Section):
    """Terms and thresholds of the credit archive and its lists (第二十三条)."""

    violation_months: Legal[Counted]
    non_cooperation_months: Legal[Counted]
    clean_months: Legal[Counted]
    blacklist_violations: Legal[Counted]
    blacklist_within_months: Legal[Counted]
    blacklist_months: Legal[Counted]
    honour_clean: Legal[Counted]
    honour_within_months: Legal[Counted]


class ChannelTerms(_Section):
    """One place of disclosure (第三条)."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    content: Literal["site", "credit_publicity_batch"]
    delivery: dict[str, Any]


class BatchTerms(_Section):
    """Columns of the credit publicity batch: (heading, field)."""

    columns: list[tuple[str, str]]


class MessageTerms(_Section):
    """How inspectors and supervisors are told."""

    supervisor: str
    sender: str
    delivery: dict[str, Any]


class Schedule(_Section):
    """Cron lines, Asia/Shanghai."""

    bimonthly_cycle: str
    daily_advance: str
    roster_refresh: str


class District(_Section):
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
        return District.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise Refused(faults=[Fault(file, f"不是有效的 TOML：{error}")]) from error
    except ValidationError as error:
        raise Refused(faults=[_in_chinese(file, dict(e)) for e in error.errors()]) from error


_EXPECTED = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识这一项，请对照 mawei.toml 检查拼写",
    "int_type": "应为整数",
    "string_type": "应为文字",
    "literal_error": "应为 {expected} 之一",
    "greater_than_equal": "不得小于 {ge}",
    "string_pattern_mismatch": "格式应符合 {pattern}",
    "string_too_short": "不得为空",
    "too_short": "至少要有一项",
    "date_from_datetime_parsing": "应为日期，例如 2026-01-01",
    "date_type": "应为日期，例如 2026-01-01",
    "list_type": "应为列表",
    "model_type": '应写成 { value = …, article = "第…条" }',
    "value_error": "{error}",
}


def _in_chinese(file: str, error: dict[str, Any]) -> Fault:
    key = ".".join(str(part) for part in error["loc"]) or "整个文件"
    expected = _EXPECTED.get(error["type"], "取值有误").format(**error.get("ctx", {}))
    shown = "" if error["type"] in ("missing", "value_error") else f"的值为「{error['input']}」"
    return Fault(file, f"键「{key}」{shown}：{expected}")

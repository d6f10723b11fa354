"""The one grammar of every identifier: built here, read here, cut nowhere else.

===================  =====================================  ===============================
region               6, 9 or 12 digits                      350105
item code            [0-9A-Z-], begins and ends with [0-9A-Z], at most 16   WB-01
draw id              REGION/ITEM/YEAR-PERIOD, or -Xn        350105/WB-01/2026-5
inspection number    the draw id with dashes, and a number  350105-WB-01-2026-5-00001
  special            REGION-ZX-YEAR-NUMBER                  350105-ZX-2026-00001
  recheck            REGION-FC-YEAR-NUMBER                  350105-FC-2026-00001
finding              INSPECTION/CHECK POINT                 350105-WB-01-2026-5-00001/D3
  its step           FINDING/NUMBER                         350105-WB-01-2026-5-00001/D3/2
application number   DRAW ID/Cn                             350105/WB-01/2026-5/C1
matter               REGION/…                               350105/plan/WB-01/2026/1
===================  =====================================  ===============================

A name that holds dashes is read from the right, where year, period and number have fixed shapes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.faults import Refused
from models.rules.file_names import file_stem

REGION = r"(?:\d{12}|\d{9}|\d{6})"
ITEM_CODE = r"[0-9A-Z](?:[0-9A-Z-]{0,14}[0-9A-Z])?"
TERM = r"(?:[1-9]\d?|X[1-9]\d?)"
YEAR = r"[12]\d{3}"

_DRAW_ID = re.compile(rf"({REGION})/({ITEM_CODE})/({YEAR})-({TERM})", re.ASCII)
_DRAWN = re.compile(rf"({REGION})-({ITEM_CODE})-({YEAR})-({TERM})-(\d{{5,}})", re.ASCII)
_SPECIAL = re.compile(rf"({REGION})-ZX-({YEAR})-(\d{{5,}})", re.ASCII)
_RECHECK = re.compile(rf"({REGION})-FC-({YEAR})-(\d{{5,}})", re.ASCII)
_APPLICATION = re.compile(rf"({REGION}/{ITEM_CODE}/{YEAR}-{TERM})/C([1-9]\d*)", re.ASCII)
_TOLD_ONCE = re.compile(
    rf"({REGION})/{ITEM_CODE}/{YEAR}-{TERM}/(?:announcement|abandoned)", re.ASCII
)
_IN_VERSIONS = re.compile(
    rf"(({REGION})/(?:{ITEM_CODE}/{YEAR}-{TERM}/(?:record|results)"
    rf"|{REGION}-ZX-{YEAR}-\d{{5,}}/results"
    rf"|items/[a-z]+|plan/(?:{ITEM_CODE}/)?{YEAR}|credit))/([1-9]\d*)",
    re.ASCII,
)
_LEADING_REGION = re.compile(rf"({REGION})[/-]", re.ASCII)


@dataclass(frozen=True, slots=True)
class DrawId:
    """A draw's name; ``term`` is the period (``5``) or an extra draw's ``X1``."""

    region: str
    item_code: str
    year: int
    term: str

    def __str__(self) -> str:
        return f"{self.region}/{self.item_code}/{self.year}-{self.term}"


def draw_id(region: str, item_code: str, year: int, period: int) -> str:
    """``REGION/ITEM/YEAR-PERIOD``."""
    return str(DrawId(region, item_code, year, str(period)))


def extra_draw_id(region: str, item_code: str, year: int, n: int) -> str:
    """``REGION/ITEM/YEAR-Xn``, an extra draw's name."""
    return str(DrawId(region, item_code, year, f"X{n}"))


def read_draw_id(text: str) -> DrawId:
    """A draw id in its parts.

    Raises:
        Refused: it isn't written as one.
    """
    matched = _DRAW_ID.fullmatch(text)
    if matched is None:
        raise Refused(
            f"抽取编号「{text}」的写法不对，应为 区划/事项/年-期，例如 350105/WB-01/2026-5",
            code="malformed-name",
        )
    region, item_code, year, term = matched.groups()
    return DrawId(region, item_code, int(year), term)


def drawn_inspections(draw: str) -> str:
    """What the numbers of a draw's inspections begin with."""
    return file_stem(draw)


def special_inspections(region: str, year: int) -> str:
    """What the numbers of a year's special inspections begin with."""
    return f"{region}-ZX-{year}"


def recheck_inspections(region: str, year: int) -> str:
    """What the numbers of a year's rechecks begin with."""
    return f"{region}-FC-{year}"


def finding_name(inspection: str, check_point: str, *step: int) -> str:
    """A finding of an inspection, or a step of its handling, as its deadline names it."""
    return "/".join((inspection, check_point, *map(str, step)))


def inspection_of_finding(finding: str) -> str:
    """The inspection of a finding, or of whatever is named after it."""
    return finding.partition("/")[0]


def is_of_a_draw_or_inspection(matter: str) -> bool:
    """Whether a matter is a draw, an inspection, or named after one."""
    first = inspection_of_finding(matter)
    drawn = _DRAW_ID.fullmatch(matter)
    return bool(drawn or any(s.fullmatch(first) for s in (_DRAWN, _SPECIAL, _RECHECK)))


def inspection_number(prefix: str, n: int) -> str:
    """The ``n``-th number that begins with ``prefix``."""
    return f"{prefix}-{n:05d}"


def check_inspection_number(text: str) -> str:
    """``text``, which is an inspection's number.

    Raises:
        Refused: it isn't written as one.
    """
    if not any(shape.fullmatch(text) for shape in (_DRAWN, _SPECIAL, _RECHECK)):
        raise Refused(
            f"任务编号「{text}」的写法不对，应如 350105-WB-01-2026-5-00001", code="malformed-name"
        )
    return text


@dataclass(frozen=True, slots=True)
class InspectionNumber:
    """An inspection's number in its parts: its draw, or none of a special one or a recheck; ``n`` counts them."""

    draw_id: str | None
    year: int
    n: int


def read_inspection_number(text: str) -> InspectionNumber:
    """An inspection's number in its parts.

    Raises:
        Refused: it isn't written as one.
    """
    check_inspection_number(text)
    if (special := _SPECIAL.fullmatch(text) or _RECHECK.fullmatch(text)) is not None:
        return InspectionNumber(None, int(special[2]), int(special[3]))
    drawn = _DRAWN.fullmatch(text)
    assert drawn is not None
    region, item_code, year, term, n = drawn.groups()
    return InspectionNumber(str(DrawId(region, item_code, int(year), term)), int(year), int(n))


def application_number(draw: str, n: int) -> str:
    """The ``n``-th change application of a draw."""
    return f"{draw}/C{n}"


def read_application_number(text: str) -> tuple[str, int]:
    """A change application's draw id and running number.

    Raises:
        Refused: it isn't written as one.
    """
    matched = _APPLICATION.fullmatch(text)
    if matched is None:
        raise Refused(
            f"申请编号「{text}」的写法不对，应如 350105/WB-01/2026-5/C1", code="malformed-name"
        )
    return matched.group(1), int(matched.group(2))


@dataclass(frozen=True, slots=True)
class Matter:
    """A publication's name: its region, the name without its version, and the version."""

    region: str
    stem: str
    version: int | None


def read_matter(text: str) -> Matter:
    """A matter's name in its parts.

    Raises:
        Refused: it isn't written as one.
    """
    if (once := _TOLD_ONCE.fullmatch(text)) is not None:
        return Matter(once.group(1), text, None)
    if (matched := _IN_VERSIONS.fullmatch(text)) is not None:
        stem, region, version = matched.groups()
        return Matter(region, stem, int(version))
    raise Refused(
        f"公示编号「{text}」的写法不对，应如 350105/WB-01/2026-5/results/1", code="malformed-name"
    )


def announcement_matter(draw: str) -> str:
    """The publication of a draw's announcement."""
    return f"{draw}/announcement"


def abandonment_matter(draw: str) -> str:
    """The publication that a draw was abandoned."""
    return f"{draw}/abandoned"


def record_matter(draw: str, version: int) -> str:
    """The publication of a draw's record, by version."""
    return f"{draw}/record/{version}"


def scope_of_matter(matter: str) -> str:
    """The draw of a publication about one; the scope of results'."""
    return read_matter(matter).stem.rpartition("/")[0]


def results_scope(region: str, draw_or_inspection: str) -> str:
    """What results are published together: a draw, or one special inspection."""
    if _DRAW_ID.fullmatch(draw_or_inspection):
        return draw_or_inspection
    return f"{region}/{draw_or_inspection}"


def results_matter(scope: str, n: int) -> str:
    """The publication of the ``n``-th batch of results of a scope."""
    return f"{scope}/results/{n}"


def item_list_matter(region: str, kind: str, number: int) -> str:
    """The publication of a version of an item list."""
    return f"{region}/items/{kind}/{number}"


def plan_matter(region: str, item_code: str, year: int, version: int) -> str:
    """The publication of an annual plan, by version."""
    return f"{region}/plan/{item_code}/{year}/{version}"


def credit_matter(region: str, version: int) -> str:
    """The publication of the credit lists, by version."""
    return f"{region}/credit/{version}"


def region_of(identifier: str) -> str:
    """The region an identifier begins with.

    Raises:
        Refused: it begins with none.
    """
    matched = _LEADING_REGION.match(identifier)
    if matched is None:
        raise Refused(
            f"编号「{identifier}」的写法不对，应以行政区划代码开头，例如 350105/…",
            code="malformed-name",
        )
    return matched.group(1)


def check_region(text: str) -> str:
    """``text``, which is a region code.

    Raises:
        Refused: it isn't written as one.

    Duty: 12.2 (第十二条).
    """
    if re.fullmatch(REGION, text, re.ASCII) is None:
        raise Refused(
            f"行政区划代码「{text}」的写法不对，应为 6、9 或 12 位数字", code="malformed-name"
        )
    return text


def check_item_code(text: str) -> str:
    """``text``, which is an item's code.

    Raises:
        Refused: it isn't written as one.

    Duty: 7.1 (第七条).
    """
    if (problem := item_code_problem(text)) is not None:
        raise Refused(f"事项编号「{text}」：{problem}", code="malformed-name")
    return text


def item_code_problem(text: str) -> str | None:
    """What is wrong with an item's code, in Chinese; ``None`` if nothing is."""
    if re.fullmatch(ITEM_CODE, text, re.ASCII):
        return None
    return "应为 1 至 16 位大写字母、数字或连字符，首尾为字母或数字，例如 WB-01"

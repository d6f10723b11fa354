"""Public pages: static, self-contained, opened from disk, printed or read on a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

_TEMPLATES = Environment(
    loader=PackageLoader("reports"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)

KINDS = {
    "item_list": "事项清单",
    "annual_plan": "年度计划",
    "announcement": "抽取公告",
    "draw_record": "抽取记录",
    "results": "检查结果",
    "credit_lists": "信用名单",
}


@dataclass(frozen=True, slots=True)
class House:
    """Who publishes."""

    brigade: str
    district: str
    rule: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One inspection's result as the public reads it."""

    number: str
    credit_code: str
    name: str
    method: str
    visited_on: date
    result: str
    disposition: str
    clean: bool
    """Nothing was found and nobody stood in the way; refusing to sign is no finding."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One publication on the index page."""

    kind: str
    title: str
    released_on: date
    page: str


def page(kind: str, house: House | None, title: str, released: str, **content: Any) -> bytes:
    """One page of ``kind`` (the name of its template)."""
    template = _TEMPLATES.get_template(f"{kind}.html.j2")
    return template.render(house=house, title=title, released=released, **content).encode()


def index(house: House, publications: Sequence[Listed]) -> bytes:
    """The first page: everything made public, newest first, by kind."""
    by_kind: Mapping[str, list[Listed]] = {
        name: [p for p in publications if KINDS[p.kind] == name] for name in KINDS.values()
    }
    return page("index", house, "双随机、一公开 信息公示", "", by_kind=by_kind)

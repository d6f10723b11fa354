"""The pages on which a firm is found: one of its own, the list of all, and what searches it without a
server."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import Any

from markupsafe import escape

from models.rules.disclosure import PublicResult
from models.rules.file_names import firms_page
from models.rules.firm_story import Firm, Result, Version
from models.rules.publisher import Publisher
from reports.public_site import own_page, part, sliced, turning, whole

LIST_TITLE = "查企业"
SEARCH_FILE = "firms.js"
_ROOT = "../"
_MARK = "\0"
"""Stands in the frame where a firm's own words come, and around the number of each of its values."""
_CODE, _NAME = f"{_MARK}-2{_MARK}", f"{_MARK}-1{_MARK}"


def firm_page(publisher: Publisher, firm: Firm, replies: Mapping[str, Any]) -> bytes:
    """A firm's page; ``replies`` are its own words by the inspection's number.

    Duty: 3.1, 17.1, 23.1 (第三条、第十七条、第二十三条).
    """
    frame = _frame(publisher, publisher.district in firm.name)
    name = str(escape(firm.name))
    released = firm.released
    days = _days(*released[:1], *released[-1:])
    parts = (name, name, str(whole(firm.name)), _filled(firm, replies), days)
    return "".join(chain(*zip(frame, (*parts, ""), strict=True))).encode()


def _filled(firm: Firm, replies: Mapping[str, Any]) -> str:
    """What is told of a firm: told alike of many, but for its name, its code and its numbers."""
    numbers = {each.number: f"{_MARK}{n}{_MARK}" for n, each in enumerate(firm.results)}
    own = tuple((numbers[n], replies[n]) for n in numbers if n in replies)
    told = list(_told(_alike(firm, numbers), own))
    values = [firm.code, firm.name, *numbers]
    told[1::2] = [str(escape(values[int(each) + 2])) for each in told[1::2]]
    return "".join(told)


def _alike(firm: Firm, numbers: Mapping[str, str]) -> Firm:
    """The firm with marks where its name, its code and its numbers stand: all that a template is
    given, so that whatever else it shows is the same wherever this is the same."""
    results = tuple(_alike_result(each, numbers[each.number]) for each in firm.results)
    return Firm(_CODE, _NAME, results, firm.turns, firm.lists)


# ``dataclasses.replace`` would take longer than the rest of the page.
def _alike_result(of: Result, number: str) -> Result:
    versions = tuple(_alike_version(each, number) for each in of.versions)
    return Result(number, of.item, of.draw_id, of.year, of.period, versions)


def _alike_version(of: Version, number: str) -> Version:
    row = of.row and PublicResult(
        number,
        _CODE,
        _NAME,
        of.row.method,
        of.row.visited_on,
        of.row.result,
        of.row.disposition,
        of.row.clean,
    )
    return Version(
        of.version,
        of.kind,
        of.state,
        row,
        of.note,
        of.next_word_on,
        of.page,
        of.released_on,
        of.late,
    )


@lru_cache(maxsize=4096)
def _told(firm: Firm, replies: Sequence[tuple[str, Any]]) -> tuple[str, ...]:
    """Text and the number of a mark, in turn."""
    standing = [each for each in firm.lists if each.stands]
    told = part("firm_told", root=_ROOT, firm=firm, standing=standing, replies=dict(replies))
    return tuple(told.split(_MARK))


@lru_cache(maxsize=8)
def _frame(publisher: Publisher, district_named: bool) -> tuple[str, ...]:
    """What is the same on the page of every firm: what stands before its name in the head, in the
    breadcrumb and above, before what is told of it, before the days of release, and the end."""
    page = own_page(
        "firm",
        publisher,
        _MARK,
        root=_ROOT,
        crumbs=[(LIST_TITLE, firms_page(1))],
        mark=_MARK,
        district_named=district_named,
    )
    return tuple(page.decode().split(_MARK))


@lru_cache(maxsize=4096)
def _days(first: date | None = None, last: date | None = None) -> str:
    return part("firm_days", first=first, last=last)


def list_pages(publisher: Publisher, firms: Sequence[Firm]) -> Iterator[tuple[str, bytes]]:
    """Every firm in lists of a readable length, for who has no scripts; file -> page."""
    parts = sliced(firms)
    ranges = [(each[0].name, each[-1].name) for each in parts if each]
    for here, of_page in enumerate(parts, start=1):
        yield (
            firms_page(here),
            own_page(
                "firms",
                publisher,
                LIST_TITLE if here == 1 else f"{LIST_TITLE}（第{here}页）",
                searching=True,
                count=len(firms),
                firms=of_page,
                ranges=ranges,
                pages=len(parts),
                number_of=here,
                list_file=firms_page,
                turning=turning(here, len(parts), firms_page),
            ),
        )


def search_script(firms: Sequence[Firm]) -> bytes:
    """The names and codes of all, and what looks in them."""
    lines = "\n".join(f"{each.code}\t{' '.join(each.name.split())}" for each in firms)
    code = (files("reports") / "search.js").read_text(encoding="utf-8")
    return f'"use strict";\nconst FIRMS = {json.dumps(lines, ensure_ascii=False)};\n{code}'.encode()

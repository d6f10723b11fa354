"""The grammar of a list entry's number (350105-XY-2026-00001), of an act about it, of its papers and of the
lists' page, and of a cause to watch a subject (350105-SY-2026-00001): built here, read here."""

from __future__ import annotations

import re

from models.faults import Refused
from models.rules.names import REGION, YEAR

_ENTRY = re.compile(rf"({REGION})-XY-{YEAR}-(\d{{5,}})", re.ASCII)
_CAUSE = re.compile(rf"({REGION})-SY-{YEAR}-(\d{{5,}})", re.ASCII)
_NUMBERED = re.compile(rf"{REGION}-(?:XY|SY)-{YEAR}-(\d{{5,}})", re.ASCII)
_ABOUT = re.compile(rf"({REGION}-XY-{YEAR}-\d{{5,}})(?:/\d+)?", re.ASCII)


def of_year(region: str, year: int) -> str:
    """What the numbers of the entries that were proposed in a year begin with."""
    return "-".join((region, "XY", str(year)))


def entry_number(prefix: str, n: int) -> str:
    """The ``n``-th number that begins with ``prefix``."""
    return f"{prefix}-{n:05d}"


def causes_of_year(region: str, year: int) -> str:
    """What the numbers of the causes that were recorded in a year begin with."""
    return "-".join((region, "SY", str(year)))


def region_of_cause(text: str) -> str:
    """The region of a cause.

    Raises:
        Refused: it isn't written as a cause's number.
    """
    matched = _CAUSE.fullmatch(text)
    if matched is None:
        raise Refused(
            f"事由编号「{text}」的写法不对，应如 350105-SY-2026-00001", code="malformed-name"
        )
    return matched[1]


def running_number(text: str) -> int:
    """The running number of an entry or a cause."""
    matched = _NUMBERED.fullmatch(text)
    return int(matched[1] if matched else _read(text)[2])


def region_of_entry(text: str) -> str:
    """The region of an entry.

    Raises:
        Refused: it isn't written as an entry's number.
    """
    return _read(text)[1]


def act_name(entry: str, n: int) -> str:
    """The ``n``-th act about an entry, as its deadline names it."""
    return f"{entry}/{n}"


def entry_of(text: str) -> str:
    """The entry that an act, or itself, is about.

    Raises:
        Refused: it isn't written as one of them.
    """
    matched = _ABOUT.fullmatch(text)
    return matched[1] if matched else _read(text)[0]


def paper_file(entry: str, kind: str) -> str:
    """A paper of an entry."""
    return f"{entry}-{kind}.pdf"


def page_file(region_code: str) -> str:
    """The page of the lists: one for all versions, so that who left a list is gone from it."""
    return f"credit-{region_code}.html"


def _read(text: str) -> re.Match[str]:
    matched = _ENTRY.fullmatch(text)
    if matched is None:
        raise Refused(
            f"名单条目编号「{text}」的写法不对，应如 350105-XY-2026-00001", code="malformed-name"
        )
    return matched

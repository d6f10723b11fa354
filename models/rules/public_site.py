"""What the first page and the feed of the public site tell of: the draws, and what was made public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MOST_ENTRIES = 200

Link = tuple[str, str, str]
"""A title, a file, and what is said beside it."""


@dataclass(frozen=True, slots=True)
class HeldDraw:
    """A draw with the pages that tell of it: how many firms were in it, how many of them it takes, of
    how many the results are out. Without ``firms`` its announcement told no number."""

    title: str
    year: int
    firms: int | None = None
    sample: int = 0
    published: int = 0
    announcement: str = ""
    record: str = ""
    check: str = ""
    abandoned: str = ""
    results: tuple[str, ...] = ()

    @property
    def stage(self) -> str:
        """Where it stands, in the public's word."""
        if self.abandoned:
            return "已作废"
        return "已公示" if self.published else "已公告"

    @property
    def sentence(self) -> str:
        """What there is to it in numbers; empty where there are none."""
        told = []
        if self.firms is not None:
            told.append(f"从{self.firms}家企业中抽取{self.sample}家")
        if self.published:
            told.append(f"已公布{self.published}家的检查结果")
        return f"{'，'.join(told)}。" if told else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was made public: ``id`` stays the same, ``page`` is below the site."""

    id: str
    title: str
    page: str
    day: date
    text: str = ""


def newest_entries(entries: Iterable[Entry]) -> list[Entry]:
    """What the feed has room for, the newest first.

    Duty: 3.1 (第三条).
    """
    return sorted(entries, key=lambda each: (each.day, each.id), reverse=True)[:MOST_ENTRIES]

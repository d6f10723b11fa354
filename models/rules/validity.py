"""Which days versions of a district file cover: what no version covers, what two do (第二十五条)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A version's days; one without ``last`` holds until another begins."""

    version: str
    first: date
    last: date | None = None


def gaps_and_overlaps(spans: Iterable[Span]) -> list[str]:
    """What whoever loads a version should know, in Chinese: days without any version, and days on
    which the version that begins later takes the place of one that was to hold longer.

    Duty: 25.1 (第二十五条).
    """
    ordered = sorted(spans, key=lambda span: span.first)
    notes = []
    for before, after in pairwise(ordered):
        if before.first == after.first:
            notes.append(
                f"{before.version} 版与 {after.version} 版都自 {after.first} 起生效，以后载入的为准"
            )
        elif before.last is not None and before.last >= after.first:
            notes.append(
                f"{before.version} 版（至 {before.last}）与 {after.version} 版"
                f"（自 {after.first} 起）重叠，重叠各日以后者为准"
            )
    covered_to = ordered[0].last if ordered else None
    for span in ordered[1:]:
        if covered_to is None:
            break
        if span.first > covered_to + DAY:
            notes.append(f"{covered_to + DAY} 至 {span.first - DAY} 没有生效的参数文件")
        covered_to = None if span.last is None else max(covered_to, span.last)
    return notes

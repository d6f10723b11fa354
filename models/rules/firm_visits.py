"""What is one visit to a firm, of which kind it is, and whether it counts for the year.

Several inspections may be made in one visit: a drawn one and a special one, or two specials on two
documents. Each has its own file and result; the firm was visited once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.rules.states import Worded


class VisitKind(Worded):
    """How a visit came about. A visit for several reasons is of the first kind that fits.

    Duty: 4.1, 17.1 (第四条、第十七条).
    """

    DRAWN = "drawn", "随机抽查"
    JOINT = "joint", "联合检查"
    SPECIAL = "special", "专项检查"
    RECHECK = "recheck", "复查"


class VisitSource(Worded):
    """What a visit for cause comes from. A district file may leave visits of some of these out of the
    year's count."""

    COMPLAINT = "complaint", "投诉举报"
    ASSIGNED = "assigned", "上级交办或有关部门转办"
    ASSISTING = "assisting", "配合上级检查"
    STEWARDSHIP = "stewardship", "执法稽查"
    MONITORING = "monitoring", "监管中发现线索"
    MEDIA = "media", "媒体曝光"
    RECHECK = "recheck", "整改复查"
    ASKED_FOR = "asked-for", "市场主体申请"
    LICENSING = "licensing", "办理许可须现场核查"
    URGENT = "urgent", "其他紧急情形"


SOURCE_OF_GROUND = {
    3: VisitSource.COMPLAINT,
    4: VisitSource.URGENT,
    5: VisitSource.ASSIGNED,
    6: VisitSource.MONITORING,
    7: VisitSource.ASSIGNED,
}
"""What a special inspection comes from by its ground (第四条) where nobody said it. Another way of
supervision and a campaign of the superior (1 and 2) are no cause that a firm gave."""


def source_of(ground: int, stated: str = "") -> VisitSource | None:
    """What a special inspection comes from, as it was stated or else by its ground."""
    return VisitSource(stated) if stated else SOURCE_OF_GROUND.get(ground)


@dataclass(frozen=True, slots=True)
class Made:
    """An inspection that was made at the premises: what of it tells one visit from another."""

    number: str
    credit_code: str
    visited_on: date
    officers: frozenset[str]
    """Their badges."""
    kind: VisitKind
    source: VisitSource | None = None


def same_visit(one: Made, other: Made) -> bool:
    """Whether two inspections were made in one visit: at one firm, on one day, by officers of whom
    at least one took part in both.

    Duty: 4.1, 23.1 (第四条、第二十三条).
    """
    return (
        one.credit_code == other.credit_code
        and one.visited_on == other.visited_on
        and not one.officers.isdisjoint(other.officers)
    )


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit with the inspections made in it, by number."""

    made: tuple[Made, ...]

    @property
    def credit_code(self) -> str:
        """The firm."""
        return self.made[0].credit_code

    @property
    def day(self) -> date:
        """The day."""
        return self.made[0].visited_on

    @property
    def numbers(self) -> tuple[str, ...]:
        """The inspections."""
        return tuple(each.number for each in self.made)

    @property
    def kind(self) -> VisitKind:
        """The first kind that fits one of its inspections."""
        return min((each.kind for each in self.made), key=list(VisitKind).index)

    @property
    def for_cause(self) -> bool:
        """Whether all of it was done for a cause: nothing of it by chance or by plan."""
        return all(each.source is not None for each in self.made)

    def counts(self, exempt: Collection[VisitSource]) -> bool:
        """Whether it counts for the year: it is no recheck, and not all of it is ``exempt``."""
        return any(
            each.kind != VisitKind.RECHECK and each.source not in exempt for each in self.made
        )


def visits(made: Iterable[Made]) -> list[Visit]:
    """The visits in which inspections were made, by day, then by number.

    Duty: 4.1 (第四条).
    """
    by_day: dict[tuple[date, str], list[list[Made]]] = {}
    for each in sorted(made, key=lambda one: one.number):
        groups = by_day.setdefault((each.visited_on, each.credit_code), [])
        joined = [group for group in groups if any(same_visit(each, other) for other in group)]
        for group in joined:
            groups.remove(group)
        groups.append([*(one for group in joined for one in group), each])
    found = [
        Visit(tuple(sorted(group, key=lambda one: one.number)))
        for groups in by_day.values()
        for group in groups
    ]
    return sorted(found, key=lambda visit: (visit.day, visit.numbers))


def count_by_kind(
    made: Sequence[Visit], exempt: Collection[VisitSource] = ()
) -> Mapping[VisitKind, int]:
    """How many of a firm's visits count for the year, by kind; no recheck does."""
    counted = Counter(visit.kind for visit in made if visit.counts(exempt))
    return {kind: counted[kind] for kind in VisitKind if kind != VisitKind.RECHECK}


def count_in_words(counted: Mapping[VisitKind, int]) -> str:
    """The same as a notice says it."""
    of_each = "、".join(f"{kind.words} {n} 次" for kind, n in counted.items() if n)
    return f"{sum(counted.values())} 次" + (f"（{of_each}）" if of_each else "")

"""How often a firm may be visited: the cap of a year, the rest after a visit, and the warning of a
visit repeated too soon. What of it holds stands in the district file; where nothing stands, nothing
does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from models.rules.firm_visits import Visit, VisitSource


@dataclass(frozen=True, slots=True)
class VisitRules:
    """What a district holds to; ``None`` is a rule it has not.

    ``cap`` visits in a calendar year; ``rest`` and ``repeated`` are natural days after a visit.
    """

    cap: int | None = None
    exempt: frozenset[VisitSource] = frozenset()
    rest: int | None = None
    repeated: int | None = None

    @property
    def skips(self) -> bool:
        """Whether a firm may be kept out of a draw by them."""
        return self.cap is not None or self.rest is not None

    @property
    def back(self) -> int:
        """How many days back a visit still matters, besides the year's."""
        return max(self.rest or 0, self.repeated or 0)

    def in_words(self) -> str:
        """The rule by which firms are skipped, as an announcement says it; empty where none are."""
        left_out = "、".join(each.words for each in VisitSource if each in self.exempt)
        beside = f"，不计{left_out}" if left_out else ""
        parts = [
            f"每个日历年检查满 {self.cap} 次（含已派发尚未检查的{beside}）"
            if self.cap is not None
            else "",
            f"上次检查之后未满 {self.rest} 日" if self.rest is not None else "",
        ]
        said = "，或者".join(filter(None, parts))
        return f"{said}的市场主体，各类别均不参加抽取" if said else ""


@dataclass(frozen=True, slots=True)
class FirmYear:
    """A firm's visits as they bear on a day: those made up to it, in the year and shortly before,
    and those still to come of what is dispatched."""

    made: tuple[Visit, ...] = ()
    coming: tuple[Visit, ...] = ()

    def of_the_year(self, as_of: date) -> list[Visit]:
        """Those made in the year up to ``as_of``."""
        return [v for v in self.made if v.day.year == as_of.year and v.day <= as_of]

    def counted(self, rules: VisitRules, as_of: date) -> int:
        """How many of them count."""
        return sum(visit.counts(rules.exempt) for visit in self.of_the_year(as_of))

    def waiting(self, rules: VisitRules) -> int:
        """How many are to come that will count."""
        return sum(visit.counts(rules.exempt) for visit in self.coming)

    def without(self, number: str) -> FirmYear:
        """The same without the visit that the inspection ``number`` is part of."""
        return FirmYear(
            tuple(v for v in self.made if number not in v.numbers),
            tuple(v for v in self.coming if number not in v.numbers),
        )


def capped(firm: FirmYear, rules: VisitRules, as_of: date) -> bool:
    """Whether one more visit would go beyond the cap of the year.

    Duty: 17.1 (第十七条).
    """
    return rules.cap is not None and firm.counted(rules, as_of) + firm.waiting(rules) >= rules.cap


def planned_total(firm: FirmYear, rules: VisitRules, as_of: date, draws: int) -> int:
    """How often a firm that every draw draws would be visited in the year, were nobody skipped, with
    so many ``draws`` still to be held.

    Duty: 9.4, 17.1 (第九条、第十七条).
    """
    return firm.counted(rules, as_of) + firm.waiting(rules) + draws


def rests_until(firm: FirmYear, rules: VisitRules, as_of: date) -> date | None:
    """The first day on which a firm that rests on ``as_of`` may be visited again; ``None`` if it does
    not rest.

    Duty: 17.1 (第十七条).
    """
    if rules.rest is None:
        return None
    days = [v.day for v in firm.made if v.day <= as_of and v.counts(rules.exempt)]
    until = max(days) + timedelta(days=rules.rest) if days else as_of
    return until if until > as_of else None


def is_skipped(firm: FirmYear, rules: VisitRules, as_of: date) -> bool:
    """Whether a draw announced on ``as_of`` leaves the firm out (``visit-cap``).

    Duty: 17.1 (第十七条).
    """
    return capped(firm, rules, as_of) or rests_until(firm, rules, as_of) is not None


def warnings(
    firm: FirmYear, rules: VisitRules, as_of: date, source: VisitSource | None = None
) -> list[str]:
    """What one more visit on ``as_of`` would break, in Chinese; ``firm`` is without that visit. A visit
    for cause (``source``) is never one too soon, and a recheck or what is exempt breaks nothing.

    Duty: 17.1 (第十七条).
    """
    if source == VisitSource.RECHECK or source in rules.exempt:
        return []
    told = []
    made, coming = firm.counted(rules, as_of), firm.waiting(rules)
    if capped(firm, rules, as_of):
        waiting = f"、另有待检查 {coming} 次" if coming else ""
        told.append(f"本年已检查 {made} 次{waiting}，再检查将超过全年 {rules.cap} 次的上限")
    if (until := rests_until(firm, rules, as_of)) is not None:
        told.append(f"上次检查之后未满 {rules.rest} 日，{until} 起方可再检查")
    if source is None and (before := _too_soon(firm.made, rules, as_of)):
        told.append(f"{rules.repeated} 日内重复检查：{before[-1].day} 已检查过")
    return told


def _too_soon(made: Iterable[Visit], rules: VisitRules, as_of: date) -> list[Visit]:
    if rules.repeated is None:
        return []
    since = as_of - timedelta(days=rules.repeated)
    return [v for v in made if since <= v.day <= as_of and not v.for_cause]

"""The credit archive: what an inspection leaves in it, and whom that makes a list think of.

Nobody comes onto a list by what stands here: a cause is proposed, and people decide
(``models.rules.credit_lists``).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.rules.inspection import Outcome
from models.rules.states import Worded


class CreditKind(Worded):
    """What an inspection enters in a subject's archive.

    Duty: 22.1, 23.3 (第二十二条、第二十三条).
    """

    VIOLATION = "violation", "检查发现问题"
    NON_COOPERATION = "non_cooperation", "不予配合检查"
    CLEAN = "clean", "检查未发现问题"


class Ground(Worded):
    """For what a list is thought of: by rule, or on somebody's own proposal.

    Duty: 23.3 (第二十三条).
    """

    NON_COOPERATION = "non_cooperation", "不予配合监督检查"
    REPEATED = "repeated_violations", "多次检查发现违法违规"
    CLEAN = "clean", "多次检查均未发现问题"
    OTHER = "other", "其他事由"


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers of the archive, from the district file; months."""

    violation_months: int
    non_cooperation_months: int
    clean_months: int
    blacklist_violations: int
    blacklist_within_months: int
    honour_clean: int
    honour_within_months: int


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a subject's archive; ``record`` is its id, ``spent`` that a list was decided on
    because of it already. ``visit`` names the visit of that day (``firm_visits.same_visit``) in which
    it was found."""

    kind: CreditKind
    happened_on: date
    expires_on: date
    record: int = 0
    spent: bool = False
    visit: str = ""

    @property
    def when(self) -> tuple[date, str]:
        """The visit by its day, so that visits come in order."""
        return self.happened_on, self.visit


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a subject is proposed for a list: the words that the public would read, and the entries of
    the archive (ids) it rests on."""

    ground: Ground
    reason: str
    records: tuple[int, ...]


def months_after(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of that month."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def event(kind: CreditKind, happened_on: date, terms: Terms) -> Event:
    """An event with the day its effect ends.

    Duty: 22.1, 23.3 (第二十二条、第二十三条).
    """
    months = {
        CreditKind.VIOLATION: terms.violation_months,
        CreditKind.NON_COOPERATION: terms.non_cooperation_months,
        CreditKind.CLEAN: terms.clean_months,
    }[kind]
    return Event(kind, happened_on, months_after(happened_on, months))


def kinds(outcome: Outcome, has_findings: bool) -> list[CreditKind]:
    """What an inspection's outcome enters in the archive; nothing if nobody could be inspected.

    Duty: 22.1, 23.3 (第二十二条、第二十三条).
    """
    if outcome == Outcome.NO_VISIT:
        return []
    entered = []
    if outcome == Outcome.NOT_COOPERATING:
        entered.append(CreditKind.NON_COOPERATION)
    if has_findings:
        entered.append(CreditKind.VIOLATION)
    return entered or [CreditKind.CLEAN]


def blacklist_cause(events: Sequence[Event], as_of: date, terms: Terms) -> Cause | None:
    """Why a subject is to be proposed for the blacklist on ``as_of``; ``None`` if it isn't.

    Non-cooperation is a cause at once, violations are when there are enough within the stated
    months. One visit counts once, however many inspections were made in it. What was decided about
    before, or whose effect is over, counts no more.

    Duty: 4.1, 9.4, 23.3 (第四条、第九条、第二十三条).
    """
    fresh = [e for e in events if not e.spent and e.happened_on <= as_of < e.expires_on]
    refused = [e for e in fresh if e.kind == CreditKind.NON_COOPERATION]
    if refused:
        newest = max(e.when for e in refused)
        visit = tuple(e.record for e in refused if e.when == newest)
        return Cause(Ground.NON_COOPERATION, Ground.NON_COOPERATION.words, visit)
    faulty = sorted((e for e in fresh if e.kind == CreditKind.VIOLATION), key=lambda e: e.when)
    visits = list(dict.fromkeys(e.when for e in faulty))
    k, months = terms.blacklist_violations, terms.blacklist_within_months
    for first, last in zip(reversed(visits[: len(visits) - k + 1]), reversed(visits), strict=False):
        if last[0] <= months_after(first[0], months):
            within = tuple(e.record for e in faulty if first <= e.when <= last)
            reason = f"{months} 个月内 {k} 次检查发现违法违规"
            return Cause(Ground.REPEATED, reason, within)
    return None


def honour_cause(events: Sequence[Event], as_of: date, terms: Terms) -> Cause | None:
    """Why a subject is to be proposed for the honour list on ``as_of``, or may stay on it; ``None`` if
    there is no reason. One visit counts once.

    Duty: 4.1, 23.3 (第四条、第二十三条).
    """
    recent = [
        e
        for e in events
        if e.happened_on <= as_of <= months_after(e.happened_on, terms.honour_within_months)
    ]
    visits = {e.when for e in recent}
    if len(visits) >= terms.honour_clean and all(e.kind == CreditKind.CLEAN for e in recent):
        reason = f"{terms.honour_within_months} 个月内 {len(visits)} 次检查均未发现问题"
        return Cause(Ground.CLEAN, reason, tuple(e.record for e in recent))
    return None


def honour_due(events: Sequence[Event], as_of: date, terms: Terms) -> Cause | None:
    """Why a subject is to be proposed for the honour list: as before, and something of it is new.

    Duty: 23.3 (第二十三条).
    """
    cause = honour_cause(events, as_of, terms)
    spent = {e.record for e in events if e.spent}
    return cause if cause and not spent.issuperset(cause.records) else None


Standing = Mapping[CreditKind, date]
"""What stands in the archive of one inspection: kind -> day of the visit."""


def changed(live: Standing, outcome: Outcome | None, has_findings: bool, visited_on: date) -> bool:
    """Whether the archive is to be entered anew of an inspection whose result was corrected, or, with
    no ``outcome``, withdrawn.

    Duty: 23.2, 23.3 (第二十三条).
    """
    now = {} if outcome is None else dict.fromkeys(kinds(outcome, has_findings), visited_on)
    return dict(live) != now


def each_subject(
    events: Mapping[str, Iterable[Event]],
    cause: Callable[[Sequence[Event], date, Terms], Cause | None],
    as_of: date,
    terms: Terms,
) -> dict[str, Cause]:
    """Credit code -> its cause, of those that have one."""
    found = {code: cause(list(theirs), as_of, terms) for code, theirs in events.items()}
    return {code: each for code, each in found.items() if each is not None}

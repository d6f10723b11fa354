"""The credit archive: what an inspection leaves in it, and who is on the lists because of it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.rules.inspection import Outcome
from models.rules.states import Move, Worded


class CreditKind(Worded):
    """What an inspection enters in a subject's archive.

    Duty: 22.1, 23.3 (第二十二条、第二十三条).
    """

    VIOLATION = "violation", "检查发现问题"
    NON_COOPERATION = "non_cooperation", "不予配合检查"
    CLEAN = "clean", "检查未发现问题"


class ListName(Worded):
    """The two lists.

    Duty: 23.3 (第二十三条).
    """

    BLACKLIST = "blacklist", "黑名单"
    HONOUR_LIST = "honour_list", "红名单"


class ListState(Worded):
    """Where an entry of a list stands; who comes back gets a new one.

    Duty: 23.3 (第二十三条).
    """

    ON = "on", "在列"
    OFF = "off", "已移出"

    @classmethod
    def of(cls, exited_on: date | None) -> ListState:
        """By the day on which it was taken off, if it was."""
        return cls.ON if exited_on is None else cls.OFF


MOVES = (Move(ListState.ON, ListState.OFF, "第二十三条"),)


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers of the lists, from the district file; months."""

    violation_months: int
    non_cooperation_months: int
    clean_months: int
    blacklist_violations: int
    blacklist_within_months: int
    blacklist_months: int
    honour_clean: int
    honour_within_months: int


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a subject's archive."""

    kind: CreditKind
    happened_on: date
    expires_on: date


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


def blacklisted(events: Sequence[Event], as_of: date, terms: Terms) -> tuple[str, date] | None:
    """Why a subject stands on the blacklist on ``as_of`` and until when; ``None`` if it doesn't.

    Non-cooperation puts it there at once, violations when there are enough within the stated
    months; it leaves when the term from the last such event is over.

    Duty: 9.4, 23.3 (第九条、第二十三条).
    """
    causes: list[tuple[date, str]] = [
        (e.happened_on, "不予配合监督检查") for e in events if e.kind == CreditKind.NON_COOPERATION
    ]
    violations = sorted(e.happened_on for e in events if e.kind == CreditKind.VIOLATION)
    k = terms.blacklist_violations
    for first, last in zip(violations, violations[k - 1 :], strict=False):
        if last <= months_after(first, terms.blacklist_within_months):
            causes.append((last, f"{terms.blacklist_within_months} 个月内 {k} 次检查发现违法违规"))
    for happened_on, why in sorted(causes, reverse=True):
        until = months_after(happened_on, terms.blacklist_months)
        if happened_on <= as_of < until:
            return why, until
    return None


def honoured(events: Sequence[Event], as_of: date, terms: Terms) -> str | None:
    """Why a subject stands on the honour list on ``as_of``; ``None`` if it doesn't.

    Duty: 23.3 (第二十三条).
    """
    recent = [
        e
        for e in events
        if e.happened_on <= as_of <= months_after(e.happened_on, terms.honour_within_months)
    ]
    clean = [e for e in recent if e.kind == CreditKind.CLEAN]
    if len(clean) >= terms.honour_clean and len(clean) == len(recent):
        return f"{terms.honour_within_months} 个月内 {len(clean)} 次检查均未发现问题"
    return None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a subject's archive says on a day."""

    blacklist: tuple[str, date] | None
    honour: str | None

    def lists(self) -> dict[ListName, tuple[str, date | None]]:
        """The lists it puts the subject on, each with the reason and the last day's morrow."""
        due: dict[ListName, tuple[str, date | None]] = {}
        if self.blacklist is not None:
            due[ListName.BLACKLIST] = self.blacklist
        if self.honour is not None:
            due[ListName.HONOUR_LIST] = (self.honour, None)
        return due


def standing(events: Iterable[Event], as_of: date, terms: Terms) -> Standing:
    """Whether a subject stands on either list; the blacklist rules out the honour list.

    Duty: 23.3 (第二十三条).
    """
    archive = list(events)
    black = blacklisted(archive, as_of, terms)
    return Standing(black, None if black else honoured(archive, as_of, terms))

"""What changed in a subject roster since a draw froze it, and why: which reason may be said of what.

The kind of each change is the protocol's (``models.rules.draw.moves``); here stands how a roster's
rows come to it, and which of the reasons that were said still hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.faults import Refused
from models.rules.draw.moves import Roster, moves
from models.rules.draw.reasons import MOVE_REASONS, MoveKind, MoveReason
from models.rules.rosters import MOVE_REASON_BY_WORDS, ineligible_reason

UNEXPLAINED = "未说明"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a subject stands in a version of the roster."""

    status: str
    risk_class: str

    @property
    def stratum(self) -> str | None:
        """The stratum it is drawn in; ``None`` if it is not in the draw."""
        return self.risk_class if ineligible_reason(self.status) is None else None


@dataclass(frozen=True, slots=True)
class Changed:
    """A subject whose standing is not the same in two versions; ``None``: not on that roster."""

    credit_code: str
    name: str
    then: Standing | None
    now: Standing | None

    @property
    def plays_another_part(self) -> bool:
        """Whether it came, went, or stands in another stratum; what was said before is over then."""
        if self.then is None or self.now is None:
            return self.then is not self.now
        return self.then.stratum != self.now.stratum

    @property
    def implied(self) -> MoveReason | None:
        """The reason that its status says by itself: of who is no longer in the draw."""
        if self.then is None or self.then.stratum is None or self.now is None:
            return None
        reason = ineligible_reason(self.now.status)
        return None if reason is None else MoveReason(reason.value)


def kinds(
    changed: Iterable[Changed],
    ratios_then: Mapping[str, Fraction],
    ratios_now: Mapping[str, Fraction],
) -> dict[str, MoveKind]:
    """Credit code -> the kind of its change, by the ratios announced then and in force now. Who
    changed only within the ineligible has none.

    Duty: 13.1 (第十三条).
    """
    listed = list(changed)
    then = _roster(((each.credit_code, each.then) for each in listed), ratios_then)
    now = _roster(((each.credit_code, each.now) for each in listed), ratios_now)
    return dict(moves(then, now))


def _roster(
    standings: Iterable[tuple[str, Standing | None]], ratios: Mapping[str, Fraction]
) -> Roster:
    subjects, ineligible = [], []
    for code, standing in sorted(standings, key=lambda each: each[0]):
        if standing is None:
            continue
        reason = ineligible_reason(standing.status)
        if reason is None:
            subjects.append(f"{code}\t{standing.risk_class}\n")
        else:
            ineligible.append(f"{code}\t{reason}\n")
    return Roster("".join(subjects).encode(), "".join(ineligible).encode(), ratios)


def announced_ratios(announcement: Mapping[str, Any]) -> dict[str, Fraction]:
    """The ratio of each stratum as an announcement states it."""
    return {each["code"]: Fraction(each["ratio"]) for each in announcement["strata"]}


def read_reason(written: str) -> MoveReason:
    """The reason that ``written`` words say.

    Raises:
        Refused: it is none of the list.

    Duty: 13.1 (第十三条).
    """
    reason = MOVE_REASON_BY_WORDS.get(written.strip())
    if reason is None:
        raise Refused(
            f"变动原因「{written}」应为 {MoveReason.all_words()} 之一", code="unknown-reason"
        )
    return reason


def fitting(changed: Changed, kind: MoveKind) -> tuple[MoveReason, ...]:
    """The reasons that may be said of a change: of its kind, and what the status says already.

    Duty: 13.1 (第十三条).
    """
    return MOVE_REASONS[kind] if changed.implied is None else (changed.implied,)


def reason_problem(changed: Changed, kind: MoveKind, reason: MoveReason) -> str | None:
    """Why ``reason`` can't be said of a change, in Chinese; ``None`` if it can.

    Duty: 13.1 (第十三条).
    """
    fits = fitting(changed, kind)
    if reason in fits:
        return None
    listed = "、".join(each.words for each in fits)
    return f"「{changed.name}」的变动是「{kind.words}」，变动原因应为 {listed}{' 之一' if len(fits) > 1 else ''}"


@dataclass(frozen=True, slots=True)
class Stay:
    """A subject's standing from one roster version until another (``None``: until now)."""

    since: int
    until: int | None
    standing: Standing


def last_changed(stays: Sequence[Stay], since: int, until: int) -> int:
    """The version, after ``since`` and up to ``until``, with which a subject's part in the draw
    last changed; ``since`` if it never did.

    What was said of an earlier change says nothing of this one.
    """

    def part(version: int) -> list[str | None]:
        return [
            stay.standing.stratum
            for stay in stays
            if stay.since <= version and (stay.until is None or version < stay.until)
        ]

    edges = {edge for stay in stays for edge in (stay.since, stay.until) if edge is not None}
    changes = [e for e in edges if since < e <= until and part(e) != part(e - 1)]
    return max(changes, default=since)

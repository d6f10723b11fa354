"""Step 2, moves: what changed in the roster since the item's previous confirmed draw, and who must be
drawn in addition because a passing reason kept them from their last visit (step 6)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.rules.draw.forms import CARRIED_OVER
from models.rules.draw.reasons import MOVE_REASONS, ChangeKind, MoveKind, SubjectLeaves
from models.rules.draw.texts import NAMES, of_id, rows


@dataclass(frozen=True, slots=True)
class Roster:
    """Who stood in a draw's roster and how: its ``subjects`` and ``ineligible`` texts, as bytes, and
    the ratio of each stratum as announced."""

    subjects: bytes
    ineligible: bytes
    ratios: Mapping[str, Fraction]

    def everyone(self) -> Iterator[tuple[str, str | None]]:
        """Each id in order, with its stratum; ``None`` where it was not eligible."""
        left_out = ((id_, None) for id_, _ in rows(self.ineligible))
        in_draw: Iterator[tuple[str, str | None]] = ((id_, s) for id_, s in rows(self.subjects))
        return heapq.merge(in_draw, left_out, key=lambda each: each[0])


def moves(previous: Roster, now: Roster) -> list[tuple[str, MoveKind]]:
    """Each id that changed, in order, with the kind of its move: the first that fits.

    Duty: 13.1 (第十三条).
    """
    found = []
    for id_, before, after in _side_by_side(previous.everyone(), now.everyone()):
        kind = _kind(before, after, previous.ratios, now.ratios)
        if kind is not None:
            found.append((id_, kind))
    return found


def move_problems(previous: Roster, now: Roster, stated: bytes) -> list[str]:
    """In Chinese, where a moves text says otherwise than the two rosters.

    Duty: 13.1 (第十三条).
    """
    due = dict(moves(previous, now))
    listed = {id_: MoveKind(kind) for id_, kind, _ in rows(stated)}
    name, problems = NAMES["moves"], []
    for id_ in sorted(due.keys() | listed.keys()):
        if id_ not in listed:
            problems.append(f"{name}：缺少「{id_}」的变动「{due[id_].words}」")
        elif id_ not in due:
            problems.append(f"{name}：「{id_}」没有变动，却列为「{listed[id_].words}」")
        elif due[id_] != listed[id_]:
            problems.append(
                f"{name}：「{id_}」的变动应为「{due[id_].words}」，列为「{listed[id_].words}」"
            )
    return problems


def reason_fits(kind: str, reason: str) -> bool:
    """Whether a move of this kind may have this reason."""
    return kind in MoveKind.values() and reason in MOVE_REASONS[MoveKind(kind)]


@dataclass(frozen=True, slots=True)
class Left:
    """A change by which somebody left a place: its kind, who left, why and when it was decided."""

    kind: str
    out: str
    reason: str
    decided_at: str


def carried_over(changes: Iterable[Left], announced_at: str, since: str = "") -> list[str]:
    """The firms that a draw announced then must draw in addition: those that left an earlier one for
    a passing reason. A change decided later counts for the draw after: its announcement asks for
    those decided ``since`` this one.

    Duty: 17.2, 18.3 (第十七条、第十八条).
    """
    passing = {reason.value for reason in SubjectLeaves if reason.carried_over}
    return sorted(
        {
            change.out
            for change in changes
            if change.kind == ChangeKind.SUBJECT
            and change.reason in passing
            and since < change.decided_at <= announced_at
        }
    )


def carried_over_problems(due: Iterable[str], now: Roster) -> list[str]:
    """In Chinese, which of the firms that must be carried over stand in another stratum. One that
    is not eligible, or left the roster, is told by the moves.

    Duty: 17.2, 18.3 (第十七条、第十八条).
    """
    return [
        f"「{id_}」上期因暂时原因未检查，应列入类别「{CARRIED_OVER}」，列在「{line[1]}」"
        for id_ in due
        if (line := of_id(now.subjects, id_)) is not None and line[1] != CARRIED_OVER
    ]


_MISSING = object()


def _side_by_side(
    previous: Iterator[tuple[str, str | None]], now: Iterator[tuple[str, str | None]]
) -> Iterator[tuple[str, str | object | None, str | object | None]]:
    """Both rosters' entries of each id, in order; ``_MISSING`` where one has none."""
    before, after = next(previous, None), next(now, None)
    while before is not None or after is not None:
        if after is None or (before is not None and before[0] < after[0]):
            assert before is not None
            yield before[0], before[1], _MISSING
            before = next(previous, None)
        elif before is None or after[0] < before[0]:
            yield after[0], _MISSING, after[1]
            after = next(now, None)
        else:
            yield before[0], before[1], after[1]
            before, after = next(previous, None), next(now, None)


def _kind(
    before: str | object | None,
    after: str | object | None,
    ratios_then: Mapping[str, Fraction],
    ratios_now: Mapping[str, Fraction],
) -> MoveKind | None:
    if before == after:
        return None
    if before is _MISSING:
        return MoveKind.ADDED
    if after is _MISSING:
        return MoveKind.REMOVED
    if after is None:
        return MoveKind.SUSPENDED
    if before is None:
        return MoveKind.RESUMED
    larger = ratios_now[str(after)] > ratios_then[str(before)]
    return MoveKind.UP if larger else MoveKind.DOWN

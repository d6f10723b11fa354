"""Step 5: inspectors for every drawn subject, such that everyone still to be served can be served.

The yes/no question of the protocol is a bipartite feasibility question. Instead of solving it anew
for each seat, a complete plan for everyone is kept; a candidate is feasible exactly when the plan
can be rerouted to contain it (an alternating path), and rerouting is the update.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from models.faults import Refused
from models.rules.draw2.reasons import AbandonReason
from models.rules.draw2.sample import Tickets

Recusals = Mapping[str, AbstractSet[str]]
"""Subject id -> inspector codes recused from it."""

TOO_FEW = AbandonReason.TOO_FEW_INSPECTORS.value


def check_feasible(codes: Collection[str], recusals: Recusals, m: int, minimum: int) -> None:
    """Refuse before any source exists what could not be staffed: every subject may be drawn or
    move up, so each that somebody is recused from is looked at.

    Raises:
        Refused: fewer inspectors than the rule's ``minimum``, or than ``m``; or naming each subject
            with fewer than ``m`` inspectors not recused.

    Duty: 14.2, 17.3 (第十四条、第十七条).
    """
    least = max(minimum, m)
    if len(codes) < least:
        raise Refused(
            f"可抽取的检查人员只有 {len(codes)} 人，不得少于 {least} 人，不能抽取",
            code=TOO_FEW,
        )
    listed = set(codes)
    short = [
        f"「{id_}」未被回避的检查人员只有 {left} 人，应至少 {m} 人"
        for id_ in recusals
        if (left := len(listed) - len(listed & recusals[id_])) < m
    ]
    if short:
        raise Refused(*short, code=TOO_FEW)


def tight(ids: Iterable[str], codes: Collection[str], recusals: Recusals, m: int) -> Iterator[str]:
    """Each subject with just ``m`` inspectors not recused: one more recusal would stop the draw.

    How many there are is announced; who they are is told to the supervisor alone, for it shows
    whom an inspector is related to.

    Duty: 17.3 (第十七条).
    """
    listed, nobody = set(codes), frozenset[str]()
    for id_ in ids:
        if len(listed - recusals.get(id_, nobody)) == m:
            yield id_


def assign(
    tickets: Tickets,
    drawn: Sequence[str],
    codes: Sequence[str],
    recusals: Recusals,
    m: int,
    slack: int = 0,
) -> tuple[int, dict[str, list[str]]]:
    """``m`` different inspectors for each of ``drawn`` (given by ticket, smallest first).

    Returns the cap and, for each subject, its inspectors in seat order: the first leads.

    Raises:
        Refused: naming each subject with fewer than ``m`` inspectors not recused.

    Duty: 17.1, 17.3 (第十七条).
    """
    if not drawn:
        return 0, {}
    check_feasible(codes, {id_: recusals[id_] for id_ in drawn if id_ in recusals}, m, m)
    cap = -(-m * len(drawn) // len(codes)) + slack
    while (plan := _Plan.complete(drawn, codes, recusals, m, cap)) is None:
        cap += 1
    assigned: dict[str, list[str]] = {}
    for id_ in drawn:
        recused = recusals.get(id_, frozenset())
        left = [code for code in codes if code not in recused and plan.served[code] < cap]
        preference = tickets.pairs(id_, left)
        preference.sort()
        seats: list[str] = []
        for _, code in preference:
            if len(seats) == m:
                break
            if plan.seat(id_, code):
                seats.append(code)
        assigned[id_] = seats
    return cap, assigned


class _Plan:
    """A complete plan: ``taken[id]`` still open seats as planned, ``on[code]`` who plans on whom."""

    def __init__(self, codes: Sequence[str], recusals: Recusals, cap: int) -> None:
        self.codes, self.recusals, self.cap = codes, recusals, cap
        self.taken: dict[str, set[str]] = {}
        self.seated: dict[str, set[str]] = {}
        self.on: dict[str, dict[str, None]] = {code: {} for code in codes}
        self.load = dict.fromkeys(codes, 0)
        self.served = dict.fromkeys(codes, 0)
        self.spare = dict.fromkeys(codes) if cap else {}

    @classmethod
    def complete(
        cls, drawn: Sequence[str], codes: Sequence[str], recusals: Recusals, m: int, cap: int
    ) -> _Plan | None:
        """A plan that serves everyone under ``cap``, or ``None`` if there is none."""
        plan = cls(codes, recusals, cap)
        for id_ in drawn:
            plan.taken[id_], plan.seated[id_] = set(), set()
        ring = deque(codes)
        for id_ in sorted(drawn, key=lambda i: -len(recusals.get(i, ()))):
            for _ in range(m):
                if not (plan._take_easily(id_, ring) or plan._take_by_rerouting(id_)):
                    return None
        return plan

    def seat(self, id_: str, code: str) -> bool:
        """Seat ``code`` with ``id_`` for good, if everyone can still be served after that."""
        planned = self.taken[id_]
        if code not in planned:
            if self.load[code] < self.cap:
                self._drop(id_, next(iter(planned)))
            else:
                path = self._path(code, id_, planned)
                if path is None:
                    return False
                end = self._reroute(path)
                self._drop(id_, end if end in planned else next(iter(planned)))
            self._add(id_, code)
        planned.discard(code)
        self.on[code].pop(id_)
        self.seated[id_].add(code)
        self.served[code] += 1
        return True

    def _can_take(self, id_: str, code: str) -> bool:
        return (
            code not in self.taken[id_]
            and code not in self.seated[id_]
            and code not in self.recusals.get(id_, ())
        )

    def _take_easily(self, id_: str, ring: deque[str]) -> bool:
        for _ in range(len(ring)):
            code = ring[0]
            ring.rotate(-1)
            if self.load[code] < self.cap and self._can_take(id_, code):
                self._add(id_, code)
                return True
        return False

    def _take_by_rerouting(self, id_: str) -> bool:
        for code in self.codes:
            if self._can_take(id_, code):
                path = self._path(code, id_, frozenset())
                if path is not None:
                    self._reroute(path)
                    self._add(id_, code)
                    return True
        return False

    def _path(
        self, full: str, for_: str, ends: AbstractSet[str]
    ) -> list[tuple[str, str, str]] | None:
        """Moves ``(id, from, to)`` that free a place on ``full``, or ``None``.

        The last move ends where there is room: on an inspector below the cap, or on one of
        ``ends``, whose place ``for_`` gives up.
        """
        came: dict[str, tuple[str, str]] = {}
        unvisited = dict.fromkeys(self.codes)
        unvisited.pop(full)
        queue = deque([full])
        while queue:
            here = queue.popleft()
            for id_ in self.on[here]:
                if id_ == for_:
                    continue
                for goal in (*ends, *self.spare):
                    if goal in unvisited and self._can_take(id_, goal):
                        came[goal] = (id_, here)
                        return self._moves(came, full, goal)
            for id_ in self.on[here]:
                if id_ == for_:
                    continue
                for code in [c for c in unvisited if self._can_take(id_, c)]:
                    unvisited.pop(code)
                    came[code] = (id_, here)
                    queue.append(code)
        return None

    def _moves(
        self, came: Mapping[str, tuple[str, str]], start: str, goal: str
    ) -> list[tuple[str, str, str]]:
        moves, at = [], goal
        while at != start:
            id_, before = came[at]
            moves.append((id_, before, at))
            at = before
        return moves

    def _reroute(self, moves: Sequence[tuple[str, str, str]]) -> str:
        for id_, before, after in moves:
            self._drop(id_, before)
            self._add(id_, after)
        return moves[0][2]

    def _add(self, id_: str, code: str) -> None:
        self.taken[id_].add(code)
        self.on[code][id_] = None
        self.load[code] += 1
        if self.load[code] >= self.cap:
            self.spare.pop(code, None)

    def _drop(self, id_: str, code: str) -> None:
        self.taken[id_].discard(code)
        self.on[code].pop(id_)
        self.load[code] -= 1
        if self.load[code] < self.cap:
            self.spare[code] = None

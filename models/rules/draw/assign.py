"""Step 5: inspectors for every drawn subject, such that everyone still to be served can be served.

The yes/no question of the protocol is a bipartite feasibility question. Instead of solving it anew
for each seat, a complete plan for everyone is kept; a candidate is feasible exactly when the plan
can be rerouted to contain it (an alternating path), and rerouting is the update. Subjects with the
same inspectors recused are planned together, as numbers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import tee

from models.faults import Refused
from models.rules.draw.reasons import AbandonReason
from models.rules.draw.sample import Tickets

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
        group = plan.group_of[id_]
        preferred, again = tee(tickets.ranked(id_, [c for c in plan.open if c not in group.barred]))
        planned, seats = plan.taken_out(group, preferred, m), list[str]()
        for code in again:
            if plan.seat(planned, code):
                seats.append(code.decode("ascii"))
                if len(seats) == m:
                    break
        assigned[id_] = seats
    return cap, assigned


class _Group:
    """Subjects with the same inspectors recused: how many are still to come, and on whom they plan.

    Which of them plans on whom needn't be told: seats of ``n`` subjects, at most ``n`` with one
    inspector, can always be dealt out so that nobody meets an inspector twice.
    """

    __slots__ = ("barred", "n", "on")

    def __init__(self, barred: AbstractSet[bytes]) -> None:
        self.barred, self.n, self.on = barred, 0, dict[bytes, int]()

    def can_take(self, code: bytes) -> bool:
        """Whether one more of them may plan on this inspector."""
        return code not in self.barred and self.on.get(code, 0) < self.n


class _Plan:
    """A complete plan for everyone still to be served.

    ``load`` counts seats planned and served, ``served`` those given for good, ``open`` is whoever
    has some left to give, ``spare`` whoever isn't planned up to the cap, ``by`` who plans on whom.
    """

    def __init__(self, codes: Sequence[str], cap: int) -> None:
        self.open = [code.encode("ascii") for code in codes]
        self.cap = cap
        self.by: dict[bytes, dict[_Group, None]] = {code: {} for code in self.open}
        self.load = dict.fromkeys(self.open, 0)
        self.served = dict.fromkeys(self.open, 0)
        self.spare = dict.fromkeys(self.open)
        self.group_of: dict[str, _Group] = {}

    @classmethod
    def complete(
        cls, drawn: Sequence[str], codes: Sequence[str], recusals: Recusals, m: int, cap: int
    ) -> _Plan | None:
        """A plan that serves everyone under ``cap``, or ``None`` if there is none."""
        plan, nobody = cls(codes, cap), frozenset[str]()
        listed, groups = set(codes), dict[AbstractSet[str], _Group]()
        for id_ in drawn:
            recused = recusals.get(id_, nobody)
            barred = frozenset(recused & listed) if recused else nobody
            group = groups.get(barred)
            if group is None:
                group = groups[barred] = _Group({code.encode("ascii") for code in barred})
            group.n += 1
            plan.group_of[id_] = group
        ring = deque(plan.open)
        for group in sorted(groups.values(), key=lambda each: -len(each.barred)):
            need = plan._filled(group, m * group.n, ring)
            while need:
                more = plan._rerouted(group, need)
                if more == 0:
                    return None
                need -= more
        return plan

    def taken_out(self, group: _Group, preferred: Iterable[bytes], m: int) -> set[bytes]:
        """``m`` of the inspectors its group plans on, for one subject whose turn has come.

        On whom all of the group plan, this one must; then those it prefers.
        """
        must = [code for code, many in group.on.items() if many == group.n]
        for code in preferred:
            if len(must) == m:
                break
            if code in group.on and code not in must:
                must.append(code)
        group.n -= 1
        for code in must:
            self._plan(group, code, -1)
        return set(must)

    def seat(self, planned: set[bytes], code: bytes) -> bool:
        """Seat ``code`` for good with whom ``planned`` is kept for, if all can be served after it.

        What isn't needed any more of ``planned`` is given back.
        """
        if code not in planned:
            end = next(iter(planned))
            if self.load[code] >= self.cap:
                moves = self._path(code, None, planned)
                if moves is None:
                    return False
                self._move(moves, 1)
                end = moves[0][2] if moves[0][2] in planned else end
            planned.remove(end)
            self._loaded(end, -1)
            planned.add(code)
            self._loaded(code, 1)
        planned.remove(code)
        self.served[code] += 1
        if self.served[code] == self.cap:
            self.open.remove(code)
        return True

    def _filled(self, group: _Group, need: int, ring: deque[bytes]) -> int:
        """Plan what is easy, evenly and then as it comes; how many seats it leaves."""
        even = -(-need // (len(ring) - len(group.barred)))
        for most in (even, group.n):
            for _ in range(len(ring)):
                if need == 0:
                    return 0
                code = ring[0]
                ring.rotate(-1)
                if code not in group.barred:
                    has = group.on.get(code, 0)
                    more = min(most - has, self.cap - self.load[code], need)
                    if more > 0:
                        self._plan(group, code, more)
                        self._loaded(code, more)
                        need -= more
        return need

    def _rerouted(self, group: _Group, need: int) -> int:
        """Plan seats, up to ``need``, where others can move away; how many."""
        for code in self.open:
            if group.can_take(code):
                moves = self._path(code, group, ())
                if moves is not None:
                    goal = moves[0][2]
                    more = min(
                        need,
                        group.n - group.on.get(code, 0),
                        self.cap - self.load[goal],
                        *(each.on[before] for each, before, _ in moves),
                        *(each.n - each.on.get(after, 0) for each, _, after in moves),
                    )
                    self._move(moves, more)
                    self._plan(group, code, more)
                    self._loaded(code, more)
                    return more
        return 0

    def _path(
        self, full: bytes, for_: _Group | None, ends: Collection[bytes]
    ) -> list[tuple[_Group, bytes, bytes]] | None:
        """Moves ``(group, from, to)``, last first, that free a place on ``full``, or ``None``.

        They end where there is room: on an inspector below the cap, or on one of ``ends``, whose
        place is given up for it. A group moves but once: all it can reach is reached then.
        """
        came: dict[bytes, tuple[_Group, bytes]] = {}
        goals = (*ends, *self.spare)
        unvisited, seen, queue = dict.fromkeys(self.open), {for_}, deque([full])
        unvisited.pop(full)
        while queue:
            here = queue.popleft()
            groups = [group for group in self.by[here] if group not in seen]
            for group in groups:
                for goal in goals:
                    if group.can_take(goal):
                        came[goal] = (group, here)
                        return _moves(came, full, goal)
            seen.update(groups)
            for group in groups:
                for code in [each for each in unvisited if group.can_take(each)]:
                    unvisited.pop(code)
                    came[code] = (group, here)
                    queue.append(code)
        return None

    def _move(self, moves: Sequence[tuple[_Group, bytes, bytes]], many: int) -> None:
        for group, before, after in moves:
            self._plan(group, before, -many)
            self._loaded(before, -many)
            self._plan(group, after, many)
            self._loaded(after, many)

    def _plan(self, group: _Group, code: bytes, more: int) -> None:
        many = group.on.get(code, 0) + more
        if many:
            group.on[code] = many
            self.by[code][group] = None
        else:
            del group.on[code], self.by[code][group]

    def _loaded(self, code: bytes, more: int) -> None:
        self.load[code] += more
        if self.load[code] < self.cap:
            self.spare[code] = None
        else:
            self.spare.pop(code, None)


def _moves(
    came: Mapping[bytes, tuple[_Group, bytes]], start: bytes, goal: bytes
) -> list[tuple[_Group, bytes, bytes]]:
    moves, at = [], goal
    while at != start:
        group, before = came[at]
        moves.append((group, before, at))
        at = before
    return moves

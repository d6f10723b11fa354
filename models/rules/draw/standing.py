"""Step 6: the places of a confirmed draw as changes leave them, each the next by the draw's own
tickets. A change that is refused changes nothing. The page's twin is ``standing.js``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from models.faults import Refused
from models.rules.draw.sample import Tickets


@dataclass(slots=True)
class Standing:
    """Who is to be inspected, by whom.

    ``called`` is each stratum's Chinese name. ``waiting`` gives the n-th (from 0) substitute of a
    stratum, to the end of the roster, ``used`` how many have moved up. ``places`` maps each
    standing subject to its inspectors in seat order, ``stratum_of`` to its stratum.
    """

    tickets: Tickets
    called: Mapping[str, str]
    waiting: Callable[[str, int], str | None]
    codes: Sequence[str]
    recusals: Mapping[str, AbstractSet[str]]
    cap: int
    places: dict[str, list[str]]
    stratum_of: dict[str, str]
    used: Counter[str]

    def subject_leaves(self, subject: str) -> tuple[str, list[str]]:
        """The next substitute of the stratum takes the place of ``subject`` and inherits its
        inspectors, seat by seat; one who is recused from it makes way for the next allowed.

        Raises:
            Refused: ``subject`` holds no place, the stratum is exhausted, or nobody is left to
                take a recused inspector's seat.

        Duty: 17.2, 17.3, 18.3 (第十七条、第十八条).
        """
        seats = list(self._seats(subject))
        stratum = self.stratum_of[subject]
        substitute = self.waiting(stratum, self.used[stratum])
        if substitute is None:
            raise Refused(
                f"类别「{self.called[stratum]}」的递补对象已经用完，不能再递补",
                code="no-substitute-left",
            )
        recused = self.recusals.get(substitute, frozenset())
        for seat, code in enumerate(seats):
            if code in recused:
                seats[seat] = self._next_allowed(substitute, {*recused, *seats})
        del self.places[subject]
        self.places[substitute], self.stratum_of[substitute] = seats, stratum
        self.used[stratum] += 1
        return substitute, seats

    def inspector_leaves(self, subject: str, leaving: str) -> list[str]:
        """The next allowed inspector takes the seat that ``leaving`` has at ``subject``.

        Raises:
            Refused: ``subject`` holds no place, ``leaving`` has no seat there, or nobody is left
                to take it.

        Duty: 17.3, 18.3 (第十七条、第十八条).
        """
        seats = self._seats(subject)
        if leaving not in seats:
            raise Refused(f"「{leaving}」不是「{subject}」的检查人员", code="unknown-inspector")
        recused = self.recusals.get(subject, frozenset())
        new = self._next_allowed(subject, {*recused, *seats})
        self.places[subject] = [new if code == leaving else code for code in seats]
        return self.places[subject]

    def _seats(self, subject: str) -> list[str]:
        if subject not in self.places:
            raise Refused(f"「{subject}」不在抽中对象中", code="unknown-subject")
        return self.places[subject]

    def _next_allowed(self, id_: str, barred: Collection[str]) -> str:
        """The smallest ticket below the cap; where all are at the cap, it gives way by the least.

        Every seat counts, those of the place that is changed too: whoever sits there is barred.
        """
        free = [code for code in self.codes if code not in barred]
        if not free:
            raise Refused(f"「{id_}」没有可以接替的检查人员", code="no-inspector-left")
        load = Counter(code for seats in self.places.values() for code in seats)
        room = max(self.cap, min(load[code] for code in free) + 1)
        return min(
            (self.tickets.ticket(f"{id_}/{code}"), code) for code in free if load[code] < room
        )[1]

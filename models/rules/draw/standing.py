"""Step 6: the places of a confirmed draw as changes leave them, each the next by the draw's own
tickets. Nothing else alters a result. A change that is refused changes nothing; live changes and a
verifier's replay go through here alike. The page's twin is ``standing.js``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from models.faults import Refused
from models.rules.draw.reasons import CHANGE_REASONS, ChangeKind, InspectorLeaves
from models.rules.draw.sample import Tickets


@dataclass(slots=True)
class StandingPlace:
    """A place of the draw: ``stratum`` and ``rank`` as drawn name it for good.

    ``subject`` is ``None`` once it is vacated. ``left`` are the codes that left this place by a
    change of their own, ``changes`` how many changes it has seen.
    """

    stratum: str
    rank: int
    subject: str | None
    inspectors: list[str]
    left: AbstractSet[str] = frozenset()
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who comes in, ``None`` where the place is vacated, and who is seated after that."""

    comes_in: str | None
    inspectors: list[str]


class Standing:
    """Who is to be inspected, by whom, from the draw as confirmed through one change after another.

    ``substitutes`` gives the n-th (from 0) substitute of a stratum by rank, to the end of the
    stratum (``sample.Substitutes``).
    """

    def __init__(
        self,
        tickets: Tickets,
        substitutes: Callable[[str, int], str | None],
        codes: Sequence[str],
        recusals: Mapping[str, AbstractSet[str]],
        cap: int,
        drawn: Iterable[StandingPlace],
    ) -> None:
        self.places = list(drawn)
        self.out_of_service: set[str] = set()
        self._tickets, self._substitutes = tickets, substitutes
        self._codes, self._recusals, self._cap = codes, recusals, cap
        self._at = {place.subject: place for place in self.places if place.subject is not None}
        self._used = set(self._at)
        self._first_unused: Counter[str] = Counter()
        self._load = Counter(code for place in self.places for code in place.inspectors)

    def place_of(self, subject: str) -> StandingPlace:
        """The place where ``subject`` stands.

        Raises:
            Refused: it stands nowhere.
        """
        if subject not in self._at:
            raise Refused(f"「{subject}」不在抽中对象中", code="not-standing")
        return self._at[subject]

    def change(self, kind: str, subject: str, out: str, reason: str) -> Outcome:
        """The next change: ``out`` leaves the place where ``subject`` stands.

        Raises:
            Refused: ``subject`` stands nowhere, the reason isn't one of its kind, ``out`` isn't
                there, or nobody is left to take an inspector's seat.

        Duty: 17.2, 17.3, 18.3 (第十七条、第十八条).
        """
        if kind not in ChangeKind.values():
            raise Refused(
                f"变更的种类「{kind}」应为 {'、'.join(ChangeKind.values())}", code="wrong-kind"
            )
        place, reasons = self.place_of(subject), CHANGE_REASONS[ChangeKind(kind)]
        if reason not in reasons.values():
            raise Refused(
                f"{ChangeKind(kind).words}的原因「{reason}」应为：{reasons.all_words()}",
                code="wrong-reason",
            )
        if kind == ChangeKind.INSPECTOR:
            outcome = self._inspector_leaves(place, subject, out, InspectorLeaves(reason))
        elif out != subject:
            raise Refused(f"离开的应为「{subject}」，写的是「{out}」", code="not-there")
        else:
            outcome = self._subject_leaves(place, subject)
        place.changes += 1
        return outcome

    def _subject_leaves(self, place: StandingPlace, subject: str) -> Outcome:
        """The first substitute not yet used that can be served takes the place and inherits its
        seats; where there is none left the place is vacated."""
        comes_in, seats = next(self._can_be_served(place), (None, []))
        self._load.subtract(place.inspectors)
        self._load.update(seats)
        del self._at[subject]
        place.subject, place.inspectors = comes_in, seats
        if comes_in is not None:
            self._at[comes_in] = place
            self._used.add(comes_in)
        return Outcome(comes_in, list(seats))

    def _can_be_served(self, place: StandingPlace) -> Iterator[tuple[str, list[str]]]:
        for substitute in self._unused(place.stratum):
            seats = self._inherited(place, substitute)
            if seats is not None:
                yield substitute, seats

    def _unused(self, stratum: str) -> Iterator[str]:
        n, all_used = self._first_unused[stratum], True
        while (substitute := self._substitutes(stratum, n)) is not None:
            n += 1
            if substitute not in self._used:
                all_used = False
                yield substitute
            elif all_used:
                self._first_unused[stratum] = n

    def _inherited(self, place: StandingPlace, substitute: str) -> list[str] | None:
        """The seats of ``place`` for ``substitute``: from seat 1 on, who is recused makes way."""
        recused = self._recusals.get(substitute, frozenset())
        seats = list(place.inspectors)
        for seat, code in enumerate(seats):
            if code in recused:
                allowed = self._next_allowed(place, substitute, seats)
                if allowed is None:
                    return None
                seats[seat] = allowed
        return seats

    def _inspector_leaves(
        self, place: StandingPlace, subject: str, out: str, reason: InspectorLeaves
    ) -> Outcome:
        if out not in place.inspectors:
            raise Refused(f"「{out}」不是「{subject}」的检查人员", code="not-seated")
        comes_in = self._next_allowed(place, subject, place.inspectors)
        if comes_in is None:
            raise Refused(f"「{subject}」没有可以接替的检查人员", code="no-inspector-left")
        place.inspectors = [comes_in if code == out else code for code in place.inspectors]
        place.left |= {out}
        self._load[out] -= 1
        self._load[comes_in] += 1
        if reason.out_of_service:
            self.out_of_service.add(out)
        return Outcome(comes_in, list(place.inspectors))

    def _next_allowed(
        self, place: StandingPlace, subject: str, seated: Collection[str]
    ) -> str | None:
        """The smallest ticket below the cap; where all are at the cap, it gives way by the least.

        The loads count the place that is changed too: whoever sits there cannot be chosen, and one
        who made way to a recusal there is recused.
        """
        barred = {
            *self._recusals.get(subject, ()),
            *seated,
            *place.left,
            *self.out_of_service,
        }
        free = [code for code in self._codes if code not in barred]
        if not free:
            return None
        room = max(self._cap, min(self._load[code] for code in free) + 1)
        return min(
            (self._tickets.ticket(f"{subject}/{code}"), code)
            for code in free
            if self._load[code] < room
        )[1]


def deciders_due(changes_before: int, second_decision_after: int) -> int:
    """How many of different offices decide the next change of a place that has seen so many.

    Duty: 18.3 (第十八条).
    """
    return 2 if changes_before + 1 > second_decision_after else 1

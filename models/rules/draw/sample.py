"""Step 5, tickets: sample sizes, the order within each stratum, substitutes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop

from models.faults import Refused
from models.rules.draw import suite as suites


def sample_size(ratio: Fraction, count: int) -> int:
    """``max(1, ceil(ratio × count))`` in exact arithmetic; none of an empty stratum.

    Raises:
        Refused: a ratio of 0, or over 1.

    Duty: 9.1 (第九条).
    """
    if not 0 < ratio <= 1:
        raise Refused(f"抽取比例应大于 0 且不超过 1，实为 {ratio}", code="wrong-ratio")
    if count == 0:
        return 0
    return max(1, -(-ratio.numerator * count // ratio.denominator))


def floor_count(ratio: Fraction, subjects: int) -> int:
    """How many all strata together must draw at least: the regulation's share of all subjects.

    Raises:
        Refused: a ratio of 0, or over 1.

    Duty: 9.1 (第九条).
    """
    return max(1, sample_size(ratio, subjects))


def sample_sizes(
    counts: Mapping[str, int], ratios: Mapping[str, Fraction], floor_ratio: Fraction
) -> dict[str, int]:
    """The sample size of every stratum; together never below the floor of the regulation.

    Raises:
        Refused: a stratum without a ratio, or a total below the floor.

    Duty: 9.1, 9.4 (第九条).
    """
    unknown = sorted(set(counts) - set(ratios))
    if unknown:
        raise Refused(*(f"类别「{name}」没有规定抽取比例" for name in unknown), code="no-ratio")
    sizes = {name: sample_size(ratios[name], count) for name, count in counts.items()}
    due = floor_count(floor_ratio, sum(counts.values()))
    if sum(sizes.values()) < due:
        raise Refused(
            f"各类别共抽 {sum(sizes.values())} 家，低于应抽的 {due} 家（第九条）",
            code="too-few-drawn",
        )
    return sizes


def published_substitutes(count: int, size: int, per_drawn: int) -> int:
    """How many substitutes of a stratum of ``count`` the record shows when ``size`` are drawn.

    Duty: 17.2 (第十七条).
    """
    return min(count - size, per_drawn * size)


@dataclass(frozen=True, slots=True)
class Place:
    """A subject's place in its stratum: ``rank`` 1 has the smallest ticket."""

    stratum: str
    rank: int
    id: str
    ticket: str
    drawn: bool


KEPT_BESIDES = 1000
TICKET_BYTES = 32
"""Of either suite: a ticket and its label in one sort as the pair of them does."""
_LARGEST = b"\xff" * TICKET_BYTES


class Tickets:
    """Tickets of one draw: the seed is hashed once and the state copied for each."""

    def __init__(self, suite: str, seed: bytes) -> None:
        self._seeded = suites.new(suite, seed)

    def ticket(self, label: str) -> bytes:
        """``H(seed ‖ ASCII(label))``; the label is a subject id, or ``id/code``."""
        hashed = self._seeded.copy()
        hashed.update(label.encode("ascii"))
        return hashed.digest()

    def ranked(self, id_: str, codes: Iterable[bytes]) -> Iterator[bytes]:
        """Inspectors' codes by their ticket with a subject, the smallest first, ties by code.

        All are hashed when the first is asked for; they are put in order no further than asked.
        """
        subject, found = self._seeded.copy(), list[bytes]()
        subject.update(f"{id_}/".encode("ascii"))
        copy, keep = subject.copy, found.append
        for code in codes:
            hashed = copy()
            hashed.update(code)
            keep(hashed.digest() + code)
        heapify(found)
        while found:
            yield heappop(found)[TICKET_BYTES:]

    def smallest(self, ids: Iterable[str], n: int) -> list[tuple[bytes, str]]:
        """The first ``n`` of ``ids`` by ticket, ties by id, as ``(ticket, id)``.

        Sorted and cut whenever twice as many are kept, which is faster than a heap.
        """
        if n == 0:
            return []
        copy, kept, bound = self._seeded.copy, list[bytes](), _LARGEST
        most = 2 * n + KEPT_BESIDES
        for id_ in ids:
            label = id_.encode("ascii")
            hashed = copy()
            hashed.update(label)
            ticket = hashed.digest()
            if ticket <= bound:
                kept.append(ticket + label)
                if len(kept) > most:
                    kept.sort()
                    del kept[n:]
                    bound = kept[-1][:TICKET_BYTES]
        kept.sort()
        return [(each[:TICKET_BYTES], each[TICKET_BYTES:].decode("ascii")) for each in kept[:n]]


def order(
    tickets: Tickets,
    by_stratum: Mapping[str, Iterable[str]],
    sizes: Mapping[str, int],
    substitutes: Mapping[str, int],
) -> dict[str, list[Place]]:
    """The drawn of each stratum, then as many of its substitutes, smallest ticket first, ties by id.

    Duty: 17.1, 17.2 (第十七条).
    """
    places = {}
    for stratum, ids in by_stratum.items():
        n = sizes[stratum]
        first = tickets.smallest(ids, n + substitutes.get(stratum, 0))
        places[stratum] = [
            Place(stratum, rank, id_, ticket.hex(), drawn=rank <= n)
            for rank, (ticket, id_) in enumerate(first, start=1)
        ]
    return places


def by_ticket(drawn: Iterable[Place]) -> list[str]:
    """The drawn of all strata as inspectors are given to them: by ticket, ties by id."""
    return [id_ for _, id_ in sorted((place.ticket, place.id) for place in drawn)]


class Substitutes:
    """The substitutes of every stratum by rank, sorted no further than somebody asks.

    ``ids`` gives all ids of a stratum, drawn ones too, in any order; it is called anew each time
    more of them are asked for.

    Duty: 17.2 (第十七条).
    """

    FIRST_SORTED = 64

    def __init__(
        self, tickets: Tickets, ids: Callable[[str], Iterable[str]], sizes: Mapping[str, int]
    ) -> None:
        self._tickets, self._ids, self._sizes = tickets, ids, sizes
        self._sorted: dict[str, list[str]] = {}
        self._whole: set[str] = set()

    def __call__(self, stratum: str, n: int) -> str | None:
        """The ``n``-th (from 0) substitute of a stratum; ``None`` after its last."""
        known = self._sorted.get(stratum, [])
        if n >= len(known) and stratum not in self._whole:
            asked = max(self.FIRST_SORTED, 2 * (n + 1))
            first = self._tickets.smallest(self._ids(stratum), self._sizes[stratum] + asked)
            known = [id_ for _, id_ in first[self._sizes[stratum] :]]
            self._sorted[stratum] = known
            if len(known) < asked:
                self._whole.add(stratum)
        return known[n] if n < len(known) else None

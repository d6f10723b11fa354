"""Fairness as statistics: over 100,000 draws with fixed seeds nobody is favoured.

Critical values are the upper 0.001 points of the chi-square distribution as published (e.g. NIST/SEMATECH
e-Handbook, 1.3.6.7.4). Seeds are fixed, so the outcome is always the same.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations

import pytest

from models.rules.draw.assign import assign
from models.rules.draw.sample import Tickets, order, sample_size

CRITICAL = {7: 24.322, 19: 43.820, 27: 55.476, 39: 72.055}
DRAWS = 25_000
CODES = [f"J{n:02}" for n in range(1, 9)]


def _chi_square(counts: Counter[str], members: Iterable[str], taken: int) -> float:
    """For ``taken`` of the members at a time, without replacement: the counts of one draw hang
    together, which Pearson's sum takes into account by (N - 1) / (N - n)."""
    everybody = list(members)
    size = len(everybody)
    expected = sum(counts.values()) / size
    pearson = sum((counts[each] - expected) ** 2 / expected for each in everybody)
    return pearson * (size - 1) / (size - taken)


@pytest.mark.duty("9.1", "17.1", "17.3")
@pytest.mark.parametrize(
    ("roster", "size", "ratio"),
    [
        ("甲", 40, Fraction(1, 20)),
        ("乙", 40, Fraction(1, 10)),
        ("丙", 20, Fraction(1, 4)),
        ("丁", 20, Fraction(3, 20)),
    ],
)
def test_every_subject_every_inspector_and_every_pair_comes_equally_often(
    roster: str, size: int, ratio: Fraction
) -> None:
    ids = [f"{roster.encode().hex().upper()}{n:04}" for n in range(size)]
    n = sample_size(ratio, size)
    drawn_subjects: Counter[str] = Counter()
    leads: Counter[str] = Counter()
    # The first served has the free choice, the last what feasibility and the load cap leave.
    officers = {"first": Counter[str](), "last": Counter[str]()}
    pairs = {"first": Counter[str](), "last": Counter[str]()}
    for number in range(DRAWS):
        tickets = Tickets("sha256", hashlib.sha256(f"{roster} {number}".encode()).digest())
        drawn = [p.id for p in order(tickets, {"general": ids}, {"general": n}, {})["general"]]
        drawn_subjects.update(drawn)
        _, assigned = assign(tickets, drawn, CODES, {}, 2)
        for which, id_ in (("first", drawn[0]), ("last", drawn[-1])):
            officers[which].update(assigned[id_])
            pairs[which]["/".join(sorted(assigned[id_]))] += 1
        leads[assigned[drawn[0]][0]] += 1
    assert sum(drawn_subjects.values()) == n * DRAWS
    assert _chi_square(drawn_subjects, ids, n) < CRITICAL[size - 1]
    assert _chi_square(leads, CODES, 1) < CRITICAL[7]
    every_pair = ["/".join(pair) for pair in combinations(CODES, 2)]
    for which in ("first", "last"):
        assert _chi_square(officers[which], CODES, 2) < CRITICAL[7]
        assert _chi_square(pairs[which], every_pair, 1) < CRITICAL[27]


def test_the_statistic_finds_a_favourite() -> None:
    """One subject in forty drawn three tenths more often than the others would not pass."""
    counts = Counter({f"{n}": 1250 for n in range(40)}) + Counter({"0": 375})
    assert _chi_square(counts, [f"{n}" for n in range(40)], 2) > CRITICAL[39]

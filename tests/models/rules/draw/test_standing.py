"""Who moves up, and who takes a seat: by ticket, nobody recused, the least loaded (第十七、十八条).

Tickets are reckoned here with ``hashlib`` alone: SHA-256 of the seed and the label.
"""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from models.faults import Refused
from models.rules.draw.sample import Tickets
from models.rules.draw.standing import Standing
from tests.refusal import reasons, refusal

SEED = bytes(range(32))
CODES = ["J01", "J02", "J03", "J04", "J05"]
QUEUE = ["S1", "S2", "S3"]


def _ticket(label: str) -> bytes:
    return hashlib.sha256(SEED + label.encode()).digest()


def _by_ticket(subject: str, codes: set[str]) -> list[str]:
    return sorted(codes, key=lambda code: _ticket(f"{subject}/{code}"))


def _standing(
    places: dict[str, list[str]], recusals: dict[str, set[str]] | None = None, cap: int = 9
) -> Standing:
    return Standing(
        tickets=Tickets("sha256", SEED),
        called={"general": "一般"},
        waiting=lambda _, n: QUEUE[n] if n < len(QUEUE) else None,
        codes=CODES,
        recusals=recusals or {},
        cap=cap,
        places={subject: list(seats) for subject, seats in places.items()},
        stratum_of=dict.fromkeys(places, "general"),
        used=Counter(),
    )


@pytest.mark.duty("17.2", "18.3")
def test_substitutes_move_up_one_after_another_and_inherit_the_inspectors() -> None:
    standing = _standing({"A": ["J01", "J02"], "B": ["J03", "J04"]})
    assert standing.subject_leaves("A") == ("S1", ["J01", "J02"])
    assert standing.subject_leaves("B") == ("S2", ["J03", "J04"])
    assert standing.subject_leaves("S1") == ("S3", ["J01", "J02"])
    assert standing.places == {"S2": ["J03", "J04"], "S3": ["J01", "J02"]}
    with pytest.raises(Refused, match="类别「一般」的递补对象已经用完"):
        standing.subject_leaves("S2")


@pytest.mark.duty("17.3", "18.3")
def test_an_inspector_recused_from_the_substitute_makes_way_in_that_seat() -> None:
    standing = _standing({"A": ["J01", "J02"]}, {"S1": {"J02", "J03"}})
    _, seats = standing.subject_leaves("A")
    assert seats == ["J01", _by_ticket("S1", {"J04", "J05"})[0]]


@pytest.mark.duty("17.3", "18.3")
def test_both_inspectors_recused_make_way_to_two_different_ones() -> None:
    standing = _standing({"A": ["J01", "J02"]}, {"S1": {"J01", "J02"}})
    _, seats = standing.subject_leaves("A")
    assert seats == _by_ticket("S1", {"J03", "J04", "J05"})[:2]


@pytest.mark.duty("17.3", "18.3")
def test_the_seat_of_who_leaves_goes_to_the_smallest_ticket_not_recused() -> None:
    standing = _standing({"A": ["J01", "J02"]}, {"A": {"J03"}})
    new = _by_ticket("A", {"J04", "J05"})[0]
    assert standing.inspector_leaves("A", "J01") == [new, "J02"]
    assert standing.places == {"A": [new, "J02"]}


@pytest.mark.duty("17.3")
def test_nobody_at_the_cap_takes_a_seat_while_another_is_below_it() -> None:
    first, second, third = _by_ticket("A", {"J03", "J04", "J05"})
    standing = _standing({"A": ["J01", "J02"], "B": [first, second], "C": [first, second]}, cap=2)
    assert standing.inspector_leaves("A", "J01") == [third, "J02"]


@pytest.mark.duty("17.3")
def test_where_all_are_at_the_cap_the_least_loaded_takes_it() -> None:
    first, second, third = _by_ticket("A", {"J03", "J04", "J05"})
    places = {"A": ["J01", "J02"], "B": [first, second], "C": [first, third], "D": [first, third]}
    standing = _standing(places, cap=1)
    assert standing.inspector_leaves("A", "J01") == [second, "J02"]


@pytest.mark.duty("17.3", "18.3")
def test_the_cap_holds_for_who_makes_way_to_a_recusal_too() -> None:
    standing = _standing({"A": ["J01", "J02"], "B": ["J03", "J04"]}, {"S1": {"J01"}}, cap=1)
    # J02 stays in its seat; of J03, J04 (at the cap) and J05 (below it) the last is taken.
    assert standing.subject_leaves("A") == ("S1", ["J05", "J02"])


@pytest.mark.duty("18.3")
def test_a_change_that_is_refused_changes_nothing() -> None:
    everyone = set(CODES)
    standing = _standing(
        {"A": ["J01", "J02"], "B": ["J03", "J04"]}, {"S1": everyone, "A": everyone}
    )
    for change in (
        lambda: standing.subject_leaves("A"),
        lambda: standing.inspector_leaves("A", "J01"),
        lambda: standing.inspector_leaves("A", "J03"),
        lambda: standing.subject_leaves("X"),
        lambda: standing.inspector_leaves("X", "J01"),
    ):
        with pytest.raises(Refused):
            change()
    assert standing.places == {"A": ["J01", "J02"], "B": ["J03", "J04"]}
    assert standing.used == Counter()


@pytest.mark.duty("17.2", "18.3")
def test_a_change_that_cannot_be_is_refused_by_its_name() -> None:
    everyone = set(CODES)
    standing = _standing({"A": ["J01", "J02"]}, {"A": everyone})
    for change, told, code in (
        (lambda: standing.inspector_leaves("X", "J01"), "「X」不在抽中对象中", "refused"),
        (lambda: standing.inspector_leaves("A", "J03"), "「J03」不是「A」的检查人员", "refused"),
        (lambda: standing.inspector_leaves("A", "J01"), "「A」没有可以接替的检查人员", "no-inspector-left"),
    ):  # fmt: skip
        assert (reasons(change), refusal(change).code) == ([told], code)
    for moved_up in ("A", "S1", "S2"):
        standing.subject_leaves(moved_up)
    refused = refusal(standing.subject_leaves, "S3")
    assert refused.reasons == ("类别「一般」的递补对象已经用完，不能再递补",)
    assert refused.code == "no-substitute-left"

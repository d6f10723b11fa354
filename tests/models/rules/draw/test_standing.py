"""Who moves up and who takes a seat, against the protocol's text (第十七、十八条).

Tickets are reckoned here with ``hashlib`` alone: SHA-256 of the seed and the label.
"""

from __future__ import annotations

import hashlib
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.faults import Refused
from models.rules.draw.sample import Tickets
from models.rules.draw.standing import Outcome, Standing, StandingPlace, deciders_due
from tests.conftest import examples
from tests.refusal import reasons, refusal

SEED = bytes(range(32))
CODES = ["J01", "J02", "J03", "J04", "J05"]
QUEUE = ["S1", "S2", "S3"]


def _ticket(label: str) -> bytes:
    return hashlib.sha256(SEED + label.encode()).digest()


def _by_ticket(subject: str, codes: set[str]) -> list[str]:
    return sorted(codes, key=lambda code: _ticket(f"{subject}/{code}"))


def _standing(
    places: dict[str, list[str]],
    recusals: dict[str, set[str]] | None = None,
    cap: int = 9,
    queue: list[str] = QUEUE,
    codes: list[str] = CODES,
) -> Standing:
    return Standing(
        Tickets("sha256", SEED),
        lambda _, n: queue[n] if n < len(queue) else None,
        codes,
        recusals or {},
        cap,
        [
            StandingPlace("general", rank, subject, list(seats))
            for rank, (subject, seats) in enumerate(places.items(), start=1)
        ],
    )


def _subject(standing: Standing, subject: str, reason: str = "closed") -> Outcome:
    return standing.change("subject", subject, subject, reason)


def _inspector(standing: Standing, subject: str, out: str, reason: str = "recused") -> Outcome:
    return standing.change("inspector", subject, out, reason)


def _seats(standing: Standing) -> dict[int, tuple[str | None, list[str]]]:
    return {place.rank: (place.subject, place.inspectors) for place in standing.places}


@pytest.mark.duty("17.2", "18.3")
def test_substitutes_move_up_one_after_another_and_inherit_the_inspectors() -> None:
    standing = _standing({"A": ["J01", "J02"], "B": ["J03", "J04"]})
    assert _subject(standing, "A") == Outcome("S1", ["J01", "J02"])
    assert _subject(standing, "B") == Outcome("S2", ["J03", "J04"])
    assert _subject(standing, "S1") == Outcome("S3", ["J01", "J02"])
    assert _seats(standing) == {1: ("S3", ["J01", "J02"]), 2: ("S2", ["J03", "J04"])}
    assert [place.changes for place in standing.places] == [2, 1]


@pytest.mark.duty("17.2", "18.3")
def test_a_place_without_a_substitute_left_is_vacated_and_its_seats_are_free() -> None:
    standing = _standing({"A": ["J01", "J02"], "B": ["J03", "J04"]}, queue=[], cap=1)
    assert _subject(standing, "A") == Outcome(None, [])
    assert _seats(standing) == {1: (None, []), 2: ("B", ["J03", "J04"])}
    assert reasons(_subject, standing, "A") == ["「A」不在抽中对象中"]
    # The freed inspectors are below the cap again, as J05 is.
    assert _inspector(standing, "B", "J03").comes_in == _by_ticket("B", {"J01", "J02", "J05"})[0]


@pytest.mark.duty("17.2", "18.3")
def test_whoever_stood_on_a_place_never_comes_back() -> None:
    standing = _standing({"A": ["J01", "J02"], "S1": ["J03", "J04"]}, queue=["S1", "A", "S2"])
    assert _subject(standing, "A").comes_in == "S2"
    assert _subject(standing, "S2").comes_in is None


@pytest.mark.duty("17.2", "17.3", "18.3")
def test_a_substitute_that_cannot_be_served_waits_for_another_place() -> None:
    # J03, J04 and J05 are recused from S1, and J01 or J02 from nobody: S1 fits where both sit.
    recusals = {"S1": {"J03", "J04", "J05"}}
    standing = _standing({"A": ["J03", "J04"], "B": ["J01", "J02"]}, recusals, codes=CODES[1:])
    assert _subject(standing, "A").comes_in == "S2"
    assert _subject(standing, "B") == Outcome("S1", ["J01", "J02"])
    assert _subject(standing, "S2").comes_in == "S3"


@pytest.mark.duty("17.3", "18.3")
def test_who_is_recused_from_the_substitute_makes_way_from_the_first_seat_on() -> None:
    standing = _standing({"A": ["J01", "J02"]}, {"S1": {"J02", "J03"}})
    assert _subject(standing, "A").inspectors == ["J01", _by_ticket("S1", {"J04", "J05"})[0]]
    standing = _standing({"A": ["J01", "J02"]}, {"S1": {"J01", "J02"}})
    assert _subject(standing, "A").inspectors == _by_ticket("S1", {"J03", "J04", "J05"})[:2]


@pytest.mark.duty("17.3", "18.3")
def test_making_way_to_a_recusal_is_not_leaving() -> None:
    standing = _standing({"A": ["J01", "J02"]}, {"S1": {"J01", "J05"}, "S2": {"J02", "J03", "J04"}})
    first = _subject(standing, "A").inspectors
    assert "J01" not in first
    assert "J01" in _subject(standing, "S1").inspectors


@pytest.mark.duty("17.3", "18.3")
def test_who_left_a_place_does_not_return_to_it_whoever_stands_there() -> None:
    standing = _standing({"A": ["J01", "J02"], "B": ["J03", "J04"]})
    seen = {"J01"}
    for out in ("J01", None, None):
        out = out or (set(standing.places[0].inspectors) - {"J02"}).pop()
        seen |= {_inspector(standing, "A", out).comes_in or ""}
    assert seen == {"J01", "J03", "J04", "J05"}
    last = (set(standing.places[0].inspectors) - {"J02"}).pop()
    assert reasons(_inspector, standing, "A", last) == ["「A」没有可以接替的检查人员"]
    assert _subject(standing, "A", "no-inspector") == Outcome("S1", standing.places[0].inspectors)
    assert refusal(_inspector, standing, "S1", last).code == "no-inspector-left"
    # On another place they may sit.
    assert _inspector(standing, "B", "J03").comes_in in {"J01", "J02", "J05"}


@pytest.mark.duty("17.3", "18.3")
@pytest.mark.parametrize("reason", ["left-post", "leave", "other-duty"])
def test_who_is_out_of_service_takes_no_new_seat_and_keeps_the_others(reason: str) -> None:
    standing = _standing({"A": ["J01", "J02"], "B": ["J03", "J01"], "C": ["J04", "J05"]})
    _inspector(standing, "A", "J01", reason)
    assert standing.out_of_service == {"J01"}
    assert standing.places[1].inspectors == ["J03", "J01"]
    assert _inspector(standing, "C", "J04").comes_in in {"J02", "J03"}
    assert "J01" in _subject(standing, "B").inspectors


@pytest.mark.duty("17.3", "18.3")
def test_who_is_recused_from_one_place_may_sit_on_any_other() -> None:
    standing = _standing({"A": ["J01", "J02"], "B": ["J03", "J04"]}, {"B": {"J02", "J05"}})
    _inspector(standing, "A", "J01", "recused")
    assert standing.out_of_service == set()
    assert _inspector(standing, "B", "J03").comes_in == "J01"


@pytest.mark.duty("17.3")
def test_nobody_at_the_cap_takes_a_seat_while_another_is_below_it() -> None:
    first, second, third = _by_ticket("A", {"J03", "J04", "J05"})
    standing = _standing({"A": ["J01", "J02"], "B": [first, second], "C": [first, second]}, cap=2)
    assert _inspector(standing, "A", "J01").inspectors == [third, "J02"]


@pytest.mark.duty("17.3")
def test_where_all_are_at_the_cap_the_least_loaded_takes_it() -> None:
    first, second, third = _by_ticket("A", {"J03", "J04", "J05"})
    places = {"A": ["J01", "J02"], "B": [first, second], "C": [first, third], "D": [first, third]}
    assert _inspector(_standing(places, cap=1), "A", "J01").comes_in == second


@pytest.mark.duty("18.3")
def test_a_change_that_is_refused_changes_nothing() -> None:
    everyone = set(CODES)
    standing = _standing({"A": ["J01", "J02"], "B": ["J03", "J04"]}, {"A": everyone})
    before = _seats(standing)
    for given_, told, code in (
        (("subject", "X", "X", "closed"), "「X」不在抽中对象中", "not-standing"),
        (("inspector", "X", "J01", "leave"), "「X」不在抽中对象中", "not-standing"),
        (("inspector", "A", "J03", "leave"), "「J03」不是「A」的检查人员", "not-seated"),
        (("inspector", "A", "J01", "leave"), "「A」没有可以接替的检查人员", "no-inspector-left"),
        (("subject", "A", "B", "closed"), "离开的应为「A」，写的是「B」", "not-there"),
        (("firm", "A", "A", "closed"), "变更的种类「firm」应为 subject、inspector", "wrong-kind"),
        (
            ("subject", "A", "A", "leave"),
            "更换检查对象的原因「leave」应为：停业、查无下落、不可抗力、正由其他案件处理、"
            "没有可以接替的检查人员、已停止经营、已迁出、登记有误",
            "wrong-reason",
        ),
        (
            ("inspector", "A", "J01", "closed"),
            "更换检查人员的原因「closed」应为：离岗、请假、另有任务、应当回避",
            "wrong-reason",
        ),
    ):
        refused = refusal(standing.change, *given_)
        assert (list(refused.reasons), refused.code) == ([told], code)
    assert _seats(standing) == before
    assert [place.changes for place in standing.places] == [0, 0]
    assert standing.out_of_service == set()
    assert _subject(standing, "B").comes_in == "S1"


@pytest.mark.duty("18.3")
def test_a_place_changed_often_needs_a_second_decider() -> None:
    assert [deciders_due(before, 2) for before in range(4)] == [1, 1, 2, 2]
    assert [deciders_due(before, 1) for before in range(2)] == [1, 2]


class _ByTheText:
    """Step 6 as written, the slow way: everything reckoned anew from the list of changes."""

    def __init__(
        self,
        places: dict[int, tuple[str, list[str]]],
        queue: list[str],
        recusals: dict[str, set[str]],
        cap: int,
    ) -> None:
        self.places: dict[int, tuple[str | None, list[str]]] = {**places}
        self.queue, self.recusals, self.cap = queue, recusals, cap
        self.used = {subject for subject, _ in places.values()}
        self.away: set[str] = set()
        self.left: dict[int, set[str]] = {rank: set() for rank in places}

    def next_allowed(self, rank: int, subject: str, seated: list[str]) -> str | None:
        allowed = []
        for code in CODES:
            if code in self.recusals.get(subject, set()) or code in seated:
                continue
            if code in self.left[rank] or code in self.away:
                continue
            load = sum(code in seats for at, (_, seats) in self.places.items() if at != rank)
            allowed.append((load if load >= self.cap else -1, _ticket(f"{subject}/{code}"), code))
        return min(allowed)[2] if allowed else None

    def change(self, kind: str, rank: int, out: str, reason: str) -> tuple[str | None, list[str]]:
        subject, seats = self.places[rank]
        if kind == "inspector":
            new = self.next_allowed(rank, subject or "", seats)
            if new is None:
                raise Refused("nobody")
            self.left[rank].add(out)
            if reason != "recused":
                self.away.add(out)
            self.places[rank] = subject, [new if code == out else code for code in seats]
            return new, self.places[rank][1]
        for heir in self.queue:
            if heir in self.used:
                continue
            inherited: list[Any] = list(seats)
            for seat, code in enumerate(seats):
                if code in self.recusals.get(heir, set()):
                    inherited[seat] = self.next_allowed(rank, heir, inherited)
            if None not in inherited:
                self.used.add(heir)
                self.places[rank] = heir, inherited
                return heir, inherited
        self.places[rank] = None, []
        return None, []


@pytest.mark.duty("17.2", "17.3", "18.3")
@settings(max_examples=examples(150), deadline=None)
@given(st.integers(0, 10**6))
def test_any_run_of_changes_is_as_the_text_says(n: int) -> None:
    chance = random.Random(n)
    drawn = {f"D{k}": chance.sample(CODES, 2) for k in range(1, chance.randint(2, 5))}
    queue = [f"S{k}" for k in range(chance.randint(0, 7))]
    recusals = {
        id_: set(chance.sample(CODES, chance.randint(0, 4)))
        for id_ in queue
        if chance.random() < 0.8
    }
    cap = chance.randint(1, 3)
    standing = _standing(drawn, recusals, cap, queue)
    slow = _ByTheText(dict(enumerate(drawn.items(), start=1)), queue, recusals, cap)
    for _ in range(12):
        standing_ranks = [rank for rank, (subject, _) in slow.places.items() if subject]
        if not standing_ranks:
            break
        rank = chance.choice(standing_ranks)
        subject, seats = slow.places[rank]
        kind = chance.choice(["subject", "inspector", "inspector"])
        out = chance.choice(seats) if kind == "inspector" else subject or ""
        reason = chance.choice(["recused", "leave"]) if kind == "inspector" else "suspended"
        try:
            expected = Outcome(*slow.change(kind, rank, out, reason))
        except Refused:
            assert refusal(standing.change, kind, subject, out, reason).code == "no-inspector-left"
        else:
            assert standing.change(kind, subject or "", out, reason) == expected
        assert _seats(standing) == slow.places

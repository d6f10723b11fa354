"""Inspectors seat by seat, such that everyone can be served, against the protocol's text (第十七条)."""

from __future__ import annotations

import hashlib
import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.draw.assign import assign, check_feasible, tight
from models.rules.draw.sample import Tickets
from tests.conftest import examples
from tests.refusal import reasons, refusal

IDS = [f"9235010{n:011d}" for n in range(60)]
CODES = ["J01", "J02", "J03", "J04"]
SEED = b"s" * 32
TICKETS = Tickets("sha256", SEED)


def _servable(
    left: list[tuple[str, int]], room: dict[str, int], barred: dict[str, set[str]]
) -> bool:
    """Whether everyone in ``left`` (id, seats still needed) can be served: tried out, one by one."""
    if not left:
        return True
    (id_, need), rest = left[0], left[1:]
    free = [c for c, r in room.items() if r > 0 and c not in barred[id_]]
    for chosen in itertools.combinations(free, need):
        after = {c: r - (c in chosen) for c, r in room.items()}
        if _servable(rest, after, barred):
            return True
    return False


def _by_the_text(
    seed: bytes,
    ids: list[str],
    codes: list[str],
    recused: dict[str, set[str]],
    m: int,
    slack: int = 0,
) -> tuple[int, dict[str, list[str]]]:
    """Step 5 as written: seat by seat, the smallest ticket that leaves everyone servable."""
    cap = -(-m * len(ids) // len(codes)) + slack
    while not _servable(
        [(i, m) for i in ids],
        dict.fromkeys(codes, cap),
        {i: set(recused.get(i, set())) for i in ids},
    ):
        cap += 1
    room = dict.fromkeys(codes, cap)
    seats: dict[str, list[str]] = {}
    for place, id_ in enumerate(ids):
        seats[id_] = []
        by_ticket = sorted(
            codes, key=lambda c: (hashlib.sha256(seed + f"{id_}/{c}".encode()).digest(), c)
        )
        for _ in range(m):
            for code in by_ticket:
                if code in seats[id_] or code in recused.get(id_, set()) or room[code] == 0:
                    continue
                room[code] -= 1
                barred = {i: set(recused.get(i, set())) for i in ids}
                barred[id_] |= {*seats[id_], code}
                left = [(id_, m - len(seats[id_]) - 1), *((i, m) for i in ids[place + 1 :])]
                if _servable(left, room, barred):
                    seats[id_].append(code)
                    break
                room[code] += 1
    return cap, seats


@pytest.mark.duty("17.1", "17.3")
@settings(max_examples=examples(120), deadline=None)
@given(st.integers(0, 10**6))
def test_inspectors_are_those_of_the_protocols_text(n: int) -> None:
    chance = random.Random(n)
    seed = chance.randbytes(32)
    codes = [f"J{k:02d}" for k in range(1, chance.randint(4, 6) + 1)]
    ids = chance.sample(IDS, chance.randint(1, 5))
    m = chance.randint(1, 3)
    recused = {
        i: set(chance.sample(codes, chance.randint(0, len(codes) - m)))
        for i in ids
        if chance.random() < 0.8
    }
    tickets = Tickets("sha256", seed)
    ids = [i for _, i in tickets.smallest(ids, len(ids))]
    slack = chance.randint(0, 1)
    expected = _by_the_text(seed, ids, codes, recused, m, slack)
    assert assign(tickets, ids, codes, recused, m, slack) == expected


def _by_ticket(id_: str) -> list[str]:
    return sorted(CODES, key=lambda code: hashlib.sha256(SEED + f"{id_}/{code}".encode()).digest())


@pytest.mark.duty("17.1")
def test_the_first_seat_is_of_the_smallest_ticket_and_leads() -> None:
    cap, assigned = assign(TICKETS, IDS[:1], CODES, {}, 2)
    assert (cap, assigned) == (1, {IDS[0]: _by_ticket(IDS[0])[:2]})
    assert assign(TICKETS, [], CODES, {}, 2) == (0, {})


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("subjects", "slack", "cap"), [(1, 0, 1), (2, 0, 1), (3, 0, 2), (4, 0, 2), (5, 0, 3), (5, 2, 5)]
)
def test_the_cap_is_the_even_share_rounded_up_and_the_slack(
    subjects: int, slack: int, cap: int
) -> None:
    found, assigned = assign(TICKETS, IDS[:subjects], CODES, {}, 2, slack)
    loads = [list(itertools.chain(*assigned.values())).count(code) for code in CODES]
    assert found == cap
    assert max(loads) <= cap
    assert sum(loads) == 2 * subjects


@pytest.mark.duty("17.3")
def test_the_cap_gives_way_where_recusals_leave_no_other() -> None:
    # J01 and J02 alone may go to the first three; J03 and J04 are recused from them.
    ids = IDS[:3]
    recused = {id_: {"J03", "J04"} for id_ in ids}
    cap, assigned = assign(TICKETS, ids, CODES, recused, 2)
    assert cap == 3
    assert [set(seats) for seats in assigned.values()] == [{"J01", "J02"}] * 3


@pytest.mark.duty("17.3")
def test_nobody_is_sent_twice_to_one_place_nor_where_recused() -> None:
    chance = random.Random(7)
    codes = [f"J{n:02}" for n in range(1, 9)]
    recused = {id_: set(chance.sample(codes, chance.randint(0, 5))) for id_ in IDS}
    cap, assigned = assign(TICKETS, IDS, codes, recused, 3)
    for id_ in IDS:
        assert len(set(assigned[id_])) == len(assigned[id_]) == 3
        assert not recused[id_] & set(assigned[id_])
    loads = [list(itertools.chain(*assigned.values())).count(code) for code in codes]
    assert max(loads) <= cap
    assert cap >= -(-3 * len(IDS) // len(codes))


@pytest.mark.duty("14.2", "17.3")
def test_what_cannot_be_staffed_is_refused_naming_the_subject() -> None:
    check_feasible(CODES, {}, 2, 4)
    assert reasons(check_feasible, CODES[:3], {}, 2, 4) == [
        "可抽取的检查人员只有 3 人，不得少于 4 人，不能抽取"
    ]
    assert reasons(check_feasible, CODES, {}, 5, 4) == [
        "可抽取的检查人员只有 4 人，不得少于 5 人，不能抽取"
    ]
    recused = {IDS[0]: {"J01", "J02", "J03"}, IDS[1]: {"J01", "J02"}, IDS[2]: set(CODES)}
    told = [
        f"「{IDS[0]}」未被回避的检查人员只有 1 人，应至少 2 人",
        f"「{IDS[2]}」未被回避的检查人员只有 0 人，应至少 2 人",
    ]
    assert reasons(check_feasible, CODES, recused, 2, 4) == told
    assert reasons(assign, TICKETS, IDS[:3], CODES, recused, 2) == told
    # Who isn't drawn keeps nobody else from being served.
    assert assign(TICKETS, IDS[1:2], CODES, recused, 2)[0] == 1
    # Somebody recused who is not in the draw takes nobody from it.
    check_feasible(CODES, {IDS[0]: {"J01", "J02", "J08", "J09"}}, 2, 4)
    assert reasons(assign, TICKETS, IDS[:1], CODES[:1], {}, 2) == [
        "可抽取的检查人员只有 1 人，不得少于 2 人，不能抽取"
    ]
    for few in (CODES[:1], CODES):
        refused = refusal(check_feasible, few, {IDS[0]: set(CODES)}, 2, 2)
        assert refused.code == "too-few-inspectors"


@pytest.mark.duty("17.3")
def test_subjects_with_no_inspector_to_spare_are_found() -> None:
    recused = {IDS[0]: {"J01", "J02"}, IDS[1]: {"J01"}, IDS[2]: {"J03", "J04", "J09"}}
    assert list(tight(IDS, CODES, recused, 2)) == [IDS[0], IDS[2]]
    assert list(tight(IDS[:3], CODES[:2], {}, 2)) == IDS[:3]


def _flow(need: dict[str, int], room: dict[str, int], barred: dict[str, set[str]]) -> bool:
    """Whether all open seats can be filled: Ford and Fulkerson, a seat at a time."""
    on: dict[str, list[str]] = {code: [] for code in room}

    def seat(id_: str, tried: set[str]) -> bool:
        for code in room:
            if code in tried or code in barred[id_] or id_ in on[code]:
                continue
            tried.add(code)
            if len(on[code]) < room[code]:
                on[code].append(id_)
                return True
            for other in list(on[code]):
                if seat(other, tried):
                    on[code].remove(other)
                    on[code].append(id_)
                    return True
        return False

    return all(seat(id_, set()) for id_, seats in need.items() for _ in range(seats))


@pytest.mark.duty("17.1", "17.3")
@settings(max_examples=examples(25), deadline=None)
@given(st.integers(0, 10**6))
def test_every_seat_is_the_smallest_ticket_that_leaves_a_flow(n: int) -> None:
    chance = random.Random(n)
    codes = [f"J{k:02d}" for k in range(1, chance.randint(5, 9) + 1)]
    m = chance.randint(2, 4)
    recused = {i: set(chance.sample(codes, chance.randint(0, len(codes) - m))) for i in IDS[:14]}
    _check_by_flow(chance, codes, m, recused)


@pytest.mark.duty("17.1", "17.3")
@settings(max_examples=examples(25), deadline=None)
@given(st.integers(0, 10**6))
def test_so_it_is_where_many_have_the_same_inspectors_recused(n: int) -> None:
    chance = random.Random(n)
    codes = [f"J{k:02d}" for k in range(1, chance.randint(4, 7) + 1)]
    m = chance.randint(2, 3)
    shared = [set(chance.sample(codes, chance.randint(0, len(codes) - m))) for _ in range(2)]
    _check_by_flow(chance, codes, m, {i: chance.choice([*shared, set()]) for i in IDS[:14]})


def _check_by_flow(
    chance: random.Random, codes: list[str], m: int, recused: dict[str, set[str]]
) -> None:
    tickets = Tickets("sha256", chance.randbytes(32))
    ids = [i for _, i in tickets.smallest(IDS[:14], 14)]
    cap, assigned = assign(tickets, ids, codes, recused, m)
    room = dict.fromkeys(codes, cap)
    assert _flow(dict.fromkeys(ids, m), room, recused)
    least = -(-m * len(ids) // len(codes))
    assert cap == least or not _flow(dict.fromkeys(ids, m), dict.fromkeys(codes, cap - 1), recused)
    for place, id_ in enumerate(ids):
        barred = {i: set(recused[i]) for i in ids}
        for seat, chosen in enumerate(assigned[id_]):
            need = {id_: m - seat - 1, **dict.fromkeys(ids[place + 1 :], m)}
            for code in sorted(codes, key=lambda c: (tickets.ticket(f"{id_}/{c}"), c)):
                if room[code] == 0 or code in barred[id_]:
                    continue
                after = {**room, code: room[code] - 1}
                if _flow(need, after, {**barred, id_: barred[id_] | {code}}):
                    assert chosen == code
                    break
            room[chosen] -= 1
            barred[id_].add(chosen)

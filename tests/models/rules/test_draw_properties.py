"""The draw protocol's promises, against an independent reading of its text."""

from __future__ import annotations

import hashlib
import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.faults import Refused
from models.rules.draw import canonical
from models.rules.draw.assign import assign, check_feasible
from models.rules.draw.sample import Tickets, order, sample_size
from models.rules.draw.seed import check_source_names, check_sources

IDS = [f"9235010{n:011d}" for n in range(60)]


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
    seed: bytes, ids: list[str], codes: list[str], recused: dict[str, set[str]], m: int
):  # type: ignore[no-untyped-def]
    """Step 5 as written: seat by seat, the smallest ticket that leaves everyone servable."""
    cap = -(-m * len(ids) // len(codes))
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
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_inspectors_are_those_of_the_protocols_text(n: int) -> None:
    chance = random.Random(n)
    seed = chance.randbytes(32)
    codes = [f"J{k:02d}" for k in range(1, chance.randint(4, 5) + 1)]
    ids = chance.sample(IDS, chance.randint(1, 4))
    recused = {
        i: set(chance.sample(codes, chance.randint(0, len(codes) - 2)))
        for i in ids
        if chance.random() < 0.7
    }
    tickets = Tickets("sha256", seed)
    ids = [i for _, i in sorted(tickets.of(ids))]
    assert assign(tickets, ids, codes, recused, 2) == _by_the_text(seed, ids, codes, recused, 2)


@pytest.mark.duty("17.1", "17.2")
@given(st.randoms(use_true_random=False), st.sampled_from(IDS))
def test_order_ignores_rows_and_a_removed_row_leaves_the_others(
    chance: random.Random, gone: str
) -> None:
    tickets = Tickets("sha256", b"s" * 32)
    shuffled = list(IDS)
    chance.shuffle(shuffled)
    sizes, more = {"general": 3}, {"general": 57}
    first = [p.id for p in order(tickets, {"general": IDS}, sizes, more)["general"]]
    assert [p.id for p in order(tickets, {"general": shuffled}, sizes, more)["general"]] == first
    without = [i for i in shuffled if i != gone]
    left = [p.id for p in order(tickets, {"general": without}, sizes, more)["general"]]
    assert left == [i for i in first if i != gone]


@pytest.mark.duty("9.1")
@pytest.mark.parametrize(
    ("count", "n"),
    [(0, 0), (1, 1), (19, 1), (20, 1), (21, 2), (40, 2), (41, 3), (1_000_000, 50_000)],
)
def test_sample_is_five_per_cent_rounded_up_and_at_least_one(count: int, n: int) -> None:
    from fractions import Fraction

    assert sample_size(Fraction(1, 20), count) == n
    for ratio in (Fraction(0), Fraction(21, 20)):
        with pytest.raises(Refused, match="抽取比例应大于 0"):
            sample_size(ratio, 10)


@pytest.mark.duty("14.2", "17.3")
def test_what_cannot_be_staffed_is_refused_naming_the_subject() -> None:
    with pytest.raises(Refused, match="只有 3 人，不得少于 4 人"):
        check_feasible(IDS, ["J01", "J02", "J03"], {}, 2, 4)
    codes = ["J01", "J02", "J03", "J04"]
    with pytest.raises(Refused, match=f"「{IDS[0]}」未被回避的检查人员只有 1 人"):
        check_feasible(IDS, codes, {IDS[0]: {"J01", "J02", "J03"}}, 2, 4)


def test_doubles_an_empty_roster_and_a_missing_source_are_refused() -> None:
    with pytest.raises(Refused, match="出现多次"):
        canonical.subjects_text([(IDS[0], "general"), (IDS[0], "key")])
    with pytest.raises(Refused, match="为零"):
        canonical.subjects_text([])
    with pytest.raises(Refused, match="「福彩3D 2026309期」尚未读取"):
        check_sources(["福彩3D 2026309期"], [])


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([""], "第1个随机源「」应为一行文字"),
        (["福彩3D 2026309期", " "], "第2个随机源"),
        (["福彩3D\n2026309期"], "应为一行文字"),
        (["见证人甲", "见证人甲"], "「见证人甲」写了不止一次"),
        (["drand quicknet 12345"], "尚不能核验 drand 的签名"),
    ],
)
def test_a_source_that_proves_nothing_is_refused_when_announced(
    names: list[str], told: str
) -> None:
    with pytest.raises(Refused, match=told):
        check_source_names(names)
    check_source_names(["见证人甲", "福彩3D 2026309期"])

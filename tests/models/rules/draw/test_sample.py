"""How many are drawn, by which tickets, and who waits (第九条、第十七条)."""

from __future__ import annotations

import hashlib
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.draw import suite as suites
from models.rules.draw.sample import (
    KEPT_BESIDES,
    TICKET_BYTES,
    Place,
    Substitutes,
    Tickets,
    by_ticket,
    floor_count,
    order,
    published_substitutes,
    sample_size,
    sample_sizes,
)
from tests.refusal import reasons, refusal

IDS = [f"9235010{n:011d}" for n in range(60)]
SEED = b"s" * 32
RATIOS = {"general": Fraction(1, 20), "key": Fraction(1, 4)}


@pytest.mark.duty("9.1")
@pytest.mark.parametrize(
    ("count", "n"),
    [(0, 0), (1, 1), (19, 1), (20, 1), (21, 2), (40, 2), (41, 3), (1_000_000, 50_000)],
)
def test_sample_is_five_per_cent_rounded_up_and_at_least_one(count: int, n: int) -> None:
    assert sample_size(Fraction(1, 20), count) == n


@pytest.mark.duty("9.1")
@settings(deadline=None)
@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**20))
def test_sample_is_the_least_whole_number_not_below_the_share(a: int, b: int, count: int) -> None:
    part, whole = sorted((a, b))
    n = sample_size(Fraction(part, whole), count)
    assert 1 <= n <= count
    assert n * whole >= part * count
    assert (n - 1) * whole < part * count


@pytest.mark.duty("9.1")
def test_a_share_is_reckoned_in_whole_numbers() -> None:
    # As a float 10**17 + 1 is 10**17, and 7 % of 100 more than 7.
    assert sample_size(Fraction(1, 10), 10**17 + 1) == 10**16 + 1
    assert sample_size(Fraction(7, 100), 100) == 7


@pytest.mark.duty("9.1")
def test_all_strata_together_owe_the_floors_share_of_all_subjects() -> None:
    # The announcement of the protocol's text: 1/20 of 64 subjects.
    assert floor_count(Fraction(1, 20), 64) == 4
    assert floor_count(Fraction(1, 20), 1) == 1
    assert floor_count(Fraction(1, 20), 0) == 1


@pytest.mark.duty("9.1")
@pytest.mark.parametrize("ratio", [Fraction(0), Fraction(-1, 20), Fraction(21, 20)])
def test_a_ratio_of_nothing_or_of_more_than_all_is_refused(ratio: Fraction) -> None:
    told = [f"抽取比例应大于 0 且不超过 1，实为 {ratio}"]
    assert reasons(sample_size, ratio, 10) == told
    assert reasons(sample_size, ratio, 0) == told
    assert refusal(sample_size, ratio, 10).code == "wrong-ratio"


@pytest.mark.duty("9.1", "9.4")
def test_each_stratum_has_the_size_of_its_own_ratio() -> None:
    sizes = sample_sizes({"general": 41, "key": 9}, RATIOS, Fraction(1, 20))
    assert sizes == {"general": 3, "key": 3}
    assert sample_sizes({"general": 41}, RATIOS, Fraction(1, 20)) == {"general": 3}


@pytest.mark.duty("9.4")
def test_a_stratum_without_a_ratio_is_refused_by_name() -> None:
    told = ["类别「a」没有规定抽取比例", "类别「b」没有规定抽取比例"]
    counts = {"b": 1, "general": 41, "a": 1}
    assert reasons(sample_sizes, counts, RATIOS, Fraction(1, 20)) == told
    assert refusal(sample_sizes, counts, RATIOS, Fraction(1, 20)).code == "no-ratio"


@pytest.mark.duty("9.1")
def test_all_strata_together_reach_the_floor_of_the_regulation() -> None:
    counts = {"general": 41, "key": 9}  # 3 + 3 are drawn
    assert sample_sizes(counts, RATIOS, Fraction(6, 50)) == {"general": 3, "key": 3}
    assert reasons(sample_sizes, counts, RATIOS, Fraction(7, 50)) == [
        "各类别共抽 6 家，低于应抽的 7 家（第九条）"
    ]
    assert refusal(sample_sizes, counts, RATIOS, Fraction(7, 50)).code == "too-few-drawn"


@pytest.mark.duty("17.2")
@pytest.mark.parametrize(
    ("count", "size", "per_drawn", "published"),
    [(50, 3, 2, 6), (7, 2, 2, 4), (5, 2, 2, 3), (2, 2, 2, 0), (50, 3, 0, 0), (50, 3, 1, 3)],
)
def test_substitutes_are_published_for_each_drawn_as_far_as_there_are_any(
    count: int, size: int, per_drawn: int, published: int
) -> None:
    assert published_substitutes(count, size, per_drawn) == published


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("suite", ["sha256", "sm3"])
def test_a_ticket_is_the_hash_of_seed_and_label(suite: str) -> None:
    tickets = Tickets(suite, SEED)
    expected = hashlib.new(suite, SEED + b"9235/J01").digest()
    assert tickets.ticket("9235/J01") == expected
    assert tickets.ticket("9235/J01") == expected
    by_hand = [(hashlib.new(suite, SEED + id_.encode()).digest(), id_) for id_ in IDS]
    assert tickets.smallest(IDS, 3) == sorted(by_hand)[:3]
    assert tickets.smallest(IDS, 60) == tickets.smallest(IDS, 99) == sorted(by_hand)
    assert tickets.smallest(IDS, 0) == []
    with pytest.raises(UnicodeEncodeError):
        tickets.ticket("网吧")


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("suite", ["sha256", "sm3"])
def test_inspectors_are_ranked_by_their_ticket_with_the_subject(suite: str) -> None:
    tickets, id_ = Tickets(suite, bytes(32)), "92350105MA0TWLGND0"
    codes = [f"J{n:02}" for n in range(30)]
    by_hand = [(hashlib.new(suite, bytes(32) + f"{id_}/{c}".encode()).digest(), c) for c in codes]
    assert list(tickets.ranked(id_, [c.encode() for c in codes])) == [
        code.encode() for _, code in sorted(by_hand)
    ]
    assert list(tickets.ranked(id_, [])) == []


@pytest.mark.duty("17.1", "17.2")
def test_the_drawn_come_first_and_the_substitutes_after_them_by_ticket() -> None:
    sorted_tickets = sorted((hashlib.sha256(SEED + i.encode()).hexdigest(), i) for i in IDS)
    places = order(
        Tickets("sha256", SEED), {"key": IDS, "must": IDS[:1]}, {"key": 2, "must": 1}, {"key": 3}
    )
    assert places["key"] == [
        Place("key", rank, id_, ticket, drawn=rank <= 2)
        for rank, (ticket, id_) in enumerate(sorted_tickets[:5], start=1)
    ]
    assert [(p.id, p.drawn) for p in places["must"]] == [(IDS[0], True)]
    alone = order(Tickets("sha256", SEED), {"must": IDS[:5]}, {"must": 2}, {})
    assert [p.drawn for p in alone["must"]] == [True, True]


@pytest.mark.duty("17.1", "17.2")
@settings(deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(IDS))
def test_order_ignores_rows_and_a_removed_row_leaves_the_others(
    chance: random.Random, gone: str
) -> None:
    tickets = Tickets("sha256", SEED)
    shuffled = list(IDS)
    chance.shuffle(shuffled)
    sizes, more = {"general": 3}, {"general": 57}
    first = [p.id for p in order(tickets, {"general": IDS}, sizes, more)["general"]]
    assert [p.id for p in order(tickets, {"general": shuffled}, sizes, more)["general"]] == first
    without = [i for i in shuffled if i != gone]
    left = [p.id for p in order(tickets, {"general": without}, sizes, more)["general"]]
    assert left == [i for i in first if i != gone]


@pytest.mark.duty("17.3")
def test_the_drawn_of_all_strata_stand_together_by_ticket_and_ties_by_id() -> None:
    places = [
        Place("key", 1, "B", "02" * 32, drawn=True),
        Place("must", 1, "C", "01" * 32, drawn=True),
        Place("must", 2, "A", "02" * 32, drawn=True),
    ]
    assert by_ticket(places) == ["C", "A", "B"]


class _AllTheSame:
    """A hash of which every digest is one, as no real one gives two."""

    def copy(self) -> _AllTheSame:
        return self

    def update(self, _: bytes) -> None: ...

    def digest(self) -> bytes:
        return bytes(TICKET_BYTES)


@pytest.mark.duty("17.2", "17.3")
def test_of_equal_tickets_the_bytes_of_the_id_or_the_code_decide(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suites, "new", lambda *_: _AllTheSame())
    tickets, n = Tickets("sha256", SEED), 3 * KEPT_BESIDES
    ids = [f"{i:018d}" for i in range(n)]
    assert [id_ for _, id_ in tickets.smallest(reversed(ids), 3)] == ids[:3]
    codes = [b"J2", b"J10", b"A", b"J1"]
    assert list(tickets.ranked(ids[0], codes)) == [b"A", b"J1", b"J10", b"J2"]


@pytest.mark.duty("17.2")
def test_substitutes_go_on_by_rank_to_the_end_of_the_stratum() -> None:
    tickets = Tickets("sha256", SEED)
    many = [f"92350105{n:010d}" for n in range(300)]
    ids = {"general": many, "must": IDS[:2]}
    waiting = Substitutes(tickets, lambda stratum: iter(ids[stratum]), {"general": 3, "must": 2})
    expected = [
        id_ for _, id_ in sorted((hashlib.sha256(SEED + i.encode()).digest(), i) for i in many)
    ]
    assert [waiting("general", n) for n in (0, 1, 296, 63, 64, 297, 10**6)] == [
        *(expected[3 + n] for n in (0, 1, 296, 63, 64)),
        None,
        None,
    ]
    assert [waiting("general", n) for n in range(297)] == expected[3:]
    assert waiting("must", 0) is None


@pytest.mark.duty("17.2")
def test_no_more_substitutes_are_sorted_than_somebody_asks_for() -> None:
    asked: list[str] = []

    def ids(stratum: str) -> list[str]:
        asked.append(stratum)
        return [f"92350105{n:010d}" for n in range(300)]

    waiting = Substitutes(Tickets("sha256", SEED), ids, {"general": 3})
    assert len({waiting("general", n) for n in range(64)}) == 64
    assert asked == ["general"]
    assert waiting("general", 500) is None
    assert waiting("general", 501) is None
    assert asked == ["general", "general"]


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("n", [1, 7, 1500])
def test_the_first_of_many_are_the_first_in_whatever_order_they_come(n: int) -> None:
    ids = [f"92350105{k:010d}" for k in range(6000)]
    by_hand = sorted((hashlib.sha256(SEED + id_.encode()).digest(), id_) for id_ in ids)
    tickets = Tickets("sha256", SEED)
    for given_ in (ids, [id_ for _, id_ in by_hand], [id_ for _, id_ in reversed(by_hand)]):
        assert tickets.smallest(iter(given_), n) == by_hand[:n]

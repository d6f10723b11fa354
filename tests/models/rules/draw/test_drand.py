"""drand rounds as drand published them, and every value that only looks like one (第十七条)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.draw.drand import CHAINS, proof, verify
from tests.conftest import examples
from tests.models.rules.draw.cases import of_kind

ROWS = {row[0]: row[1] for case in of_kind("level") for row in case["given"]["rows"]}
QUICKNET, DEFAULT = "drand/quicknet/657413", "drand/default/3311596"
PRIME = int(
    "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f624"
    "1eabfffeb153ffffb9feffffffffaaab",
    16,
)


def _set(hex_: str, bits: int) -> str:
    return f"{int(hex_[:2], 16) ^ bits:02x}" + hex_[2:]


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("name", CHAINS)
def test_a_chains_hash_proves_its_key_and_clock(name: str) -> None:
    assert proof(CHAINS[name]) == CHAINS[name].hash


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("name", [QUICKNET, DEFAULT])
def test_a_published_round_verifies(name: str) -> None:
    assert verify(name, ROWS[name])


@pytest.mark.duty("17.1")
def test_a_signature_holds_for_its_own_round_and_chain_only() -> None:
    assert not verify("drand/quicknet/657414", ROWS[QUICKNET])
    assert not verify("drand/default/3311597", ROWS[DEFAULT])
    assert not verify("drand/default/657413", ROWS[QUICKNET])
    assert not verify("witness-digits/a", "1" * 26)
    assert not verify("drand/fastnet/1", ROWS[QUICKNET])
    signature, _, before = ROWS[DEFAULT].partition(" ")
    assert not verify(DEFAULT, f"{before} {signature}")


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    "value",
    [
        _set(ROWS[QUICKNET], 0x20),  # the other root: -P
        _set(ROWS[QUICKNET], 0x80),  # not said to be compressed
        _set(ROWS[QUICKNET], 0x40),  # said to be infinity
        "c0" + "00" * 47,  # infinity
        "e0" + "00" * 47,
        "80" + "00" * 47,  # x = 0 is on the curve, outside the subgroup
        "a0" + "00" * 47,
        f"{PRIME | 0x80 << 376:096x}",  # x at the field's prime, another spelling of 0
        f"{PRIME + 1 | 0x80 << 376:096x}",
        "9f" + "ff" * 47,
        ROWS[QUICKNET].upper(),
        ROWS[QUICKNET] + "00",
        ROWS[QUICKNET][:-2],
        "",
    ],
)
def test_no_other_spelling_of_a_round_counts(value: str) -> None:
    assert not verify(QUICKNET, value)


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    "signature",
    [
        _set(ROWS[DEFAULT][:192], 0x20),
        _set(ROWS[DEFAULT][:192], 0x80),
        "c0" + "00" * 95,
        f"{PRIME | 0x80 << 376:096x}" + "00" * 48,
        "80" + "00" * 95,
        "80" + "00" * 46 + "02" + "00" * 48,
    ],
)
def test_no_other_spelling_of_a_chained_round_counts(signature: str) -> None:
    assert not verify(DEFAULT, signature + ROWS[DEFAULT][192:])


def plus_a_point_of_order_three(signature: str) -> str:
    """The signature and (0, 2), which is on y² = x³ + 4 and outside the subgroup: a pairing alone
    takes no notice of it."""
    written = int(signature, 16)
    x = written & (1 << 381) - 1
    y = pow(x**3 + 4, (PRIME + 1) // 4, PRIME)
    if (y > PRIME - y) != bool(written >> 381 & 1):
        y = PRIME - y
    slope = (y - 2) * pow(x, -1, PRIME) % PRIME
    x, y = (total := (slope**2 - x) % PRIME), (slope * -total - 2) % PRIME
    assert (y**2 - x**3 - 4) % PRIME == 0
    return f"{x | 1 << 383 | (y > PRIME - y) << 381:096x}"


@pytest.mark.duty("17.1")
def test_a_signature_moved_out_of_the_subgroup_is_none() -> None:
    """Else one round would have three values, and whoever reads it a choice of seeds."""
    once = plus_a_point_of_order_three(ROWS[QUICKNET])
    twice = plus_a_point_of_order_three(once)
    assert len({ROWS[QUICKNET], once, twice}) == 3
    assert plus_a_point_of_order_three(twice) == ROWS[QUICKNET]
    assert not verify(QUICKNET, once)
    assert not verify(QUICKNET, twice)


@pytest.mark.duty("17.1")
@settings(max_examples=examples(40), deadline=None)
@given(st.integers(0, 383), st.binary(min_size=48, max_size=48))
def test_no_bit_of_a_signature_may_differ(bit: int, other: bytes) -> None:
    changed = int(ROWS[QUICKNET], 16) ^ 1 << bit
    assert not verify(QUICKNET, f"{changed:096x}")
    assert not verify(QUICKNET, other.hex())
    assert not verify(DEFAULT, (other * 2).hex() + ROWS[DEFAULT][192:])

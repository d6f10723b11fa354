"""Commitment, text key and seed by the protocol's text, reckoned here with ``hashlib`` alone."""

from __future__ import annotations

import hashlib

import pytest

from models.rules.draw import keys

DRAW, SECRET = "350105/WB-01/2026-6", bytes(range(32))
S = SECRET.hex()


def _h(suite: str, text: str) -> bytes:
    return hashlib.new(suite, text.encode()).digest()


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("suite", ["sha256", "sm3"])
def test_the_first_line_keeps_the_three_apart(suite: str) -> None:
    assert (
        keys.commitment(suite, DRAW, SECRET)
        == _h(suite, f"ssj-draw/2 commitment\n{DRAW}\n{S}\n").hex()
    )
    assert keys.text_key(suite, DRAW, SECRET) == _h(suite, f"ssj-draw/2 texts\n{DRAW}\n{S}\n")
    lines = [keys.source_line("pl5/26309", "4 0 7 7 1"), "witness-dice/a 1"]
    assert keys.seed(suite, DRAW, SECRET, lines) == _h(
        suite, f"ssj-draw/2 seed\n{DRAW}\n{S}\npl5/26309 4 0 7 7 1\nwitness-dice/a 1\n"
    )
    assert keys.seed(suite, DRAW, SECRET, []) == _h(suite, f"ssj-draw/2 seed\n{DRAW}\n{S}\n")


def test_a_text_is_digested_under_its_key() -> None:
    assert keys.text_digest("sha256", b"k", b"text") == hashlib.sha256(b"ktext").hexdigest()
    assert keys.codes_digest("sm3", b"k", b"text") == hashlib.new("sm3", b"ktext").hexdigest()


@pytest.mark.duty("17.1")
def test_codes_stand_in_an_order_that_only_the_key_knows() -> None:
    badges = [f"{35010500 + n}" for n in range(12)]
    codes = keys.codes_of(b"k" * 32, badges)
    assert list(codes) == [f"J{n:02d}" for n in range(1, 13)]
    assert sorted(codes.values()) == badges
    assert list(codes.values()) != badges
    assert codes == keys.codes_of(b"k" * 32, reversed(badges))
    assert codes != keys.codes_of(b"l" * 32, badges)
    assert list(keys.codes_of(b"k", [f"{n}" for n in range(100)]))[:2] == ["J001", "J002"]
    assert keys.codes_text([("J02", "2"), ("J01", "1")]) == b"J01\t1\nJ02\t2\n"

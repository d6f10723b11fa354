"""A table as one number: what is added, changed or taken away moves it (第十条末款)."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.state_sum import StateSum

ROWS = st.lists(st.text(max_size=8), max_size=6)


def _number(table: str, row: str) -> int:
    return int.from_bytes(hashlib.shake_256(f"{table}\0{row}".encode()).digest(256), "big")


@pytest.mark.duty("10.3")
@given(ROWS, ROWS)
def test_the_sum_is_that_of_the_rows_modulo_2_to_the_2048(gone: list[str], come: list[str]) -> None:
    moved = StateSum(10, 5).moved("draw", gone, come)
    total = 5 + sum(_number("draw", r) for r in come) - sum(_number("draw", r) for r in gone)
    assert moved == StateSum(10 + len(come) - len(gone), total % 2**2048)


@pytest.mark.duty("10.3")
@given(ROWS, st.randoms(use_true_random=False))
def test_neither_order_nor_steps_matter_but_the_table_does(rows: list[str], chance) -> None:  # type: ignore[no-untyped-def]
    at_once = StateSum().moved("draw", [], rows)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    one_by_one = StateSum()
    for row in shuffled:
        one_by_one = one_by_one.moved("draw", [], [row])
    assert one_by_one == at_once
    assert at_once.moved("draw", rows, []) == StateSum()
    if rows:
        assert StateSum().moved("inspection", [], rows) != at_once


@pytest.mark.duty("10.3")
def test_a_changed_row_moves_the_digest() -> None:
    one = StateSum().moved("draw", [], ["a", "b"])
    other = one.moved("draw", ["b"], ["c"])
    assert one.rows == other.rows == 2
    assert one.digest() != other.digest()
    assert one.digest() == hashlib.sha256(one.total.to_bytes(256, "big")).hexdigest()


def test_a_sum_is_read_as_it_is_stored() -> None:
    assert StateSum(3, 255).text == "ff"
    assert StateSum.read(3, "ff") == StateSum(3, 255)

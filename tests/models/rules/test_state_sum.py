"""A table as one number: what is added, changed or taken away moves it (第十条末款)."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.state_sum import Stated, StateSum

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


UNLINKED = "表 draw 的摘要与此前的记录不相接"
MISCOUNTED = "表 draw 的行数与此前的记录不相接"
SUMMED_ANEW = "表 draw 的摘要不是由本步写入的行得出"
EMPTY = StateSum().digest()


def _stated() -> Stated:
    """As after the first event, which sums every table, and one that wrote two rows."""
    stated = Stated()
    assert stated.take({"item": {"rows": 7, "sum": "i7"}}, anew=True) == []
    two = {"before": EMPTY, "gone": 0, "come": 2, "rows": 2, "sum": "d2"}
    assert stated.take({"draw": two}, anew=False) == []
    return stated


@pytest.mark.duty("10.3")
def test_each_event_goes_on_from_what_the_events_before_it_said() -> None:
    stated = _stated()
    assert stated.tables == {
        "item": {"rows": 7, "sum": "i7"},
        "draw": {"before": EMPTY, "gone": 0, "come": 2, "rows": 2, "sum": "d2"},
    }
    changed = {"before": "d2", "gone": 1, "come": 3, "rows": 4, "sum": "d4"}
    assert stated.take({"draw": changed}, anew=False) == []
    removed = {"before": "i7", "gone": 2, "come": 0, "rows": 5, "sum": "i5"}
    assert stated.take({"item": removed}, anew=False) == []


@pytest.mark.duty("10.3")
@pytest.mark.parametrize(
    ("said", "anew", "told"),
    [
        ({"before": "x", "gone": 0, "come": 1, "rows": 3}, False, [UNLINKED]),
        ({"gone": 0, "come": 1, "rows": 3}, False, [UNLINKED]),
        ({"before": "d2", "gone": 0, "come": 1, "rows": 2}, False, [MISCOUNTED]),
        ({"before": "d2", "gone": 1, "come": 1, "rows": 3}, False, [MISCOUNTED]),
        ({"before": "d2", "rows": 9}, True, []),
        ({"before": "d2", "rows": 9}, False, [SUMMED_ANEW]),
        ({"before": "x", "rows": 9}, True, [UNLINKED]),
        ({"before": "x", "rows": 9}, False, [UNLINKED, SUMMED_ANEW]),
        ({"before": "x", "gone": 0, "come": 1, "rows": 9}, False, [UNLINKED, MISCOUNTED]),
    ],
)
def test_an_event_that_does_not_go_on_from_them_is_told(
    said: dict[str, object], anew: bool, told: list[str]
) -> None:
    stated = _stated()
    assert stated.take({"draw": {**said, "sum": "d9"}}, anew) == told
    assert stated.tables["draw"]["sum"] == "d9"


@pytest.mark.duty("10.3")
def test_the_first_event_sums_tables_nobody_summed_before_and_only_by_migrating() -> None:
    assert Stated().take({"draw": {"rows": 3, "sum": "d3"}}, anew=False) == [SUMMED_ANEW]
    moved = {"before": "x", "gone": 0, "come": 1, "rows": 1, "sum": "d1"}
    assert Stated().take({"draw": moved}, anew=False) == [UNLINKED]

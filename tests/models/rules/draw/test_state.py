"""A draw is announced, drawn, confirmed; given up before that; and then it stands."""

from __future__ import annotations

import pytest

from models.rules.draw.state import MOVES, SETTLED, DrawState


@pytest.mark.duty("18.2")
def test_nothing_leads_out_of_a_settled_draw() -> None:
    assert set(SETTLED) == {DrawState.CONFIRMED, DrawState.ABANDONED}
    assert not any(move.before in SETTLED for move in MOVES)


@pytest.mark.duty("18.2")
def test_the_moves_of_a_draw() -> None:
    assert {(str(m.before), str(m.after)) for m in MOVES} == {
        ("announced", "drawn"),
        ("announced", "abandoned"),
        ("drawn", "confirmed"),
        ("drawn", "abandoned"),
    }

"""The national system's numbers, as in its published examples."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.batch import DIRECTED, UNDIRECTED, directed, plan_number, task_number


@pytest.mark.duty("23.1")
def test_plan_and_task_are_numbered_like_the_published_examples() -> None:
    # From the system's public pages: 34000020171000 and 340000201709041000.
    assert plan_number("340000", 2017, 1000) == "34000020171000"
    assert task_number("340000", date(2017, 9, 4), 1000) == "340000201709041000"
    assert plan_number("350105001", 2026, 1) == "35010520260001"
    assert task_number("350105001002", date(2026, 9, 1), 2) == "350105202609010002"


@pytest.mark.duty("4.1", "23.1")
def test_what_is_drawn_is_not_directed_and_a_special_inspection_is() -> None:
    assert (directed(drawn=True), directed(drawn=False)) == (UNDIRECTED, DIRECTED)

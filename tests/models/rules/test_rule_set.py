"""The closed sets that item files choose from."""

from __future__ import annotations

from models.rules.rule_set import TAKES, Kind, Rule
from tests.forms import ITEMS, item


def test_every_rule_says_what_it_takes() -> None:
    assert set(TAKES) == set(Rule)
    assert {kind for takes in TAKES.values() for kind in takes.kinds} == set(Kind) - {Kind.SPAN}


def test_the_shipped_items_use_every_rule_and_every_kind_but_the_older_list() -> None:
    items = [item(name) for name in ITEMS]
    used = {c.rule for each in items for point in each.points for c in point.consequences}
    assert used == set(Rule)
    kinds = {measure.kind for each in items for measure in each.measures}
    assert kinds == set(Kind) - {Kind.TEXT_LIST}


def test_what_is_counted_and_what_is_chosen() -> None:
    assert {kind for kind in Kind if kind.is_counted} == {
        Kind.COUNT,
        Kind.TEXT_LIST,
        Kind.TERMINALS,
    }
    assert {kind for kind in Kind if kind.is_chosen} == {Kind.CHOICE, Kind.CHOICES}

"""The published vectors of the draw: seed, tickets, order, inspectors."""

from __future__ import annotations

from typing import Any

import pytest

from tests.models.rules.draw.cases import name_of, of_kind
from tests.models.rules.draw.drawn import drawn


@pytest.mark.duty("17.1", "17.2", "17.3")
@pytest.mark.parametrize("case", of_kind("draw"), ids=name_of)
def test_every_draw_gives_the_published_result(case: dict[str, Any]) -> None:
    expect, found = case["expect"], drawn(case["given"])
    assert found.seed.hex() == expect["seed"]
    # A stratum that nobody stands in has no line in the vectors.
    assert {s: n for s, n in found.sizes.items() if s in found.places} == expect["sample"]
    assert {s: [p.id for p in places] for s, places in found.places.items()} == expect["order"]
    assert {s: [p.id for p in places if p.drawn] for s, places in found.places.items()} == expect[
        "drawn"
    ]
    tickets = {p.id: p.ticket for places in found.places.values() for p in places}
    assert {id_: tickets[id_] for id_ in expect["tickets"]} == expect["tickets"]
    assert {pair: found.tickets.ticket(pair).hex() for pair in expect["pair_tickets"]} == expect[
        "pair_tickets"
    ]
    assert (found.cap, found.assigned) == (expect["cap"], expect["inspectors"])

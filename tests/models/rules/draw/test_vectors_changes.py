"""The published vectors of changes, replayed on the draw they follow."""

from __future__ import annotations

from typing import Any

import pytest

from models.faults import Refused
from models.rules.draw.sample import Substitutes
from models.rules.draw.standing import Standing, StandingPlace
from tests.models.rules.draw.cases import MISPRINTED_STEPS, name_of, of_kind
from tests.models.rules.draw.drawn import DrawnCase, drawn

CODES = {
    "no such standing subject": "not-standing",
    "nobody left to take the seat": "no-inspector-left",
}


def standing_of(case: DrawnCase) -> Standing:
    """The places of a draw as confirmed."""
    return Standing(
        case.tickets,
        Substitutes(case.tickets, lambda s: [p.id for p in case.places[s]], case.sizes),
        case.codes,
        case.recusals,
        case.cap,
        [
            StandingPlace(p.stratum, p.rank, p.id, list(case.assigned[p.id]))
            for places in case.places.values()
            for p in places
            if p.drawn
        ],
    )


def _rows(standing: Standing) -> list[dict[str, Any]]:
    rows = [
        {"stratum": p.stratum, "rank": p.rank, "id": p.subject, "inspectors": p.inspectors}
        for p in standing.places
        if p.subject is not None
    ]
    return sorted(rows, key=lambda row: (row["stratum"], row["rank"]))


@pytest.mark.duty("17.2", "17.3", "18.3")
@pytest.mark.parametrize("case", of_kind("changes"), ids=name_of)
def test_every_change_gives_the_published_outcome(case: dict[str, Any]) -> None:
    confirmed = drawn(case["given"]["draw"])
    assert confirmed.cap == case["expect"]["cap"]
    standing = standing_of(confirmed)
    steps = list(zip(case["given"]["steps"], case["expect"]["steps"], strict=True))
    for n, (step, published) in enumerate(steps):
        expect = published
        if (misprinted := MISPRINTED_STEPS.get((case["name"], n))) is not None:
            following, after = steps[n + 1]
            assert following["out"] not in published["inspectors"] == after["inspectors"]
            assert following["subject"] == published["in"]
            expect = {**published, "inspectors": misprinted}
        if "refused" in expect:
            before = _rows(standing)
            with pytest.raises(Refused) as refused:
                standing.change(step["kind"], step["subject"], step["out"], step["reason"])
            assert refused.value.code == CODES[expect["refused"]]
            assert _rows(standing) == before
        else:
            outcome = standing.change(step["kind"], step["subject"], step["out"], step["reason"])
            assert {"in": outcome.comes_in, "inspectors": outcome.inspectors} == expect
    assert _rows(standing) == case["expect"]["standing"]

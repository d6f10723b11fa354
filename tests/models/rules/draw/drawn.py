"""A draw of the published vectors, run by the rules."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.rules.draw import keys, texts
from models.rules.draw.assign import assign
from models.rules.draw.sample import Place, Tickets, by_ticket, order, sample_size


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """All of a draw, its substitutes to the end of each stratum."""

    seed: bytes
    tickets: Tickets
    places: dict[str, list[Place]]
    sizes: dict[str, int]
    codes: list[str]
    recusals: dict[str, set[str]]
    cap: int
    assigned: dict[str, list[str]]


def drawn(given: dict[str, Any]) -> DrawnCase:
    """The draw that a case of kind ``draw`` gives."""
    subjects, recusals = given["subjects"].encode(), texts.recused(given["recusals"].encode())
    for name in ("subjects", "inspectors", "recusals"):
        assert texts.form_problems(name, given[name].encode()) == []
    seed = keys.seed(
        given["suite"], given["draw_id"], bytes.fromhex(given["secret"]), given["source_lines"]
    )
    tickets, ids = Tickets(given["suite"], seed), texts.by_stratum(subjects)
    sizes = {
        stratum: sample_size(Fraction(ratio), len(ids.get(stratum, [])))
        for stratum, ratio in given["strata"]
    }
    everyone = {stratum: len(found) for stratum, found in ids.items()}
    places = order(tickets, ids, sizes, everyone)
    codes = given["inspectors"].split()
    first = by_ticket(place for found in places.values() for place in found if place.drawn)
    cap, assigned = assign(
        tickets, first, codes, recusals, given["inspectors_per_subject"], given["slack"]
    )
    return DrawnCase(seed, tickets, places, sizes, codes, recusals, cap, assigned)

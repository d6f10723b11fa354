"""The published vectors of ssj-draw/1."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from models.rules.draw import canonical, suite
from models.rules.draw.assign import assign
from models.rules.draw.sample import Tickets, order, sample_sizes
from models.rules.draw.seed import commitment, seed

CASES = json.loads((Path(__file__).parent / "vectors" / "ssj-draw-1.json").read_text())["cases"]


@pytest.mark.duty("17.1", "17.2", "17.3")
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_vector_gives_the_published_result(case: dict[str, Any]) -> None:
    h, expect = case["suite"], case["expect"]
    secret = bytes.fromhex(case["secret"])
    assert commitment(h, secret) == case["commitment"]

    subjects = canonical.read_subjects(case["subjects_text"].encode())
    codes = canonical.read_inspectors(case["inspectors_text"].encode())
    recused = canonical.pairs("回避名单", case["recusals_text"].encode())
    assert suite.digest(h, canonical.subjects_text(subjects)) == expect["subjects_digest"]
    assert suite.digest(h, canonical.inspectors_text(codes)) == expect["inspectors_digest"]
    assert suite.digest(h, canonical.recusals_text(recused)) == expect["recusals_digest"]

    drawn_from = seed(h, case["draw_id"], secret, case["sources"])
    assert drawn_from.hex() == expect["seed"]

    tickets = Tickets(h, drawn_from)
    by_stratum: dict[str, list[str]] = {}
    for id_, stratum in subjects:
        by_stratum.setdefault(stratum, []).append(id_)
    sizes = sample_sizes(
        {name: len(ids) for name, ids in by_stratum.items()},
        {name: Fraction(ratio) for name, ratio in case["ratios"].items()},
        min(Fraction(ratio) for ratio in case["ratios"].values()),
        1,
    )
    everyone = {name: len(ids) for name, ids in by_stratum.items()}
    places = order(tickets, by_stratum, sizes, everyone)
    assert {s: [p.id for p in found] for s, found in places.items()} == expect["order"]
    drawn = [p for found in places.values() for p in found if p.drawn]
    assert {s: [p.id for p in found if p.drawn] for s, found in places.items()} == expect["drawn"]
    assert {p.id: p.ticket for p in drawn} == expect["tickets"]

    by_ticket = [p.id for p in sorted(drawn, key=lambda p: (p.ticket, p.id))]
    recusals: dict[str, set[str]] = {}
    for code, id_ in recused:
        recusals.setdefault(id_, set()).add(code)
    cap, assigned = assign(
        tickets, by_ticket, codes, recusals, case["inspectors_per_subject"], case["slack"]
    )
    assert cap == expect["cap"]
    assert assigned == expect["inspectors"]

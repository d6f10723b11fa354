"""The published vectors of ssj-draw/2, by kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

VECTORS = json.loads((Path(__file__).parent / "vectors" / "ssj-draw-2.json").read_bytes())

MISPRINTED_STEPS = {("second and third replacement of one place", 2): ["J01", "J03"]}
"""Steps of ``changes`` whose published ``inspectors`` are those after the *next* step: here J05 and
J03, and the next step, published as done, is J01 leaving that very place. The value is what stands
there before it; ``in``, every other step and the places at the end are as published."""


def of_kind(*kinds: str) -> list[dict[str, Any]]:
    """The cases of these kinds; a kind without a case is a mistake of the test."""
    found = [case for case in VECTORS["cases"] if case["kind"] in kinds]
    assert {case["kind"] for case in found} == set(kinds)
    return found


def name_of(case: dict[str, Any]) -> str:
    """What a case shows, for the test's name."""
    return str(case["name"])

"""The published vectors of sources and of the level they give."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.draw import drand, sources
from models.rules.draw.level import level
from tests.models.rules.draw.cases import name_of, of_kind


def _said_of(name: str, due: str, value: str) -> str:
    if sources.check_name(name, due, None):
        return "name"
    if sources.check_value(name, value):
        return "value"
    holds = sources.drand_round(name) is None or drand.verify(name, value)
    return "ok" if holds else "value"


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("case", of_kind("sources"), ids=name_of)
def test_every_source_is_taken_or_refused_as_published(case: dict[str, Any]) -> None:
    assert [_said_of(*row) for row in case["given"]["rows"]] == case["expect"]


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("case", of_kind("level"), ids=name_of)
def test_the_level_is_the_published_one(case: dict[str, Any]) -> None:
    rows = [(name, value) for name, value in case["given"]["rows"]]
    verified = [name for name, value in rows if drand.verify(name, value)]
    found = level(rows, verified)
    assert {"level": found.level, "look_up": found.look_up} == case["expect"]

"""The invented answers serve any item file."""

from __future__ import annotations

from datetime import date

import pytest

from flows.sample.answers import CONFORMS, KEEPS_OUT, REFUSES_TO_SIGN, SHORT_LOGS, form
from models.rules.inspection import Outcome
from models.rules.returns import Facts, judge
from tests.forms import ITEMS, VISIT, item, task


@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize(
    ("story", "outcome"),
    [
        (CONFORMS, Outcome.CONFORM),
        (REFUSES_TO_SIGN, Outcome.CONFORM),
        (KEEPS_OUT, Outcome.NOT_COOPERATING),
    ],
)
def test_every_story_is_a_form_that_is_taken(name: str, story: str, outcome: Outcome) -> None:
    judged = judge(form(task(item(name)), VISIT, story), facts(name))
    assert (judged.problems, judged.outcome) == ([], outcome)


@pytest.mark.parametrize(("name", "point"), [("wb-01.toml", "D3"), ("example-yl-01.toml", "B1")])
def test_what_falls_short_is_found(name: str, point: str) -> None:
    judged = judge(form(task(item(name)), VISIT, SHORT_LOGS), facts(name))
    assert (judged.problems, list(judged.findings)) == ([], [point])


def facts(name: str) -> Facts:
    """What the invented task was dispatched with."""
    one = task(item(name))
    badges = [badge for badge, _ in one.officers]
    return Facts(one.item, one.dossier(), date(2026, 9, 1), date(2026, 9, 11), badges, 2)

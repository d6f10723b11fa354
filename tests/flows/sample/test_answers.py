"""The invented answers serve any item file, of either format."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from flows.sample.answers import (
    CLOSED,
    CONFORMS,
    KEEPS_OUT,
    NOBODY_THERE,
    REFUSES_TO_SIGN,
    SHORT_LOGS,
    STORIES,
    WITHHOLDS,
    form,
)
from models.rules.checklist import Checklist
from models.rules.inspection import Outcome
from models.rules.judging import judge
from models.rules.observed import NoneThere
from models.rules.returns import Facts
from tests.forms import ITEMS, VISIT, first, item, task

OUTCOMES = {
    CONFORMS: (Outcome.CONFORM, "no-problem"),
    REFUSES_TO_SIGN: (Outcome.CONFORM, "no-problem"),
    NOBODY_THERE: (Outcome.CONFORM, "no-problem"),
    KEEPS_OUT: (Outcome.NOT_COOPERATING, "entry-refused"),
    WITHHOLDS: (Outcome.NOT_COOPERATING, "not-cooperating"),
    CLOSED: (Outcome.NO_VISIT, "closed"),
}


@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize("story", OUTCOMES)
def test_every_story_is_a_form_that_is_taken(name: str, story: str) -> None:
    one = item(name)
    judged = judge(form(task(one), VISIT, story), facts(one))
    assert (judged.problems, (judged.outcome, judged.category)) == ([], OUTCOMES[story])


@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize("story", [CONFORMS, REFUSES_TO_SIGN, KEEPS_OUT, WITHHOLDS])
def test_it_is_a_form_of_the_first_format_too(name: str, story: str) -> None:
    one = first(name)
    judged = judge(form(task(one), VISIT, story), facts(one))
    assert (judged.problems, judged.outcome, judged.category) == ([], OUTCOMES[story][0], "")


@pytest.mark.parametrize(("name", "point"), [("wb-01.toml", "D3"), ("example-yl-01.toml", "B1")])
def test_what_falls_short_is_found(name: str, point: str) -> None:
    for one in (item(name), first(name)):
        judged = judge(form(task(one), VISIT, SHORT_LOGS), facts(one))
        assert (judged.problems, list(judged.findings)) == ([], [point])


def test_a_cafe_without_customers_says_so() -> None:
    filled = form(task(), VISIT, NOBODY_THERE)
    assert filled.measured["customers"] == NoneThere("无人上网")
    assert (filled.measured["headcount"], filled.measured["registered"]) == (0, 0)
    assert filled.answers["B2"][0] == "not_applicable"


def test_every_story_is_another_form() -> None:
    told = [replace(form(task(), VISIT, story), remarks="") for story in STORIES]
    assert len({repr(each) for each in told}) == len(STORIES)


def facts(checklist: Checklist) -> Facts:
    """What the invented task was dispatched with."""
    one = task(checklist)
    badges = [badge for badge, _ in one.officers]
    return Facts(checklist, one.dossier(), date(2026, 9, 1), date(2026, 9, 11), badges, 2)

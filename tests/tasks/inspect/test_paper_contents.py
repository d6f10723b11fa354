"""Which papers an inspection has, and that none states what the district does not (第二十五条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import database, district
from models.clock import held_at
from models.rules.papers import PaperKind
from models.stated_numbers import stated_numbers
from tasks.inspect.paper_contents import USES, Request, papers_of, to_number
from tasks.setup.prepare import prepare
from tests import walk
from tests.refusal import refusal
from tests.tasks.inspect.checked_terms import confirm_terms


def test_each_term_is_checked_before_the_paper_that_states_it() -> None:
    text = (district.SHIPPED / "mawei.toml").read_text(encoding="utf-8")
    papers = district.read(text, "mawei.toml").papers
    assert papers is not None
    assert {each.name for each in stated_numbers(papers)} == {k for of in USES.values() for k in of}
    assert set(USES) == set(PaperKind)


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_before_the_visit_there_are_three_papers_two_with_a_number(house: Path) -> None:
    walk.dispatched(house)
    confirm_terms(house)
    first = walk.open_ones()[0]
    asked = Request(walk.REGION, walk.DRAW_DAY, tuple(PaperKind), False, True)
    with database.reading() as session:
        issues, short = to_number(session, asked, [first.id])
        papers = papers_of(session, asked, [first.id])
    assert [(each.kind, each.version) for each in issues] == [
        (PaperKind.APPROVAL, 0), (PaperKind.NOTICE, 0),
    ]  # fmt: skip
    assert short == "马公（网安）"
    assert [paper.head.kind for _, paper in papers] == [
        PaperKind.APPROVAL, PaperKind.NOTICE, PaperKind.RECORD,
    ]  # fmt: skip
    [record] = [paper for _, paper in papers if paper.head.kind == PaperKind.RECORD]
    assert (record.head.number, record.head.issued_on) == (first.task.number, walk.DRAW_DAY)


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_a_district_that_states_no_terms_of_papers_issues_none(house: Path) -> None:
    walk.dispatched(house)
    text = (district.SHIPPED / "mawei.toml").read_text(encoding="utf-8")
    file = house / "without.toml"
    file.write_text(
        text.split("[papers]")[0].replace('version = "2026-1"', 'version = "2026-9"'), "utf-8"
    )
    with held_at(walk.DRAW_DAY):
        prepare(walk.DRAW_DAY, file)
    asked = Request(walk.REGION, walk.DRAW_DAY, tuple(PaperKind), True, True)
    with database.reading() as session:
        refused = refusal(to_number, session, asked, [walk.open_ones()[0].id])
    assert refused.code == "no-paper-terms"
    assert "[papers]" in str(refused)

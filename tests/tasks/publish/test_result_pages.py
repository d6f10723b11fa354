"""One page for a draw's results, or a special inspection's, with everything told (第二十三条)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.tables import Draw, Inspection, SpecialInspection
from tasks.base.terms import in_force
from tasks.publish.result_pages import EMPTY_PLACES, NOT_DELIVERED, ground_of, parts_of, title_of
from tests import walk
from tests.tasks.publish import stories


@pytest.mark.duty("4.1", "23.1")
def test_a_page_is_called_after_its_draw_or_its_inspection(house: Path) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        assert parts_of(session, draw, {}) == {EMPTY_PLACES: [], NOT_DELIVERED: {}}
        terms = in_force(session, walk.REGION, walk.DRAW_DAY)
        assert title_of(session, terms, draw, "x") == "2026年第5期（9—10月）抽查结果"
        special = title_of(session, terms, None, "350105-ZX-2026-00001")
        assert special == "2026年第1号专项检查结果"


@pytest.mark.duty("23.1")
def test_the_page_and_its_file_hold_every_result_whatever_the_package_brought(house: Path) -> None:
    stories.told(house)
    number = stories.handled()
    walk.published(stories.NEXT)
    page, rows = stories.on_site(house)
    assert len(rows) == 5
    assert {row["version"] for n, row in rows.items() if n != number} == {1}
    assert page.count('data-label="检查日期"') == 5
    assert {type(row["clean"]) for row in rows.values()} == {bool}


@pytest.mark.duty("4.1", "10.2", "23.1")
def test_of_a_special_inspection_the_ground_is_told_and_its_document_stays(house: Path) -> None:
    walk.set_up(house)
    with database.writing() as session:
        special = SpecialInspection(
            region=walk.REGION,
            credit_code="92350105MA01583806",
            ground=3,
            document="举报〔2026〕17号，举报人王某",
            opened_on=walk.DRAW_DAY,
            opened_by=walk.CLERK,
        )
        session.add(special)
        session.flush()
        inspection = Inspection(special_id=special.id)
        assert ground_of(session, inspection) == "被投诉举报涉嫌违法违规"

"""One page for a draw's results, or a special inspection's, with everything told (第二十三条)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.tables import Draw
from tasks.base.terms import in_force
from tasks.publish.result_pages import EMPTY_PLACES, NOT_DELIVERED, parts_of, title_of
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

"""The versions a package tells, and how its rows read (第二十三条)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.tables import Inspection, pk
from tasks.base.terms import in_force
from tasks.publish.result_versions import new_versions, rows_of
from tests import walk
from tests.tasks.publish import stories
from tests.tasks.publish.stories import LATER, NEXT


@pytest.mark.duty("21.1", "23.1")
def test_what_is_told_now_stands_beside_what_was_told(house: Path) -> None:
    stories.told(house)
    number = stories.handled()
    with database.reading() as session:
        every = session.exec(select(Inspection).order_by(col(Inspection.id))).all()
        inspections = {pk(each): each for each in every}
        [id_] = [i for i, each in inspections.items() if each.number == number]
        terms = in_force(session, walk.REGION, NEXT)
        fresh = new_versions(session, terms, NEXT, inspections, [id_])
        rows = rows_of(session, inspections, fresh)
    assert (fresh[id_].version, fresh[id_].kind, fresh[id_].next_word_on) == (2, "handling", None)
    assert {(row.version, row.notes) for i, row in rows.items() if i != id_} == {(1, ())}
    assert rows[id_].told.disposition == "依法查处（罚字1号）"
    assert LATER < NEXT

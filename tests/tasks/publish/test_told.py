"""Every version that was told of an inspection, as the public may read it (第二十三条)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Inspection
from tasks.inspect.amended import amendments, told_ids
from tasks.overview import cycles
from tasks.publish.amend import correct, withdraw
from tasks.publish.told import told
from tests import released, walk
from tests.tasks.publish import stories
from tests.tasks.publish.stories import LATER, NEXT


def _ids() -> dict[str, int]:
    with database.reading() as session:
        rows = session.exec(select(Inspection.number, Inspection.id)).all()
        return {number: id_ for number, id_ in rows if id_ is not None}


@pytest.mark.duty("21.1", "23.1", "23.2")
def test_versions_come_in_order_and_a_withdrawn_text_is_read_by_nobody(house: Path) -> None:
    walk.dispatched(house)
    walk.all_in(house, stories.RECEIVED)
    ids = _ids()
    with database.reading() as session:
        assert told(session, list(ids.values())) == {}  # nothing is released
        assert told_ids(session, list(ids.values())) == set()
    walk.published(LATER)
    number = stories.handled()
    walk.published(NEXT)
    with database.reading() as session:
        first, second = told(session, [ids[number]])[ids[number]]
    assert (first.version, first.kind, first.released_on, first.note) == (1, "opinion", LATER, "")
    assert (second.version, second.kind, second.matter) == (2, "handling", stories.matter(2))
    assert first.row is not None
    assert second.row is not None
    assert first.row.disposition.startswith("正在处理")
    assert second.row.disposition == "依法查处（罚字1号）"
    with held_at(NEXT):
        withdraw(number, "误", "撤回说明", NEXT, walk.LEADER)
    walk.published(NEXT)
    with database.reading() as session:
        *before, last = told(session, [ids[number]])[ids[number]]
    assert [each.row for each in before] == [None, None]
    assert last.row is not None
    assert (last.row.result, last.row.clean) == ("撤回", None)
    assert last.note.endswith("决定撤回：撤回说明")
    shown = cycles.cycle(walk.REGION, 2026, 5, NEXT)["inspections"]
    assert {row["number"] for row in shown if row["outcome"] == "已撤回"} == {number}
    before_that = cycles.cycle(walk.REGION, 2026, 5, LATER)["inspections"]
    assert "已撤回" not in {row["outcome"] for row in before_that}


@pytest.mark.duty("23.1")
def test_what_an_earlier_release_told_is_read_from_what_it_rested_on(house: Path) -> None:
    stories.told(house)
    ids = list(_ids().values())
    with database.reading() as session:
        before = told(session, ids)
    released.by_force("UPDATE result_version SET told = replace(told, '\"row\":{', '\"was\":{')")
    released.by_force(
        'UPDATE result_version SET told = replace(told, \'{"facts"\', \'{"row":null,"facts"\')'
    )
    with database.reading() as session:
        assert [v.row for vs in told(session, ids).values() for v in vs] == [
            v.row for vs in before.values() for v in vs
        ]


@pytest.mark.duty("23.1", "23.2")
def test_a_decision_is_open_until_it_is_told(house: Path) -> None:
    stories.told(house)
    number = stories.each_one(4).task.number
    id_ = _ids()[number]
    with held_at(NEXT):
        correct(number, "误", "更正", NEXT, walk.LEADER)
        withdraw(number, "误", "撤回", NEXT, walk.LEADER)
    with database.reading() as session:
        assert amendments(session, [id_])[id_].kind == "withdrawal"
        assert told_ids(session, [id_]) == {id_}
    walk.published(NEXT)
    with database.reading() as session:  # and the correction before it is settled with it
        assert amendments(session, [id_]) == {}

"""The versions a package tells, and how its rows read (第二十三条)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import Inspection, pk
from tasks.base.terms import in_force
from tasks.inspect.dispositions import dispose, undisposed
from tasks.publish.amend import withdraw
from tasks.publish.result_versions import new_versions, rows_of
from tasks.rosters.refresh import refresh_roster
from tests import canaries, walk
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


@pytest.mark.duty("10.2", "21.1", "23.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_the_number_of_a_criminal_file_stops_no_package_and_is_in_none(house: Path) -> None:
    stories.told(house)
    [(number, point)] = undisposed(walk.REGION)
    with held_at(NEXT):
        dispose(number, point, "criminal", "马公刑立字〔2026〕3号", NEXT, walk.LEADER)
    walk.published(NEXT)
    _, rows = stories.on_site(house)
    assert rows[number]["disposition"] == "涉嫌犯罪，依法追究刑事责任"
    left = canaries.texts(house / "site", house / "packages", house / "delivered")
    assert [name for name, text in left.items() if "刑立字" in text] == []


@pytest.mark.duty("10.2", "23.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_what_turned_out_to_be_personal_does_not_stop_the_withdrawal_that_takes_it_back(
    house: Path,
) -> None:
    stories.told(house)
    [(number, point)] = undisposed(walk.REGION)
    with held_at(NEXT):
        dispose(number, point, "transfer", "移字1号", NEXT, walk.LEADER, department="胡又新转办")
    walk.published(NEXT)
    assert "胡又新" in stories.on_site(house)[0]
    lines = walk.INSPECTORS.read_text(encoding="gb18030").splitlines()
    joined = lines[-1].replace("035114", "039999").replace("张虚辛", "胡又新")
    roster = house / "人员.csv"
    roster.write_text("\n".join([*lines, joined]), encoding="gb18030")
    with held_at(NEXT):
        refresh_roster("inspectors", roster, walk.REGION, NEXT, walk.CLERK)
    with held_at(NEXT):
        withdraw(
            number, "误写姓名", "原结果所写的接收部门有误", NEXT, walk.LEADER, asked_by=walk.CLERK
        )
    walk.published(NEXT)
    page, rows = stories.on_site(house)
    assert rows[number]["result"] == "撤回"
    assert "胡又新" not in page

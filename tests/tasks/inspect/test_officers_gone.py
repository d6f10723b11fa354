"""Tasks of an officer who left are flagged (第十五条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Message
from reports.dashboard import officer_gone_in_words
from tasks.inspect.chase import chase
from tasks.inspect.officers_gone import officers_gone
from tasks.overview.cycles import cycle
from tasks.rosters.refresh import refresh_roster
from tests import walk

NEXT = date(2026, 9, 2)


def _roster(house: Path, lines: list[str]) -> None:
    path = house / "人员.csv"
    path.write_text("\n".join(lines), encoding="gb18030")
    with held_at(NEXT):
        refresh_roster("inspectors", path, walk.REGION, NEXT, walk.CLERK)


@pytest.mark.duty("15.1")
@pytest.mark.parametrize("left", ["gone", "off duty"])
def test_every_open_task_of_who_left_is_flagged_until_its_form_is_in(
    house: Path, left: str
) -> None:
    walk.dispatched(house)
    first = walk.open_ones()[0].task
    badge, name = first.officers[1]
    theirs = [
        each.task.number
        for each in walk.open_ones()
        if badge in [badge for badge, _ in each.task.officers]
    ]
    lines = walk.INSPECTORS.read_text(encoding="gb18030").splitlines()
    _roster(
        house,
        [line for line in lines if badge not in line]
        if left == "gone"
        else [line.replace("在岗", "离岗") if badge in line else line for line in lines],
    )
    with database.reading() as session:
        assert officers_gone(session, walk.REGION, walk.DRAW_DAY) == []  # by that day's roster
        assert [each["number"] for each in officers_gone(session, walk.REGION, NEXT)] == theirs
    shown = cycle(walk.REGION, 2026, 5, NEXT)["officers_gone"]
    assert {(each["number"], each["badge_number"], each["name"]) for each in shown} == {
        (number, badge, name) for number in theirs
    }
    assert f"ssj substitute apply --inspector {badge}" in officer_gone_in_words(shown[0])
    with held_at(NEXT):
        chase(walk.REGION, NEXT)
    with database.reading() as session:
        bodies = [
            message.body
            for message in session.exec(select(Message).where(Message.kind == "supervisor"))
        ]
    assert sum(f"{number} 的检查人员{name}（{badge}）" in bodies[-1] for number in theirs) == len(
        theirs
    )
    for each in walk.open_ones():
        if each.task.number in theirs:
            walk.hand_in(house, each, date(2026, 9, 11))
    with database.reading() as session:
        assert officers_gone(session, walk.REGION, date(2026, 9, 11)) == []


@pytest.mark.duty("15.1")
def test_while_everybody_stands_on_the_roster_nothing_is_flagged(house: Path) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        assert officers_gone(session, walk.REGION, NEXT) == []

"""Who has no inspector to spare is counted in the announcement, and told to the supervisor by name
(第十七条)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Draw, Message, SubjectEntry
from tasks.inspect.scarce import tell_scarce
from tasks.publish.draws import announcement_files
from tests import walk
from tests.tasks.rosters.lists import two_inspectors_left


def _messages() -> list[Message]:
    with database.reading() as session:
        return list(session.exec(select(Message)))


@pytest.mark.duty("10.3", "17.3")
def test_the_supervisor_is_told_once_by_name_and_nobody_else_is(house: Path) -> None:
    walk.prepared(house)
    scarce = two_inspectors_left(house)
    draw_id = walk.announced()
    with held_at(walk.DRAW_DAY):
        first = tell_scarce(walk.REGION, walk.DRAW_DAY, request="r1")
        assert (first["act"], first["told_of"]) == ("done", [draw_id])
        assert tell_scarce(walk.REGION, walk.DRAW_DAY, request="r1") == {**first, "act": "known"}
        again = tell_scarce(walk.REGION, walk.DRAW_DAY)
        assert (again["act"], again["told_of"]) == ("unchanged", [])
    with database.reading() as session:
        name = session.exec(
            select(SubjectEntry.name).where(SubjectEntry.credit_code == scarce)
        ).one()
        announcement = session.exec(select(Draw.announcement)).one()
    [message] = _messages()
    assert message.address == "supervisor@example.invalid"
    assert f"{name}（{scarce}）除去回避恰好只剩 2 名检查人员可派" in message.body
    assert json.loads(announcement)["recusals"]["tight"] == 1
    for content in announcement_files(draw_id).values():
        assert scarce not in content.decode()


@pytest.mark.duty("17.3")
def test_where_everybody_has_one_to_spare_nobody_is_told(house: Path) -> None:
    walk.prepared(house)
    walk.announced()
    with held_at(walk.DRAW_DAY):
        assert tell_scarce(walk.REGION, walk.DRAW_DAY)["act"] == "unchanged"
    assert _messages() == []

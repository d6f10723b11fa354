"""What is due is built once, on no day before what it rests on (第三条、第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import AuditEvent, Publication
from tasks.base import key_file
from tasks.publish.due import build_due
from tests import walk

RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 28)


def _built() -> list[tuple[str, date]]:
    with database.reading() as session:
        return sorted((p.matter, p.built_on) for p in session.exec(select(Publication)))


@pytest.mark.duty("8.1", "16.1", "17.1", "23.1")
def test_every_kind_is_built_when_its_act_is_done_and_not_again(house: Path) -> None:
    walk.dispatched(house)
    draw = "350105/WB-01/2026-5"
    with held_at(LATER):
        # As of January nothing is drawn: only what was done by then.
        assert sorted(build_due(walk.REGION, walk.NEW_YEAR)["built"]) == [
            "350105/items/joint/1", "350105/items/single/1", "350105/plan/WB-01/2026/1",
        ]  # fmt: skip
        assert f"{draw}/announcement" in dict(_built())  # before it was drawn
        assert build_due(walk.REGION, walk.DRAW_DAY)["built"] == []
    walk.all_in(house, RECEIVED)
    with held_at(LATER):
        assert build_due(walk.REGION, date(2026, 9, 10))["built"] == []
        answer = build_due(walk.REGION, LATER)
        assert sorted(answer["built"]) == [f"{draw}/record/1", f"{draw}/results/1"]
        assert answer["act"] == "done"
        before = _built()
        again = build_due(walk.REGION, LATER)
        assert (again["built"], again["act"]) == ([], "unchanged")
        assert _built() == before
    with database.reading() as session:
        events = session.exec(select(AuditEvent).where(AuditEvent.action == "制作公示包")).all()
    assert len(events) == len(before)


@pytest.mark.duty("17.1", "23.1")
def test_the_record_waits_for_the_key_and_nothing_else_does(house: Path) -> None:
    walk.returned(house, RECEIVED)
    away = key_file.path().rename(house / "away.key")
    draw = "350105/WB-01/2026-5"
    with held_at(LATER):
        answer = build_due(walk.REGION, LATER)
        assert f"{draw}/results/1" in answer["built"]
        assert list(answer["without_key"]) == [f"{draw}/record/1"]
        assert "请插入存放密钥文件的介质" in answer["without_key"][f"{draw}/record/1"]
        again = build_due(walk.REGION, LATER)
        assert (again["built"], again["act"]) == ([], "unchanged")
        away.rename(key_file.path())
        assert build_due(walk.REGION, LATER)["built"] == [f"{draw}/record/1"]

"""Why a package was not taken, how often, and when it is tried again (第三条)."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Disclosure, Message
from tasks.publish.due import build_due
from tasks.publish.failures import next_tries, record_failure
from tasks.publish.release import release
from tests import walk

PLAN, DAY = "350105/plan/WB-01/2026/1", date(2026, 1, 6)


@pytest.mark.duty("3.1")
def test_each_failure_is_kept_and_the_supervisor_hears_of_a_channel_once(house: Path) -> None:
    walk.prepared(house)
    with held_at(DAY):
        build_due(walk.REGION, DAY)
        release(PLAN, DAY, walk.LEADER)
    with database.reading() as session:
        ids = [id_ for id_ in session.exec(select(Disclosure.id)) if id_ is not None]
        ours = [
            id_
            for id_ in session.exec(
                select(Disclosure.id).where(Disclosure.file.like("%plan%"))  # type: ignore[attr-defined]
            )
            if id_ is not None
        ]
    first, second, *_ = ours
    for n, at in enumerate((time(9), time(9, 30)), start=1):
        with held_at(DAY, at):
            answer = record_failure(first, f"第{n}次", DAY, walk.REGION)
            assert answer["in_a_row"] == n
    with held_at(DAY, time(10)):
        known = record_failure(second, "另一渠道", DAY, walk.REGION, request="甲")
        again = record_failure(second, "另一渠道", DAY, walk.REGION, request="甲")
    assert (known["act"], again["act"], again["in_a_row"]) == ("done", "known", 1)
    with database.reading() as session:
        told = session.exec(select(Message).where(Message.kind == "supervisor")).all()
        assert next_tries(session, ids) == {
            first: "2026-01-06T10:00:00+08:00", second: "2026-01-06T10:10:00+08:00",
        }  # fmt: skip
    assert len(told) == 2  # one for each channel
    assert "第1次" in told[0].body
    assert PLAN in told[0].body

"""The supervisor releases a publication, once, on record (第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import AuditEvent, Publication
from tasks.publish.due import build_due
from tasks.publish.release import release, released_in_words, unreleased
from tests import walk
from tests.refusal import reasons

PLAN = "350105/plan/WB-01/2026/1"
BUILT, NEXT = date(2026, 1, 6), date(2026, 1, 7)


def _built(house: Path) -> None:
    walk.prepared(house)
    with held_at(BUILT):
        build_due(walk.REGION, BUILT)


@pytest.mark.duty("23.1")
def test_who_released_and_when_stays_whoever_asks_again(house: Path) -> None:
    _built(house)
    assert PLAN in unreleased(walk.REGION)
    with held_at(NEXT):
        first = release(PLAN, BUILT, walk.LEADER)
        again = release(PLAN, NEXT, walk.CHIEF)
        retry = release(PLAN, NEXT, walk.CHIEF, request="r1")
    assert first["act"] == "done"
    assert (again["act"], again["released_by"], again["released_on"]) == (
        "unchanged", walk.LEADER, "2026-01-06",
    )  # fmt: skip
    assert retry["act"] == "unchanged"
    assert PLAN not in unreleased(walk.REGION)
    with database.reading() as session:
        stored = session.exec(select(Publication).where(Publication.matter == PLAN)).one()
        events = session.exec(select(AuditEvent).where(AuditEvent.action == "批准公示")).all()
    assert (stored.released_by, stored.released_on) == (walk.LEADER, BUILT)
    assert [event.actor for event in events] == [walk.LEADER]
    assert released_in_words(first) == (
        f"{PLAN} 已由 {walk.LEADER} 于 2026-01-06（补录，2026-01-07 登记） 批准公示"
    )


@pytest.mark.duty("23.1")
def test_a_retry_of_one_request_is_known(house: Path) -> None:
    _built(house)
    with held_at(NEXT):
        release(PLAN, NEXT, walk.LEADER, request="r1")
        again = release(PLAN, NEXT, walk.LEADER, request="r1")
    assert (again["act"], again["released_by"]) == ("known", walk.LEADER)


@pytest.mark.duty("10.3", "23.1")
def test_what_cannot_be_released_is_refused(house: Path) -> None:
    _built(house)
    with held_at(NEXT):
        assert reasons(release, PLAN, date(2026, 1, 5), walk.LEADER) == [
            "批准公示的日期 2026-01-05 早于制作公示包之日 2026-01-06"
        ]
        assert reasons(release, PLAN, date(2026, 1, 8), walk.LEADER) == [
            "批准公示的日期 2026-01-08 尚未到来（今天是 2026-01-07）"
        ]
        assert reasons(release, PLAN, NEXT, " ") == ["须写明经办人（--by），不得为空"]
        unknown = "350105/WB-01/2026-5/results/1"
        assert reasons(release, unknown, NEXT, walk.LEADER) == [f"没有名为「{unknown}」的公示"]
        for unwritten in ("plan", "350105/plan", f"{PLAN} ", "350105/WB-01/2026-5/results"):
            [said] = reasons(release, unwritten, NEXT, walk.LEADER)
            assert said.startswith(f"公示编号「{unwritten}」的写法不对")
    assert PLAN in unreleased(walk.REGION)

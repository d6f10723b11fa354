"""The public site holds what was delivered, as it was frozen (第三条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import AuditEvent
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.release import release
from tasks.publish.site import write_site
from tests import walk

PLAN, PAGE = "350105/plan/WB-01/2026/1", "plan-350105-plan-WB-01-2026-1.html"
DAY, NEXT = date(2026, 1, 6), date(2026, 1, 7)


@pytest.mark.duty("3.1", "10.3")
def test_only_what_was_delivered_is_on_the_site_and_each_file_is_on_record(house: Path) -> None:
    walk.prepared(house)
    with held_at(NEXT):
        build_due(walk.REGION, DAY)
        release(PLAN, DAY, walk.LEADER)
        deliver_pending(walk.REGION, NEXT)
    site = house / "site" / walk.REGION
    assert sorted(path.name for path in site.iterdir()) == ["index.html", PAGE]
    index = (site / "index.html").read_text("utf-8")
    assert PAGE in index
    assert "2026-01-06（补录，2026-01-07 登记）" in index
    with database.reading() as session:
        [event] = session.exec(select(AuditEvent).where(AuditEvent.action == "更新公示网页")).all()
    assert set(json.loads(event.payload)["files"]) == {
        f"site/350105/{PAGE}", "site/350105/index.html",
    }  # fmt: skip


@pytest.mark.duty("3.1")
def test_what_stands_is_not_written_again_and_what_is_missing_is(house: Path) -> None:
    walk.prepared(house)
    walk.published(DAY)
    page = house / "site" / walk.REGION / PAGE
    before = page.read_bytes()
    with held_at(NEXT):
        assert write_site(walk.REGION, NEXT)["act"] == "unchanged"
        page.unlink()
        assert write_site(walk.REGION, NEXT)["act"] == "done"
    assert page.read_bytes() == before

"""The public site holds what was delivered, as it was frozen (第三条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import AuditEvent
from tasks.base import audit
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.release import release
from tasks.publish.site import write_site
from tests import walk

PLAN, PAGE = "350105/plan/WB-01/2026/1", "plan-350105-plan-WB-01-2026-1.html"
LEDGER = "ledger-350105-WB-01-2026.html"
OWN = {
    "about.html", "data", "data.html", "feed.xml", "firms.html", "firms.js", "index.html", "lists.html",
    "objection.html", "site.css",
}  # fmt: skip
"""What only the site has: pages that lead to the others, and files."""

DAY, NEXT, MARCH = date(2026, 1, 6), date(2026, 1, 7), date(2026, 3, 1)


@pytest.mark.duty("3.1", "10.3")
def test_only_what_was_delivered_is_on_the_site_and_each_file_is_on_record(house: Path) -> None:
    walk.prepared(house)
    with held_at(NEXT):
        build_due(walk.REGION, DAY)
        release(PLAN, DAY, walk.LEADER)
        deliver_pending(walk.REGION, NEXT)
    site = house / "site" / walk.REGION
    assert sorted(path.name for path in site.iterdir() if path.name not in OWN) == [LEDGER, PAGE]
    index = (site / "index.html").read_text("utf-8")
    assert PAGE in index
    assert f'<a href="{LEDGER}">2026年度台账</a>' in index
    assert "2026-01-06（补录，2026-01-07 登记）" in index
    plan = (site / PAGE).read_text("utf-8")
    assert '<span class="n">发布日期：2026-01-06（补录，2026-01-07 登记）</span>' in plan
    with database.reading() as session:
        [event] = session.exec(select(AuditEvent).where(AuditEvent.action == "更新公示网页")).all()
    assert set(json.loads(event.payload)["files"]) == {
        f"site/350105/{name}" for name in (PAGE, LEDGER, *OWN, "data/fields.json") if name != "data"
    }


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


@pytest.mark.duty("3.1", "10.3")
def test_only_what_changed_is_written_and_on_record_and_a_ledger_that_is_missing_comes_back(
    house: Path,
) -> None:
    walk.prepared(house)
    walk.published(DAY)
    with held_at(MARCH):
        assert write_site(walk.REGION, MARCH)["act"] == "done"
        with database.reading() as session:
            events = session.exec(
                select(AuditEvent)
                .where(AuditEvent.action == "更新公示网页")
                .order_by(col(AuditEvent.number))
            )
            files = [list(json.loads(event.payload)["files"]) for event in events]
        assert files[-1] == [f"site/350105/{LEDGER}"]
        (house / "site" / walk.REGION / LEDGER).unlink()
        assert write_site(walk.REGION, MARCH)["act"] == "done"
    assert (house / "site" / walk.REGION / LEDGER).exists()
    assert audit.verify()["sound"]


@pytest.mark.duty("3.1")
def test_a_clock_that_was_turned_back_takes_nothing_off_the_site(house: Path) -> None:
    walk.prepared(house)
    walk.published(DAY)
    ledger = house / "site" / walk.REGION / LEDGER
    with held_at(MARCH):
        assert write_site(walk.REGION, MARCH)["act"] == "done"
    in_march = ledger.read_bytes()
    with held_at(NEXT):
        assert write_site(walk.REGION, NEXT)["act"] == "unchanged"
    assert ledger.read_bytes() == in_march

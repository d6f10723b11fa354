"""Migrating is on record: an old database is covered from then on, a changed one is not upgraded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import database
from models.clock import held_at
from models.faults import Refused
from models.rules.audit_chain import GENESIS, Link
from tasks.base import audit
from tasks.base.step import step
from tasks.setup.prepare import prepare
from tests import shell, walk

pytestmark = pytest.mark.duty("10.3")


def _act() -> None:
    with step("t:1", action="甲", as_of=walk.DRAW_DAY, region=walk.REGION) as s:
        s.record()


def _of_the_last_release() -> None:
    """A database at 0005 with one event and one subject off the roster."""
    database.migrate("0005")
    link = Link(1, "x:1", "旧", "内勤", walk.REGION, date(2026, 1, 5), "2026-01-05T04:00:00+00:00",
                "{}", GENESIS)  # fmt: skip
    with shell.plain() as at:
        at.run(
            "INSERT INTO audit_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [1, link.key, link.action, link.actor, link.region, str(link.as_of),
             link.recorded_at, link.payload, link.previous_hash, link.hash()],
        )  # fmt: skip
        at.run(
            "INSERT INTO general_supervision (id, region, credit_code, name, premises, since, "
            "reason) VALUES (1, '350105', 'X', '甲', '乙', '2026-01-05', '注销')"
        )


def test_a_database_of_the_last_release_is_covered_from_its_upgrade_on(house: Path) -> None:
    _of_the_last_release()
    with held_at(walk.NEW_YEAR):
        prepare(walk.NEW_YEAR)
        upgraded = audit.verify()
        assert upgraded["problems"] == []
        assert upgraded["covered_since"] == 2
        prepare(walk.NEW_YEAR)
    assert audit.verify()["head"] == upgraded["head"]  # nothing to upgrade: no event
    with shell.unguarded() as at:
        at.run("UPDATE general_supervision SET name = 'y'")
    assert "表 general_supervision：内容与留痕记录不符，有行被改动过" in audit.verify()["problems"]


def test_the_sums_of_an_upgrade_follow_from_those_before_it(house: Path) -> None:
    walk.prepared(house)
    before = audit.verify()
    with shell.plain() as at:  # as every migration marks it
        at.run("INSERT INTO state_sum (table_name, rows, total) VALUES ('*', 0, '0')")
    with pytest.raises(Refused, match="请先运行 ssj init"):
        _act()
    with held_at(walk.DRAW_DAY):
        prepare(walk.DRAW_DAY)
    after = audit.verify()
    assert after["problems"] == []
    assert after["events"] == before["events"] + 1
    _act()
    assert audit.verify()["problems"] == []


def test_a_changed_database_is_not_upgraded(house: Path) -> None:
    walk.prepared(house)
    database.migrate_down("0007")
    with shell.unguarded() as at:
        at.run("UPDATE annual_plan SET year = 2027")
    with pytest.raises(Refused, match="表 annual_plan：内容与留痕记录不符"):
        prepare(walk.DRAW_DAY)

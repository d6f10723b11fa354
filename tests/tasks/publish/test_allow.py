"""What only looks like a person's name is let out by a person with a reason (第十条、第二十三条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import select

from flows.cli import ssj
from models import database
from models.clock import held_at
from models.tables import AuditEvent
from tasks.publish.allow import allow, allowed_in_words
from tasks.publish.due import build_due
from tests import walk
from tests.refusal import reasons
from tests.tasks.publish import stories

DAY = date(2026, 9, 2)
PLAN = "350105/plan/WB-01/2026/1"


@pytest.mark.duty("10.2", "10.3", "23.1")
def test_a_name_that_is_none_is_let_out_with_a_reason_on_record(house: Path) -> None:
    walk.prepared(house)
    stories.deducted("林虚甲住院", DAY)
    with held_at(DAY):
        [why] = build_due(walk.REGION, DAY)["stopped"][PLAN]
        mark = why.partition("ssj publish allow ")[2].split()[0]
        assert reasons(allow, mark, walk.REGION, " ", DAY, walk.LEADER) == [
            "放行须写明理由（--reason）"
        ]
        assert reasons(allow, "x", walk.REGION, "同名", DAY, walk.LEADER) == [
            "放行编号「x」应为制作时给出的 12 位编号"
        ]
        answer = allow(mark, walk.REGION, "另一人同名", DAY, walk.LEADER)
        assert allowed_in_words(answer) == f"{mark} 已由 {walk.LEADER} 于 2026-09-02 放行"
        assert allow(mark, walk.REGION, "又", DAY, walk.CHIEF)["act"] == "unchanged"
        again = CliRunner().invoke(ssj, ["publish", "allow", mark, "--reason", "又"])
        assert again.stdout == f"{mark} 已由 {walk.LEADER} 于 2026-09-02 放行，未作改动。\n"
        answer = build_due(walk.REGION, DAY)
    assert (answer["stopped"], answer["built"]) == ({}, [PLAN])
    with database.reading() as session:
        event = session.exec(
            select(AuditEvent).where(AuditEvent.action == "放行疑似个人信息的文字")
        ).one()
    assert json.loads(event.payload)["reason"] == "另一人同名"

"""What a record tells of changes and applications, and how often a draw was changed (第十八条)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.rules import file_names
from models.rules.applications import ApplicationState, Decider
from models.rules.draw.reasons import DeciderRole
from models.tables import DrawEntry
from tasks.change.applications import decide
from tasks.draw.changes import (
    applications_of,
    changes_of,
    decided_numbers,
    deciders_of,
    rate_of,
    vacated_shown,
    waiting_applications,
    waiting_shown,
)
from tests import walk
from tests.tasks.change.changing import DAY, DRAW_ID, applied, badges, changed, general, the_draw

C1, C2, C3, C4, C5 = (f"{DRAW_ID}/C{n}" for n in range(1, 6))


@pytest.mark.duty("10.3", "18.3")
def test_every_application_is_a_change_refused_or_waits(house: Path) -> None:
    walk.dispatched(house)
    first, second, third, *_ = general()
    changed(first)
    changed(third, "请假", badges(third)[0])
    decide(applied(third), True, DAY, walk.CHIEF)
    decide(applied(second), False, DAY, walk.CHIEF)
    applied(second)
    with database.reading() as session:
        draw = the_draw(session)
        made, applications = changes_of(session, draw), applications_of(session, draw)
        decided, waiting = decided_numbers(session, draw), waiting_applications(session, draw)
        rate, shown = rate_of(session, draw), waiting_shown(session, draw)
    assert [(each.no, each.kind, each.subject, each.reason) for each in made] == [
        (1, "subject", first, "suspended"),
        (2, "inspector", third, "leave"),
    ]
    assert [each.number for each in applications] == [file_names.file_stem(n) for n in (C1, C2, C4)]
    assert decided == [C1, C2, C4]
    assert [(each.number, state) for each, state in waiting] == [
        (C3, ApplicationState.SECOND),
        (C5, ApplicationState.PENDING),
    ]
    assert deciders_of(waiting[0][0]) == [Decider(walk.CHIEF, DeciderRole.LEADER_IN_CHARGE)]
    assert [(each["number"], each["kind"], each["stands_name"]) for each in shown] == [
        (C3, "更换检查对象", "待第二人决定"),
        (C5, "更换检查对象", "待决定"),
    ]
    assert not any(code in json.dumps(shown) for code in (first, second, third))
    # By hand: both changes were at the place that was drawn first, one of five.
    assert rate.in_words() == (
        "2 次（更换检查对象 1 次，更换检查人员 1 次），涉及抽中的 5 处中的 1 处（20 %）；"
        "原因：停业 1、请假 1"
    )


@pytest.mark.duty("17.2", "18.3")
def test_an_empty_place_is_told_without_naming_who_stood_there(house: Path) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        must = session.exec(
            select(DrawEntry).where(DrawEntry.stratum == "must", DrawEntry.rank == 2)
        ).one()
        assert vacated_shown(session, the_draw(session)) == []
    changed(must.credit_code, "已停止经营")
    with database.reading() as session:
        shown = vacated_shown(session, the_draw(session))
    assert shown == [
        {
            "stratum": "must",
            "stratum_name": "必查",
            "rank": 2,
            "application": C1,
            "words": "空缺，已停止经营，2026-09-03 批准变更，没有可递补的对象",
        }
    ]

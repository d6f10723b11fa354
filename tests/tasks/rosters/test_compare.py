"""An incoming list beside the roster in force, counted by hand (第十三、十五条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from models import database
from models.rules.rosters import RosterKind
from models.tables import GeneralSupervision
from tasks.rosters import compare
from tasks.rosters.compare import OFF_THE_ROSTER, Comparison
from tests import walk

DAY = date(2026, 9, 2)


def _inspector(badge: str, **other: Any) -> dict[str, Any]:
    row = {
        "badge_number": badge,
        "name": "林虚",
        "sex": "男",
        "unit": "大队",
        "post": "警员",
        "qualified": True,
        "duty": "在岗",
        "email": "",
        "recused_from": "",
    }
    return {**row, **other}


def _subject(code: str) -> dict[str, Any]:
    return {
        "credit_code": code,
        "name": "样例网吧",
        "premises": "某路1号",
        "legal_representative": "林样",
        "industry": "互联网上网服务",
        "status": "正常",
        "risk_class": "general",
        "risk_reason": "",
    }


@pytest.mark.duty("15.1")
def test_new_changed_and_gone_are_counted_and_some_are_named(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.prepared(house)
    monkeypatch.setattr(compare, "DIFFERENCES_LISTED", 1)
    with database.reading() as session:
        beside = Comparison(session, RosterKind.INSPECTORS, walk.REGION, "WB-02")
        beside.stage([[_inspector("0001"), _inspector("0002", email="a@b.cn")], []])
        counted = beside.differences()
        assert (counted["total"], counted["added"], counted["changed"], counted["removed"]) == (
            2,
            2,
            0,
            0,
        )
        assert counted["added_names"] == ["0001 林虚"]
        assert beside.without_email() == ["0001 林虚"]


@pytest.mark.duty("13.2")
def test_what_leaves_is_kept_under_supervision_once_a_day(house: Path) -> None:
    walk.prepared(house)
    with database.writing() as session:
        beside = Comparison(session, RosterKind.SUBJECTS, walk.REGION, "WB-01")
        beside.stage([[_subject("92350105MA0007919C")]])
        for day in (DAY, DAY, date(2026, 9, 3)):
            beside.to_general_supervision(day)
        kept = session.exec(select(GeneralSupervision)).all()
        assert {each.reason for each in kept} == {OFF_THE_ROSTER}
        gone = beside.differences()["removed"]
        assert sorted({each.since for each in kept}) == [DAY, date(2026, 9, 3)]
        assert len(kept) == 2 * gone

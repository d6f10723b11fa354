"""Rosters are refreshed whole or not at all, and every past version is kept (第十一条至第十五条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from models import database
from models.faults import Refused
from models.tables import AuditEvent, GeneralSupervision, RosterVersion, SubjectEntry
from tasks.rosters import refresh as rosters
from tests import walk
from tests.conftest import SAMPLES

NEXT_DAY = date(2026, 9, 2)


@pytest.mark.duty("11.1", "12.2", "13.1")
def test_refresh_records_every_difference_and_keeps_the_past_version(house: Path) -> None:
    walk.prepared(house)
    done = rosters.refresh_roster(
        "subjects", SAMPLES / "市场主体名录库-变更.xlsx", walk.REGION, NEXT_DAY, walk.CLERK
    )
    # As the sample says: one established, two changed, one deregistered.
    assert (done["added"], done["changed"], done["removed"]) == (1, 2, 1)
    assert done["version"] == 2
    with database.reading() as session:
        first = session.exec(select(SubjectEntry).where(SubjectEntry.since_version == 1)).all()
        assert len(first) == 48
        assert sum(entry.until_version == 2 for entry in first) == 3
        assert len(session.exec(select(RosterVersion)).all()) == 3
        assert session.exec(
            select(AuditEvent).where(
                col(AuditEvent.key).startswith("roster:subjects:350105:2026-09-02")
            )
        ).one()


@pytest.mark.duty("13.2")
def test_a_terminated_subject_stays_under_general_supervision(house: Path) -> None:
    walk.prepared(house)
    rosters.refresh_roster(
        "subjects", SAMPLES / "市场主体名录库-变更.xlsx", walk.REGION, NEXT_DAY, walk.CLERK
    )
    with database.reading() as session:
        (left,) = session.exec(select(GeneralSupervision)).all()
    assert left.name == "样例青木网吧二店"
    assert left.since == NEXT_DAY


@pytest.mark.duty("12.1")
def test_a_faulty_roster_is_refused_whole_and_the_one_in_force_stays(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused) as refusal:
        rosters.refresh_roster(
            "subjects", SAMPLES / "市场主体名录库-有误.xlsx", walk.REGION, NEXT_DAY, walk.CLERK
        )
    found = {(fault.row, fault.column) for fault in refusal.value.faults}
    # Put there by hand in samples/make_samples.py: rows 6 to 11 each have their own fault.
    assert found == {
        (6, "统一社会信用代码"),
        (7, "统一社会信用代码"),
        (8, "市场主体名称"),
        (9, "经营状态"),
        (10, "列入原因"),
        (11, "统一社会信用代码"),
    }
    assert all(f.file and f.sheet and f.expected for f in refusal.value.faults)
    with database.reading() as session:
        in_force = session.exec(
            select(SubjectEntry).where(col(SubjectEntry.until_version).is_(None))
        ).all()
    assert len(in_force) == 48


@pytest.mark.duty("13.1")
def test_the_same_list_again_is_no_new_version(house: Path) -> None:
    walk.prepared(house)
    done = rosters.refresh_roster("subjects", walk.SUBJECTS, walk.REGION, NEXT_DAY, walk.CLERK)
    assert done["unchanged"]
    assert done["version"] == 1


@pytest.mark.duty("14.2")
def test_fewer_than_four_inspectors_are_refused(house: Path, tmp_path: Path) -> None:
    walk.prepared(house)
    lines = walk.INSPECTORS.read_text(encoding="gb18030").splitlines()
    few = tmp_path / "三人.csv"
    few.write_text("\n".join(lines[:5]), encoding="gb18030")
    with pytest.raises(Refused, match="只有 3 人，不得少于 4 人"):
        rosters.refresh_roster("inspectors", few, walk.REGION, NEXT_DAY, walk.CLERK)


@pytest.mark.duty("15.1")
def test_an_officer_who_left_is_off_the_roster_in_force(house: Path, tmp_path: Path) -> None:
    walk.prepared(house)
    lines = walk.INSPECTORS.read_text(encoding="gb18030").splitlines()
    fewer = tmp_path / "调出.csv"
    fewer.write_text("\n".join(lines[:-1]), encoding="gb18030")
    done = rosters.refresh_roster("inspectors", fewer, walk.REGION, NEXT_DAY, walk.CLERK)
    assert done["removed_names"] == ["035114 张虚辛"]


@pytest.mark.duty("13.1")
def test_history_of_a_roster_cannot_be_rewritten(house: Path) -> None:
    walk.prepared(house)
    rewrite = text("UPDATE subject_entry SET name = '改名'")
    with pytest.raises(DBAPIError, match="名录库历史不得修改"), database.writing() as session:
        session.execute(rewrite)

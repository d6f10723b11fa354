"""Rosters are refreshed whole or not at all, and every past version is kept (第十一条至第十五条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from models import database
from models.faults import Refused
from models.rules.draw.document import document
from models.rules.draw.verify import verify
from models.tables import AuditEvent, Draw, GeneralSupervision, RosterVersion, SubjectEntry
from tasks.draw.confirm import confirm
from tasks.draw.record import record_of
from tasks.draw.run import run
from tasks.rosters.refresh import compare_roster, refresh_roster
from tests import walk
from tests.conftest import SAMPLES

NEXT_DAY = date(2026, 9, 2)


@pytest.mark.duty("11.1", "12.2", "13.1")
def test_refresh_records_every_difference_and_keeps_the_past_version(house: Path) -> None:
    walk.prepared(house)
    done = refresh_roster(
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
        events = session.exec(
            select(AuditEvent).where(
                col(AuditEvent.key).startswith("roster.refresh:350105/WB-01/subjects@")
            )
        ).all()
        assert [event.as_of for event in events] == [walk.DRAW_DAY, NEXT_DAY]


@pytest.mark.duty("13.2")
def test_a_terminated_subject_stays_under_general_supervision(house: Path) -> None:
    walk.prepared(house)
    refresh_roster(
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
        refresh_roster(
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
    done = refresh_roster("subjects", walk.SUBJECTS, walk.REGION, NEXT_DAY, walk.CLERK)
    assert (done["act"], done["version"], done["as_of"]) == ("unchanged", 1, "2026-09-01")


@pytest.mark.duty("14.2")
def test_fewer_than_four_inspectors_are_refused(house: Path, tmp_path: Path) -> None:
    walk.prepared(house)
    lines = walk.INSPECTORS.read_text(encoding="gb18030").splitlines()
    few = tmp_path / "三人.csv"
    few.write_text("\n".join(lines[:5]), encoding="gb18030")
    with pytest.raises(Refused, match="只有 3 人，不得少于 4 人"):
        refresh_roster("inspectors", few, walk.REGION, NEXT_DAY, walk.CLERK)


@pytest.mark.duty("15.1")
def test_an_officer_who_left_is_off_the_roster_in_force(house: Path, tmp_path: Path) -> None:
    walk.prepared(house)
    lines = walk.INSPECTORS.read_text(encoding="gb18030").splitlines()
    fewer = tmp_path / "调出.csv"
    fewer.write_text("\n".join(lines[:-1]), encoding="gb18030")
    done = refresh_roster("inspectors", fewer, walk.REGION, NEXT_DAY, walk.CLERK)
    assert done["removed_names"] == ["035114 张虚辛"]


@pytest.mark.duty("13.1")
def test_history_of_a_roster_cannot_be_rewritten(house: Path) -> None:
    walk.prepared(house)
    rewrite = text("UPDATE subject_entry SET name = '改名'")
    with pytest.raises(DBAPIError, match="名录库历史不得修改"), database.writing() as session:
        session.execute(rewrite)


CHANGED = SAMPLES / "市场主体名录库-变更.xlsx"


def _refresh(path: Path, day: date = NEXT_DAY, by: str = walk.CLERK, **more: Any) -> Any:
    return refresh_roster("subjects", path, walk.REGION, day, by, **more)


def _standing() -> set[str]:
    with database.reading() as session:
        rows = select(SubjectEntry.credit_code).where(col(SubjectEntry.until_version).is_(None))
        return set(session.exec(rows))


@pytest.mark.duty("13.1", "13.2")
def test_a_list_put_back_to_an_earlier_one_is_in_force_again_on_the_same_day(house: Path) -> None:
    walk.prepared(house)
    first = _standing()
    for n, path in enumerate([CHANGED, walk.SUBJECTS, CHANGED, walk.SUBJECTS], start=2):
        done = _refresh(path)
        assert (done["act"], done["version"], done["from"]) == ("done", n, path.name)
        assert (_standing() == first) is (path == walk.SUBJECTS)
    with database.reading() as session:
        # 青木二店 left twice on one day, and the one of the changed list that was new left twice.
        kept = session.exec(select(GeneralSupervision)).all()
        assert {each.since for each in kept} == {NEXT_DAY}
        assert len(kept) == 2


@pytest.mark.duty("13.1")
def test_a_retried_request_changes_nothing(house: Path) -> None:
    walk.prepared(house)
    _refresh(CHANGED, request="r1")
    _refresh(walk.SUBJECTS, request="r2")
    standing = _standing()
    again = _refresh(CHANGED, request="r1")
    assert (again["act"], again["version"]) == ("known", 2)
    assert _standing() == standing


@pytest.mark.duty("13.1")
def test_a_dry_run_says_the_differences_and_changes_nothing(house: Path) -> None:
    walk.prepared(house)
    before = _standing()
    told = compare_roster("subjects", CHANGED, walk.REGION, NEXT_DAY)
    assert (told["added"], told["changed"], told["removed"], told["version"]) == (1, 2, 1, 1)
    assert _standing() == before
    with database.reading() as session:
        assert len(session.exec(select(RosterVersion)).all()) == 2
    assert _refresh(CHANGED)["version"] == 2


@pytest.mark.duty("11.1")
def test_there_is_no_roster_for_an_item_on_no_list(house: Path) -> None:
    walk.begun(house)
    with pytest.raises(Refused, match="清单之外不得抽查"):
        _refresh(walk.SUBJECTS)
    with pytest.raises(Refused, match="没有事项「WB-99」"):
        _refresh(walk.SUBJECTS, item_code="WB-99")
    with database.reading() as session:
        assert session.exec(select(RosterVersion)).all() == []


@pytest.mark.duty("13.1")
def test_no_roster_before_the_one_in_force_none_of_tomorrow_none_by_nobody(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match="早于市场主体名录库第 1 版之日 2026-09-01"):
        _refresh(CHANGED, date(2026, 8, 31))
    with pytest.raises(Refused, match="尚未到来"):
        _refresh(CHANGED, date(2099, 1, 1))
    with pytest.raises(Refused, match="经办人"):
        _refresh(CHANGED, by=" ")
    with pytest.raises(Refused, match="没有这个文件：没有"):
        _refresh(house / "没有.xlsx")
    with database.reading() as session:
        assert len(session.exec(select(RosterVersion)).all()) == 2


@pytest.mark.duty("12.2", "17.1")
def test_the_roster_an_announced_draw_froze_is_drawn_from_whatever_came_since(
    house: Path,
) -> None:
    walk.prepared(house)
    draw_id = walk.announced()
    _refresh(CHANGED, walk.DRAW_DAY)
    assert run(draw_id, walk.DRAW_DAY, walk.CLERK)["drawn"] == 5
    walk.photographed(draw_id, walk.DRAW_DAY)
    confirm(draw_id, walk.DRAW_DAY, walk.LEADER)
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        checks = verify(document(record_of(session, draw)[0])).checks
    assert [check for check in checks if check.ok is False] == []


@pytest.mark.duty("14.1")
def test_an_inspector_without_e_mail_is_listed_and_named(house: Path, tmp_path: Path) -> None:
    walk.prepared(house)
    lines = walk.INSPECTORS.read_text(encoding="gb18030").splitlines()
    mail = next(word for word in lines[-1].split(",") if "@" in word)
    path = tmp_path / "无邮箱.csv"
    path.write_text("\n".join([*lines[:-1], lines[-1].replace(mail, "")]), encoding="gb18030")
    done = refresh_roster("inspectors", path, walk.REGION, NEXT_DAY, walk.CLERK)
    assert (done["changed"], done["without_email"]) == (1, ["035114 张虚辛"])

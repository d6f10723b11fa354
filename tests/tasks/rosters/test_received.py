"""Lists of the inbox are taken in once, the newest first, item by item (第十三、十五条)."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database, district
from models.tables import AuditEvent, RosterVersion, SubjectEntry
from tasks.lists.version import import_items
from tasks.rosters.received import NOTHING_NEW, refresh_rosters
from tasks.rosters.refresh import refresh_roster
from tasks.setup.prepare import prepare
from tests import walk
from tests.conftest import SAMPLES
from tests.tasks.lists.test_version import item_list

CHANGED, FAULTY = SAMPLES / "市场主体名录库-变更.xlsx", SAMPLES / "市场主体名录库-有误.xlsx"
NEXT_DAY = date(2026, 9, 2)


def _drop(house: Path, file: Path, folder: str = "subjects", age: int = 0) -> None:
    target = house / "inbox" / walk.REGION / folder / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)
    os.utime(target, (2_000_000_000 - age, 2_000_000_000 - age))


def _versions() -> list[str]:
    with database.reading() as session:
        rows = select(RosterVersion).where(RosterVersion.kind == "subjects")
        return [v.source_name for v in session.exec(rows.order_by(col(RosterVersion.number)))]


@pytest.mark.duty("13.1")
def test_a_file_is_taken_once_and_does_not_put_back_what_was_refreshed_since(
    house: Path,
) -> None:
    walk.prepared(house)
    _drop(house, CHANGED)
    assert refresh_rosters(walk.REGION, NEXT_DAY)["subjects"]["version"] == 2
    refresh_roster("subjects", walk.SUBJECTS, walk.REGION, NEXT_DAY, walk.CLERK)
    assert refresh_rosters(walk.REGION, NEXT_DAY)["subjects"] == NOTHING_NEW
    assert _versions() == [walk.SUBJECTS.name, CHANGED.name, walk.SUBJECTS.name]


@pytest.mark.duty("13.1")
def test_a_file_like_the_roster_in_force_counts_as_taken(house: Path) -> None:
    walk.prepared(house)
    _drop(house, walk.SUBJECTS)
    assert refresh_rosters(walk.REGION, NEXT_DAY)["subjects"]["act"] == "unchanged"
    refresh_roster("subjects", CHANGED, walk.REGION, NEXT_DAY, walk.CLERK)
    assert refresh_rosters(walk.REGION, NEXT_DAY)["subjects"] == NOTHING_NEW
    assert _versions() == [walk.SUBJECTS.name, CHANGED.name]


@pytest.mark.duty("13.1")
def test_a_newer_file_is_taken_and_an_earlier_one_dropped_again_too(house: Path) -> None:
    walk.prepared(house)
    _drop(house, CHANGED, age=3)
    refresh_rosters(walk.REGION, NEXT_DAY)
    _drop(house, walk.SUBJECTS, age=2)
    refresh_rosters(walk.REGION, NEXT_DAY)
    _drop(house, CHANGED, age=1)
    assert refresh_rosters(walk.REGION, NEXT_DAY)["subjects"]["version"] == 4
    assert _versions()[-1] == CHANGED.name


@pytest.mark.duty("13.1", "15.1")
def test_a_faulty_file_is_told_and_leaves_both_rosters(house: Path) -> None:
    walk.prepared(house)
    _drop(house, FAULTY)
    _drop(house, walk.INSPECTORS, "inspectors")
    for _ in range(2):
        outcome = refresh_rosters(walk.REGION, NEXT_DAY)
        assert outcome["subjects"]["refused"] == FAULTY.name
        assert "第6行「统一社会信用代码」" in outcome["subjects"]["faults"][0]
    assert outcome["inspectors"] == NOTHING_NEW
    assert _versions() == [walk.SUBJECTS.name]


@pytest.mark.duty("6.1", "11.1")
def test_each_item_has_its_own_rosters(house: Path) -> None:
    two = house / "two.toml"
    text = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    two.write_text(text.replace('items = ["WB-01"]', 'items = ["WB-01", "WB-02"]'), "utf-8")
    prepare(walk.NEW_YEAR, two)
    path = item_list(house, ("WB-01", "5%", ""), ("WB-02", "5%", ""))
    import_items(path, walk.REGION, walk.NEW_YEAR, walk.CLERK)
    _drop(house, walk.SUBJECTS, "WB-01/subjects")
    _drop(house, CHANGED, "WB-02/subjects")
    outcome = refresh_rosters(walk.REGION, NEXT_DAY)
    assert outcome["WB-02/inspectors"] == NOTHING_NEW
    assert [outcome[f"{code}/subjects"]["from"] for code in ("WB-01", "WB-02")] == [
        walk.SUBJECTS.name,
        CHANGED.name,
    ]
    with database.reading() as session:
        assert sorted((v.item_code, v.number) for v in session.exec(select(RosterVersion))) == [
            ("WB-01", 1),
            ("WB-02", 1),
        ]
        standing = select(SubjectEntry.item_code).where(col(SubjectEntry.until_version).is_(None))
        assert Counter(session.exec(standing)) == {"WB-01": 48, "WB-02": 48}


@pytest.mark.duty("10.1", "13.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("written", "changed", "refused"),
    [("60", 1, []), ("约60", None, ["kept"]), ("13800138000x", None, ["digest"])],
)
def test_dossiers_in_a_roster_of_the_inbox_come_in_with_it(
    house: Path, written: str, changed: int | None, refused: list[str]
) -> None:
    walk.prepared(house)
    with database.reading() as session:
        each = session.exec(select(SubjectEntry).order_by("credit_code").limit(1)).one()
    roster = house / "名录.csv"
    roster.write_text(
        "统一社会信用代码,市场主体名称,住所,法定代表人,行业,机器数\n"
        f"{each.credit_code},{each.name},{each.premises},{each.legal_representative},{each.industry},{written}\n",
        "utf-8",
    )
    _drop(house, roster)
    outcome = refresh_rosters(walk.REGION, NEXT_DAY)["subjects"]
    assert outcome["total"] == 1
    assert outcome.get("dossiers_changed") == changed
    assert ("dossier_faults" in outcome) == bool(refused)
    with database.reading() as session:
        events = session.exec(
            select(AuditEvent).where(col(AuditEvent.key).startswith("inbox.refuse:"))
        ).all()
    # Of a file in which somebody's number seems to stand no copy is kept.
    told = [json.loads(each.payload) for each in events]
    assert [key for each in told for key in ("kept", "digest") if key in each] == refused
    assert "13800138000" not in str(told)

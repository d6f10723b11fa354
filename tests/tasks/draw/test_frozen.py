"""What a draw froze is read again exactly, whatever was refreshed since (第十二条、第十七条)."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.rules.recusals import read_stored
from models.rules.rosters import RosterKind
from models.tables import Draw
from tasks.draw.frozen import coded_inspectors, frozen, newest_version, subjects_of
from tasks.draw.secret import secret_of
from tasks.rosters.refresh import refresh_roster
from tests import walk

LATER = date(2026, 9, 3)


@pytest.mark.duty("12.2", "14.1", "17.1")
def test_the_announced_texts_are_the_same_after_both_rosters_changed(house: Path) -> None:
    walk.drawn(house)
    people = walk.INSPECTORS.read_text(encoding="gb18030")
    path = house / "执法检查人员名录库.csv"
    changed = people.replace("035036,陈虚乙,男", "035037,陈虚乙,男").replace(
        "三级警长,是,在岗,inspector3@", "三级警长,否,离岗,inspector3@"
    )
    path.write_text(changed, encoding="gb18030")
    firms = house / "市场主体名录库.xlsx"
    book = load_workbook(walk.SUBJECTS)
    rows = book.worksheets[0].iter_rows(min_row=3)
    name = next(cell for row in rows for cell in row if "网" in str(cell.value))
    name.value = f"{name.value}（新）"
    book.save(firms)
    with held_at(LATER):
        assert refresh_roster("inspectors", path, walk.REGION, LATER, walk.CLERK)["added"] == 1
        assert refresh_roster("subjects", firms, walk.REGION, LATER, walk.CLERK)["changed"] == 1
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        texts = frozen(session, draw).named()
        secret = secret_of(session, draw).hex()
    stated = json.loads(draw.announcement)
    # The key of the texts, written out as the protocol writes it.
    key = hashlib.sha256(f"ssj-draw/2 texts\n{draw.draw_id}\n{secret}\n".encode()).digest()
    for name in ("subjects", "inspectors", "recusals", "ineligible", "moves"):
        assert hashlib.sha256(key + texts[name]).hexdigest() == stated[name]["digest"]
    assert texts["moves"] == b""
    assert {line.split(b"\t")[1] for line in texts["ineligible"].splitlines()} == {b"suspended"}
    assert texts["inspectors"].decode() == "".join(f"J0{n}\n" for n in range(1, 9))
    # The sample roster: one inspector is recused from one subject.
    [recusal] = texts["recusals"].decode().splitlines()
    assert recusal.split("\t")[1:] == ["92350105MA01583806", "kinship"]


@pytest.mark.duty("12.2", "17.1")
def test_the_reasons_of_recusals_stay_as_they_were_frozen(house: Path) -> None:
    walk.drawn(house)
    people = walk.INSPECTORS.read_text(encoding="gb18030")
    assert "（亲属关系）" in people
    path = house / "执法检查人员名录库.csv"
    path.write_text(people.replace("（亲属关系）", "：本人申请"), encoding="gb18030")

    def reasons() -> list[str]:
        with database.reading() as session:
            kept = coded_inspectors(session, session.exec(select(Draw)).one()).values()
            return [reason for each in kept for _, reason in read_stored(each.recused_from)]

    assert reasons() == ["kinship"]
    with held_at(LATER):
        refreshed = refresh_roster("inspectors", path, walk.REGION, LATER, walk.CLERK)
    assert (refreshed["changed"], refreshed["version"]) == (1, 2)
    assert reasons() == ["kinship"]


@pytest.mark.duty("12.2")
def test_who_is_out_of_business_is_left_out_and_counted(house: Path) -> None:
    walk.prepared(house)
    with database.reading() as session:
        version = newest_version(session, walk.REGION, "WB-01", RosterKind.SUBJECTS)
        subjects = subjects_of(session, version)
    assert subjects.counts() == {"general": 40, "key": 4, "must": 2}
    assert subjects.why_left_out() == {"suspended": 2}
    assert not subjects.left_out.keys() & {code for code, _ in subjects.pairs()}


def test_a_roster_that_was_never_read_is_asked_for(house: Path) -> None:
    walk.prepared(house)
    with database.reading() as session, pytest.raises(Refused, match="还没有执法检查人员名录库"):
        newest_version(session, walk.REGION, "WB-02", RosterKind.INSPECTORS)

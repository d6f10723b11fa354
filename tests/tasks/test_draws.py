"""The draw: announced, drawn, confirmed, and then nothing changes (第十七条、第十八条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from models import database
from models.faults import Refused
from models.rules.draw.verify import verify
from models.tables import Assignment, Draw, DrawEntry, DrawPhoto
from tasks.change import applications
from tasks.draw import photos
from tasks.draw.announce import announce
from tasks.draw.confirm import confirm
from tasks.draw.record import record_of
from tasks.plan import annual as plans
from tests import walk
from tests.conftest import SAMPLES


@pytest.mark.duty("9.1", "9.4", "17.1", "17.2", "17.3")
def test_drawn_by_risk_class_with_substitutes_and_two_inspectors_each(house: Path) -> None:
    walk.drawn(house)
    with database.reading() as session:
        entries = session.exec(select(DrawEntry)).all()
        seats = session.exec(select(Assignment)).all()
    drawn = [e for e in entries if e.role == "drawn"]
    # By hand: 48 subjects, 2 suspended, 4 key, 2 must: 5 % of 40 = 2, 1/4 of 4 = 1, all of 2.
    assert sorted(e.stratum for e in drawn) == ["general", "general", "key", "must", "must"]
    # Two substitutes for each drawn, as far as the stratum goes: 4 + 2 + 0.
    assert len(entries) - len(drawn) == 6
    by_place: dict[int, set[int]] = {}
    for seat in seats:
        by_place.setdefault(seat.draw_entry_id, set()).add(seat.inspector_entry_id)
    assert [len(officers) for officers in by_place.values()] == [2] * 5


@pytest.mark.duty("17.1", "18.1")
def test_the_public_record_verifies_and_names_no_officer(house: Path) -> None:
    done = walk.dispatched(house)
    with database.reading() as session:
        draw = session.exec(select(Draw).where(Draw.draw_id == done.draw_id)).one()
        record = json.loads(json.dumps(record_of(session, draw)[0]))
    assert [check for check in verify(record) if not check.holds] == []
    written = json.dumps(record, ensure_ascii=False)
    names = walk.INSPECTORS.read_text(encoding="gb18030").splitlines()[2:]
    for line in names:
        badge, name, *_ = line.split(",")
        assert badge not in written
        assert name not in written


@pytest.mark.duty("18.2")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE draw SET seed = 'x'",
        "UPDATE draw SET state = 'abandoned', abandon_reason = 'x'",
        "DELETE FROM draw_entry",
        "UPDATE draw_entry SET rank = 99",
        "UPDATE assignment SET seat = 2",
        "INSERT INTO draw_entry (draw_pk, stratum, rank, role, credit_code, subject_entry_id, ticket)"
        " SELECT draw_pk, stratum, 999, 'drawn', 'X', subject_entry_id, 'f' FROM draw_entry",
    ],
)
def test_the_database_refuses_any_change_of_a_confirmed_draw(house: Path, change: str) -> None:
    done = walk.drawn(house)
    confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)
    with pytest.raises(DBAPIError, match="抽取"), database.writing() as session:
        session.execute(text(change))


def test_a_second_seed_is_refused_by_the_database(house: Path) -> None:
    walk.drawn(house)
    with pytest.raises(DBAPIError, match="一次抽取只有一个种子"), database.writing() as session:
        session.execute(text("UPDATE draw SET seed = 'ff'"))


@pytest.mark.duty("16.1")
def test_no_draw_without_an_approved_plan(house: Path) -> None:
    walk.prepared(house)
    plans.make_plan(walk.REGION, 2027, walk.DRAW_DAY, walk.CLERK)
    with pytest.raises(Refused, match="尚未批准"):
        announce(walk.REGION, 2027, 5, walk.DRAW_DAY, walk.CLERK)


def test_no_draw_before_its_period(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match="尚早"):
        announce(walk.REGION, 2026, 6, walk.DRAW_DAY, walk.CLERK)


@pytest.mark.duty("7.2")
def test_no_draw_of_an_item_that_is_on_no_list_in_force(house: Path) -> None:
    walk.prepared(house)
    plans.make_plan(walk.REGION, 2027, walk.DRAW_DAY, walk.CLERK)
    with database.reading() as session:
        from tasks.base.terms import item_in_force

        with pytest.raises(Refused, match="清单之外不得抽查"):
            item_in_force(session, walk.REGION, "WB-99", walk.DRAW_DAY)


@pytest.mark.duty("18.1")
def test_photos_are_judged_by_content(house: Path, tmp_path: Path) -> None:
    done = walk.drawn(house)
    fake = tmp_path / "照片.png"
    fake.write_bytes(b"not a picture")
    with pytest.raises(Refused, match="PNG 或 JPEG"):
        photos.attach_photo(done.draw_id, fake, walk.DRAW_DAY, walk.CLERK)
    for _ in range(2):
        photos.attach_photo(done.draw_id, SAMPLES / "抽取现场-1.png", walk.DRAW_DAY, walk.CLERK)
    with database.reading() as session:
        assert len(session.exec(select(DrawPhoto)).all()) == 1


@pytest.mark.duty("17.2", "18.3")
def test_a_change_needs_another_deciding_and_the_next_substitute_moves_up(house: Path) -> None:
    done = walk.dispatched(house)
    with database.reading() as session:
        entries = session.exec(select(DrawEntry).where(DrawEntry.stratum == "general")).all()
    first = next(e for e in entries if e.rank == 1)
    third = next(e for e in entries if e.rank == 3)
    day = date(2026, 9, 3)
    evidence = [SAMPLES / "停业说明.txt"]
    with pytest.raises(Refused, match="正当理由"):
        applications.apply(done.draw_id, first.credit_code, "", evidence, day, walk.CLERK)
    with pytest.raises(Refused, match="证明材料"):
        applications.apply(done.draw_id, first.credit_code, "停业", [], day, walk.CLERK)
    applied = applications.apply(done.draw_id, first.credit_code, "停业", evidence, day, walk.CLERK)
    with pytest.raises(Refused, match="不得由申请人本人决定"):
        applications.decide(applied["number"], True, day, walk.CLERK)
    decided = applications.decide(applied["number"], True, day, walk.CHIEF)
    # Two of the general class were drawn, so its third by ticket is the first substitute.
    assert decided["substitute"] == third.credit_code
    again = applications.apply(done.draw_id, third.credit_code, "也停业", evidence, day, walk.CLERK)
    second = applications.decide(again["number"], True, day, walk.CHIEF)
    assert second["substitute"] == next(e for e in entries if e.rank == 4).credit_code
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        record, _ = record_of(session, draw)
    assert [r["replaced"] for r in record["replacements"]] == [first.credit_code, third.credit_code]
    assert all(check.holds for check in verify(record))


@pytest.mark.duty("17.2")
def test_an_exhausted_class_says_so(house: Path) -> None:
    done = walk.dispatched(house)
    with database.reading() as session:
        must = session.exec(select(DrawEntry).where(DrawEntry.stratum == "must")).first()
    assert must is not None
    applied = applications.apply(
        done.draw_id, must.credit_code, "停业", [SAMPLES / "停业说明.txt"], walk.VISIT, walk.CLERK
    )
    with pytest.raises(Refused, match="递补对象已经用完"):
        applications.decide(applied["number"], True, walk.VISIT, walk.CHIEF)

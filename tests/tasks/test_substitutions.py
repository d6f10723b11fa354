"""Changes after confirmation: by application, decided by another, by the draw's order (第十八条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from models import database
from models.faults import Refused
from models.rules.draw.record import written
from models.rules.draw.verify import verify_file
from models.tables import Draw, DrawEntry, Message
from tasks.change import applications
from tasks.draw import find as draw_ids
from tasks.draw.announce import announce
from tasks.draw.confirm import abandon, confirm
from tasks.draw.frozen import coded_inspectors
from tasks.draw.record import record_of, sealed_record_of
from tasks.draw.run import run
from tasks.draw.sheet import sheet_of
from tasks.draw.standing import standing_places
from tests import walk
from tests.conftest import SAMPLES

DAY = date(2026, 9, 3)
EVIDENCE = [SAMPLES / "停业说明.txt"]


def _the_draw(session: Session) -> Draw:
    return session.exec(select(Draw)).one()


def _changed(
    draw_id: str, credit_code: str, reason: str, badge: str | None = None
) -> dict[str, object]:
    applied = applications.apply(draw_id, credit_code, reason, EVIDENCE, DAY, walk.CLERK, badge)
    return applications.decide(applied["number"], True, DAY, walk.CHIEF)


def _sound() -> None:
    with database.reading() as session:
        draw = _the_draw(session)
        for made, beside in (record_of(session, draw), sealed_record_of(session, draw)):
            assert [c for c in verify_file(written(made), beside) if not c.holds] == []


@pytest.mark.duty("17.3", "18.3")
def test_an_inspector_who_cannot_go_is_replaced_by_the_next_by_ticket(house: Path) -> None:
    done = walk.dispatched(house)
    with database.reading() as session:
        draw = _the_draw(session)
        place = standing_places(session, draw)[0]
        coded = coded_inspectors(session, draw)
        badges = [coded[code].badge_number for code in place.codes]
        others = {e.badge_number for e in coded.values()} - set(badges)
    subject = place.entry.credit_code
    with pytest.raises(Refused, match=r"不是.*的检查人员"):
        applications.apply(done.draw_id, subject, "出差", EVIDENCE, DAY, walk.CLERK, min(others))
    decided = _changed(done.draw_id, subject, "出差", badges[1])
    seats = decided["inspectors"]
    assert isinstance(seats, list)
    assert seats[0] == place.codes[0]
    assert seats[1] not in place.codes
    [inspection] = [each for each in walk.open_ones() if each.task.credit_code == subject]
    assert [badge for badge, _ in inspection.task.officers] == [
        coded[code].badge_number for code in seats
    ]
    with database.reading() as session:
        told = session.exec(select(Message).where(Message.kind == "replaced")).all()
        assert len(told) == 1
    _sound()
    # Again, the other one; and then the subject itself is replaced, and inherits the two new ones.
    again = _changed(done.draw_id, subject, "也出差", badges[0])
    moved = _changed(done.draw_id, subject, "停业")
    assert moved["inspectors"] == again["inspectors"]
    _sound()


@pytest.mark.duty("17.2", "18.3")
def test_substitutes_go_on_past_the_published_to_the_end_of_the_roster(house: Path) -> None:
    done = walk.dispatched(house)
    with database.reading() as session:
        entries = session.exec(select(DrawEntry).where(DrawEntry.stratum == "key")).all()
    by_rank = {e.rank: e.credit_code for e in entries}
    # Four of the class, one drawn, two published substitutes: one more is there by ticket.
    assert sorted(by_rank) == [1, 2, 3]
    moved = [_changed(done.draw_id, by_rank[n], f"停业{n}")["substitute"] for n in (1, 2, 3)]
    assert moved[:2] == [by_rank[2], by_rank[3]]
    assert moved[2] not in by_rank.values()
    _sound()
    with pytest.raises(Refused, match="类别「重点」的递补对象已经用完"):
        _changed(done.draw_id, str(moved[2]), "停业4")
    with database.reading() as session:
        record, _ = record_of(session, _the_draw(session))
    assert [e["rank"] for e in record["substitutes"] if e["stratum"] == "key"] == [2, 3]


@pytest.mark.duty("18.2")
@pytest.mark.parametrize("rank", ["999", "1", "(SELECT max(rank) FROM draw_entry)"])
def test_only_the_very_next_rank_can_be_added_to_a_confirmed_draw(house: Path, rank: str) -> None:
    walk.dispatched(house)
    with pytest.raises(DBAPIError, match=r"抽取|UNIQUE|unique"), database.writing() as session:
        session.execute(
            text(
                "INSERT INTO draw_entry (draw_pk, stratum, rank, role, credit_code,"
                f" subject_entry_id, ticket) SELECT draw_pk, 'must', {rank}, 'substitute', 'X',"
                " subject_entry_id, 'f' FROM draw_entry LIMIT 1"
            )
        )


@pytest.mark.duty("18.3")
def test_an_application_for_a_place_changed_since_is_refused(house: Path) -> None:
    done = walk.dispatched(house)
    with database.reading() as session:
        draw = _the_draw(session)
        place = standing_places(session, draw)[0]
        badge = coded_inspectors(session, draw)[place.codes[0]].badge_number
    subject = place.entry.credit_code
    first = applications.apply(done.draw_id, subject, "停业", EVIDENCE, DAY, walk.CLERK)
    second = applications.apply(done.draw_id, subject, "出差", EVIDENCE, DAY, walk.CLERK, badge)
    applications.decide(first["number"], True, DAY, walk.CHIEF)
    with pytest.raises(Refused, match="已经变更，请另行申请"):
        applications.decide(second["number"], True, DAY, walk.CHIEF)


@pytest.mark.duty("18.1", "18.3")
def test_the_sealed_record_has_badges_evidence_and_decisions(house: Path) -> None:
    done = walk.dispatched(house)
    with database.reading() as session:
        place = standing_places(session, _the_draw(session))[0]
    _changed(done.draw_id, place.entry.credit_code, "停业")
    with database.reading() as session:
        draw = _the_draw(session)
        sealed, _ = sealed_record_of(session, draw)
        public, _ = record_of(session, draw)
    [application] = sealed["sealed"]["applications"]
    assert (application["applicant"], application["decided_by"]) == (walk.CLERK, walk.CHIEF)
    assert [each["name"] for each in application["attachments"]] == ["停业说明.txt"]
    badges = [line.split("\t")[1] for line in sealed["sealed"]["inspector_codes"].splitlines()]
    said = json.dumps(public, ensure_ascii=False)
    assert badges
    assert not any(badge in said for badge in badges)
    # By hand: two subjects of the sample roster are out of business.
    assert len(sealed["sealed"]["ineligible"].splitlines()) == 2


@pytest.mark.duty("18.1")
def test_the_sheet_names_officers_only_where_it_is_sealed(house: Path) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        draw = _the_draw(session)
        texts = [
            "".join(
                page.get_textpage().get_text_range()
                for page in pypdfium2.PdfDocument(sheet_of(session, draw, made(session, draw)[0]))
            )
            for made in (record_of, sealed_record_of)
        ]
        names = {e.name for e in coded_inspectors(session, draw).values()}
    assert not any(name in texts[0] for name in names)
    assert any(name in texts[1] for name in names)
    assert "记录不完整" not in texts[0]
    for kept in (house / "photos").iterdir():
        kept.unlink()
    with database.reading() as session:
        draw = _the_draw(session)
        record, _ = record_of(session, draw)
        with pytest.raises(Refused, match=r"抽取现场-1\.png.*不在了"):
            sheet_of(session, draw, record)


@pytest.mark.duty("9.2", "18.2")
def test_an_abandoned_draw_stays_and_an_extra_one_takes_its_place(house: Path) -> None:
    done = walk.drawn(house)
    with pytest.raises(Refused, match="没有作废"):
        announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, extra=True)
    abandon(done.draw_id, "名录有误", walk.DRAW_DAY, walk.LEADER)
    extra = announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, extra=True)
    assert extra["draw_id"] == "350105/WB-01/2026-X1"
    abandon(extra["draw_id"], "再有误", walk.DRAW_DAY, walk.LEADER)
    extra = announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, extra=True)
    assert extra["draw_id"] == "350105/WB-01/2026-X2"
    run(extra["draw_id"], walk.DRAW_DAY, walk.CLERK)
    confirm(extra["draw_id"], walk.DRAW_DAY, walk.LEADER)
    with database.reading() as session:
        kept = session.exec(select(Draw).order_by(Draw.draw_id)).all()
    current = draw_ids.current(walk.REGION, 2026, 5, walk.DRAW_DAY)
    assert current is not None
    assert current["draw_id"] == extra["draw_id"]
    assert [(d.state, d.abandon_reason) for d in kept] == [
        ("abandoned", "名录有误"),
        ("abandoned", "再有误"),
        ("confirmed", None),
    ]
